import taichi as ti
import torch


def spring_force(x, y, k=10.0, rest=1.0):
    d = x - y
    n = d.norm(dim=-1, keepdim=True)
    return -k * (n - rest) * d / n


def integrate(x, v, f, m=1.0, dt=0.01):
    v = v + dt * f / m
    return x + dt * v, v


def kinetic(v, m):
    return 0.5 * (m * v.pow(2).sum(-1)).sum()


def collide(x, v, floor=0.0):
    hit = x[:, 1] < floor
    v[hit, 1] *= -0.5
    return x.clamp(min=floor), v
