import torch


def monitor(losses, momentum=0.9):
    avg = 0.0
    for l in losses:
        avg = momentum * avg + (1 - momentum) * l
    return avg


def ema_update(model, ema, decay=0.999):
    for p, e in zip(model.parameters(), ema.parameters()):
        e.data = decay * e.data + (1 - decay) * p.data


def physics(state, dt=0.01, g=9.81):
    x, v = state
    x = x + v * dt
    v = v - g * dt
    return x, v


def schedule(step, warmup=100):
    return min(1.0, 0.1 + 0.9 * step / warmup)
