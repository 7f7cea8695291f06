import numpy as np
from scipy.integrate import odeint
from scipy.optimize import minimize


def pendulum(state, t, b=0.25, c=5.0):
    theta, omega = state
    return [omega, -b * omega - c * np.sin(theta)]


def kinetic_energy(m, v):
    return 0.5 * m * np.sum(v ** 2)


def total_energy(m, x, v, k=1.0):
    return 0.5 * m * np.sum(v ** 2) + 0.5 * k * np.sum(x ** 2)


def heat_step(u, alpha=0.01, dx=0.1, dt=0.001):
    out = u.copy()
    out[1:-1] = u[1:-1] + alpha * dt / dx ** 2 * (u[2:] - 2 * u[1:-1] + u[:-2])
    return out


def rms(signal):
    return np.sqrt(np.mean(signal ** 2))


def power_loss(i, r):
    return i ** 2 * r


def path_loss(d, f, n=2.0):
    return 20 * np.log10(f) + 10 * n * np.log10(d) - 27.55


def haversine(lat1, lon1, lat2, lon2):
    a = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * np.arcsin(np.sqrt(a))


def lennard_jones(r, eps=1.0, sigma=1.0):
    s6 = (sigma / r) ** 6
    return 4 * eps * (s6 ** 2 - s6)


class Branch:
    def __init__(self):
        self.p_source = 0.0
        self.p_target = 0.0

    @property
    def p_losses(self):
        return self.p_source - self.p_target


def rosenbrock(x, a=1.0, b=100.0):
    return (a - x[0]) ** 2 + b * (x[1] - x[0] ** 2) ** 2


def simulate(n=1000, dt=0.01):
    t = np.arange(0, n * dt, dt)
    return odeint(pendulum, [np.pi - 0.1, 0.0], t)
