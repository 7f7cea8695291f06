import librosa
import numpy as np


def mfcc(path, n=13):
    y, sr = librosa.load(path)
    return librosa.feature.mfcc(y=y, sr=sr, n_mfcc=n)


def deltas(m):
    return np.diff(m, axis=1)


def normalise(m):
    return (m - m.mean(1, keepdims=True)) / (m.std(1, keepdims=True) + 1e-8)
