import numpy as np
from scipy.optimize import linear_sum_assignment


def centre(b):
    return (b[:2] + b[2:]) / 2


def associate(tracks, dets, gate=50.0):
    c = np.array([[np.linalg.norm(centre(t) - centre(d)) for d in dets] for t in tracks])
    r, k = linear_sum_assignment(c)
    return [(i, j) for i, j in zip(r, k) if c[i, j] < gate]


def velocity(track, dt=1 / 30):
    return (track[-1] - track[-2]) / dt


def mota(fp, fn, ids, gt):
    return 1 - (fp + fn + ids) / gt
