import math
import torch
import torch.nn as nn
import torch.nn.functional as F


def extract(a, t, shape):
    out = a.gather(-1, t)
    return out.reshape(t.shape[0], *((1,) * (len(shape) - 1)))


def default(value, make):
    return value if value is not None else make()


def cosine_schedule(steps, s=0.008):
    x = torch.linspace(0, steps, steps + 1)
    bar = torch.cos((x / steps + s) / (1 + s) * math.pi / 2) ** 2
    return torch.clip(1 - bar[1:] / bar[:-1], 0, 0.999)


class NoiseDecoder(nn.Module):
    def __init__(self, model, steps=100, predict_epsilon=True):
        super().__init__()
        self.model = model
        self.steps = steps
        self.predict_epsilon = predict_epsilon
        betas = cosine_schedule(steps)
        bar = torch.cumprod(1 - betas, 0)
        self.register_buffer("sqrt_bar", bar.sqrt())
        self.register_buffer("sqrt_one_minus_bar", (1 - bar).sqrt())
        self.loss_fn = nn.MSELoss(reduction="mean")

    def forward(self, state, label=None, **kwargs):
        if self.training:
            return self.train_forward(state, label)
        return self.sample(state, **kwargs)

    def train_forward(self, state, trajectory):
        t = torch.randint(0, self.steps, (len(trajectory),), device=trajectory.device).long()
        return self.p_losses(trajectory, state, t)

    def p_losses(self, x_start, state, t):  # @loss
        noise = torch.randn_like(x_start)
        noisy = self.q_sample(x_start=x_start, t=t, noise=noise)
        recon = self.model(noisy, t, state)
        if self.predict_epsilon:
            loss = self.loss_fn(recon, noise)
        else:
            loss = self.loss_fn(recon, x_start)
        return loss

    def q_sample(self, x_start, t, noise=None):
        noise = default(noise, lambda: torch.randn_like(x_start))
        return extract(self.sqrt_bar, t, x_start.shape) * x_start + extract(self.sqrt_one_minus_bar, t, x_start.shape) * noise

    @torch.no_grad()
    def sample(self, state, shape):
        x = torch.randn(shape)
        for i in reversed(range(self.steps)):
            x = self.step_back(x, i, state)
        return x

    def step_back(self, x, i, state):
        eps = self.model(x, i, state)
        return (x - self.sqrt_one_minus_bar[i] * eps) / self.sqrt_bar[i]
