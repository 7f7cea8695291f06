import heapq
import numpy as np


def dijkstra(g, s):
    d = {s: 0}
    q = [(0, s)]
    while q:
        c, u = heapq.heappop(q)
        for v, w in g[u].items():
            if c + w < d.get(v, float("inf")):
                d[v] = c + w
                heapq.heappush(q, (c + w, v))
    return d


def pagerank(a, d=0.85, n=100):
    m = a / a.sum(0)
    r = np.ones(len(a)) / len(a)
    for _ in range(n):
        r = d * m @ r + (1 - d) / len(a)
    return r


def laplacian(a):
    deg = a.sum(1)
    return np.eye(len(a)) - a / np.sqrt(np.outer(deg, deg))
