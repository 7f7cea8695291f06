"""The judge's own time for the losses of core.ts: value and gradient of a 201-point curve and of a 200 x 200 surface."""

import json
import statistics
import time

import torch

REPEATS = 60


def huber(pred, target, delta):
    residual = pred - target
    size = torch.abs(residual)
    return torch.where(size < delta, 0.5 * residual**2, delta * size - 0.5 * delta**2)


def focal(logits, targets, gamma):
    bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p = torch.sigmoid(logits)
    p_t = p * targets + (1 - p) * (1 - targets)
    return (1 - p_t) ** gamma * bce


def median_of(run):
    samples = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        run()
        samples.append((time.perf_counter() - began) * 1000)
    return statistics.median(samples[5:])


def curve(loss, target, knob):
    x = torch.linspace(-5, 5, 201, requires_grad=True)
    goal = torch.full((201,), target)

    def run():
        x.grad = None
        value = loss(x, goal, knob)
        value.sum().backward()
        return value, x.grad

    return median_of(run)


def surface(loss, target):
    xs, ys = torch.meshgrid(torch.linspace(-5, 5, 200), torch.linspace(0.1, 5, 200), indexing="xy")
    x = xs.reshape(-1).clone().requires_grad_()
    y = ys.reshape(-1).clone().requires_grad_()
    goal = torch.full((40000,), target)

    def run():
        x.grad = y.grad = None
        value = loss(x, goal, y)
        value.sum().backward()
        return value, x.grad, y.grad

    return median_of(run)


print(
    json.dumps(
        {
            "version": torch.__version__,
            "threads": torch.get_num_threads(),
            "huber, 201 points": curve(huber, 0.0, 1.0),
            "huber, 200 x 200": surface(huber, 0.0),
            "focal, 201 points": curve(focal, 1.0, 2.0),
            "focal, 200 x 200": surface(focal, 1.0),
        }
    )
)
