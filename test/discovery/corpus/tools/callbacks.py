import numpy as np
import torch
import tensorflow as tf
from tensorflow.keras.callbacks import Callback


class StopOnPlateau:
    def __init__(self, patience=5, min_delta=1e-4):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss = None
        self.bad = 0

    def __call__(self, val_loss):
        if self.best_loss is None or self.best_loss - val_loss > self.min_delta:
            self.best_loss = val_loss
            self.bad = 0
        else:
            self.bad += 1
        return self.bad >= self.patience


class LossHistory(Callback):
    def on_train_begin(self, logs=None):
        self.losses = []

    def on_batch_end(self, batch, logs=None):
        self.losses.append(logs.get("loss"))


class LrFinder:
    def __init__(self, model, opt, criterion):
        self.model, self.opt, self.criterion = model, opt, criterion

    def range_test(self, loader, end=10, n=100, beta=0.98):
        avg, best, losses = 0.0, 0.0, []
        for i, (x, y) in enumerate(loader):
            loss = self.criterion(self.model(x), y)
            avg = beta * avg + (1 - beta) * loss.item()
            smooth = avg / (1 - beta ** (i + 1))
            if i > 1 and smooth > 4 * best:
                break
            losses.append(smooth)
            loss.backward()
            self.opt.step()
        return losses

    def plot(self, losses):
        import matplotlib.pyplot as plt
        plt.plot(losses)


def save_checkpoint(model, optimizer, epoch, loss, path):
    torch.save({"model": model.state_dict(), "loss": loss, "epoch": epoch}, path)


def smooth_curve(points, factor=0.9):
    out = []
    for p in points:
        out.append(out[-1] * factor + p * (1 - factor) if out else p)
    return out


def get_loss_weights(epoch, total=100):
    w = min(1.0, epoch / total)
    return {"main": 1.0, "aux": 0.4 * (1 - w)}


def log_losses(writer, losses, step):
    for k, v in losses.items():
        writer.add_scalar(f"loss/{k}", v.item(), step)


def is_improvement(new_loss, old_loss, tol=1e-3):
    return new_loss < old_loss - tol
