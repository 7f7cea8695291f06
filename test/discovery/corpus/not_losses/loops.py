import time

import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from tqdm import tqdm


def train_one_epoch(model: nn.Module, loader: DataLoader, criterion, optimizer, device="cpu") -> float:
    model.train()
    running_loss = 0.0
    for images, labels in tqdm(loader):
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * images.size(0)
    return running_loss / len(loader.dataset)


@torch.no_grad()
def validate(model, loader, criterion):
    model.eval()
    total, n = 0.0, 0
    for x, y in loader:
        total += criterion(model(x), y).item()
        n += 1
    return total / n


class Trainer:
    def __init__(self, net, loss, optimizer, device, max_epoch=100):
        self.net = net
        self.loss = loss
        self.optimizer = optimizer
        self.device = device
        self.max_epoch = max_epoch
        self.best_result = 0

    def train(self, loader):
        for epoch in range(self.max_epoch):
            start = time.time()
            self.train_epoch(loader)
            print(epoch, time.time() - start)

    def train_epoch(self, loader):
        running_loss = 0.0
        for i, data in enumerate(loader, 0):
            inputs, labels = data
            self.optimizer.zero_grad()
            loss = self.loss(self.net(inputs), labels)
            loss.backward()
            self.optimizer.step()
            running_loss += loss.item()
        return running_loss

    def _forward_pass(self, batch):
        x, y = batch
        out = self.net(x)
        loss = self.loss(out, y)
        return out, loss

    def save_checkpoint(self, path, loss):
        torch.save({"net": self.net.state_dict(), "loss": loss}, path)


class LRFinder:
    def __init__(self, model, optimizer, criterion):
        self.model, self.optimizer, self.criterion = model, optimizer, criterion
        self.history = {"lr": [], "loss": []}

    def range_test(self, loader, end_lr=10, num_iter=100, smooth_f=0.05):
        best = None
        for i in range(num_iter):
            loss = self._train_batch(loader)
            if i > 0:
                loss = smooth_f * loss + (1 - smooth_f) * self.history["loss"][-1]
            best = loss if best is None else min(best, loss)
            self.history["loss"].append(loss)

    def _train_batch(self, it):
        x, y = next(it)
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def smooth_losses(values, weight=0.9):
    last = values[0]
    out = []
    for v in values:
        last = last * weight + (1 - weight) * v
        out.append(last)
    return out


def get_loss_function(name):
    return {"ce": nn.CrossEntropyLoss, "mse": nn.MSELoss}[name]()


def build_criterion(args):
    if args.smoothing > 0:
        return nn.CrossEntropyLoss(label_smoothing=args.smoothing)
    return nn.CrossEntropyLoss()


def log_losses(writer, losses, step):
    for name, value in losses.items():
        writer.add_scalar(name, value, step)


def load_losses(path):
    return torch.load(path)["losses"]


def average_losses(losses):
    return {k: sum(l[k] for l in losses) / len(losses) for k in losses[0]}
