import numpy as np


def heat_index(t, h):
    return -8.78 + 1.61 * t + 2.34 * h - 0.146 * t * h


def wind_chill(t, v):
    return 13.12 + 0.6215 * t - 11.37 * v ** 0.16


def anomaly(x, clim):
    return x - clim.mean(0)


def heat_loss(area, u, t_in, t_out):
    return area * u * (t_in - t_out)


def pressure_loss(f, l, d, rho, v):
    return f * l / d * rho * v ** 2 / 2
