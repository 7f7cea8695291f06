import numpy as np
from scipy import signal


def bandpass(x, lo, hi, fs, order=4):
    b, a = signal.butter(order, [lo / (fs / 2), hi / (fs / 2)], btype="band")
    return signal.filtfilt(b, a, x)


def snr(clean, noisy):
    noise = noisy - clean
    return 10 * np.log10(np.sum(clean ** 2) / np.sum(noise ** 2))


def zero_crossings(x):
    return np.sum(np.abs(np.diff(np.sign(x)))) / 2


def envelope(x):
    return np.abs(signal.hilbert(x))


def mel(f):
    return 2595 * np.log10(1 + f / 700)


def spectral_flatness(p):
    return np.exp(np.mean(np.log(p + 1e-10))) / (np.mean(p) + 1e-10)


class Kalman:
    def __init__(self, F, H, Q, R):
        self.F, self.H, self.Q, self.R = F, H, Q, R

    def predict(self):
        self.x = self.F @ self.x
        self.P = self.F @ self.P @ self.F.T + self.Q

    def update(self, z):
        y = z - self.H @ self.x
        s = self.H @ self.P @ self.H.T + self.R
        k = self.P @ self.H.T @ np.linalg.inv(s)
        self.x = self.x + k @ y
        return y


class LMS:
    def __init__(self, n, mu=0.01):
        self.w, self.mu = np.zeros(n), mu

    def step(self, x, d):
        e = d - self.w @ x
        self.w += self.mu * e * x
        return e


def pid(error, prev, integral, kp=1.0, ki=0.1, kd=0.05, dt=0.01):
    integral += error * dt
    return kp * error + ki * integral + kd * (error - prev) / dt, integral
