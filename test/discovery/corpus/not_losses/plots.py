import matplotlib.pyplot as plt
import numpy as np
import torch


def plot_loss_curve(train_losses, val_losses, path="loss.png"):
    plt.figure()
    plt.plot(train_losses, label="train")
    plt.plot(val_losses, label="val")
    plt.legend()
    plt.savefig(path)


def loss_landscape(model, criterion, loader, steps=20):
    grid = np.zeros((steps, steps))
    for i in range(steps):
        for j in range(steps):
            for x, y in loader:
                grid[i, j] += criterion(model(x), y).item()
    return grid


def visualize_huber(delta=1.0):
    x = np.linspace(-3, 3, 200)
    y = np.where(np.abs(x) < delta, 0.5 * x ** 2, delta * (np.abs(x) - 0.5 * delta))
    plt.plot(x, y)
    plt.show()


def save_loss_history(history, path):
    with open(path, "w") as f:
        for step, value in enumerate(history):
            f.write(f"{step},{value}\n")


def smooth_losses(values, k=10):
    return np.convolve(values, np.ones(k) / k, mode="valid")
