"""Losses on complex numbers: spectra, phases, filters."""

import math

import torch
import torch.nn.functional as F


def phase_turned(x, y):
    spectrum = torch.fft.fft2(x, norm="ortho")
    other = torch.fft.fft2(y, norm="ortho")
    swapped = spectrum.abs() * torch.exp(1j * torch.angle(other))
    return F.l1_loss(torch.fft.ifft2(swapped).real, y)


def unit_roots(x):
    turns = torch.exp(-2j * math.pi * x)
    return 1 - turns.mean().abs() + (turns**2).sum().imag


def wiener(x, kernel, noise=0.1):
    H = torch.fft.fft(kernel, n=x.shape[-1])
    quotient = torch.conj(H) / (H.abs() ** 2 + noise)
    return torch.fft.ifft(torch.fft.fft(x) * quotient).real.square().sum()


def coherence(a, b):
    z = torch.complex(a, b)
    gram = z @ z.conj().transpose(-1, -2)
    stacked = torch.stack([z, 1j * z])
    joined = torch.cat([z.unsqueeze(0), stacked])
    return gram.abs().square().mean() + joined.real.sum() + torch.where(a > 0, z, 2 - z).imag.sum()


def impedance(frequency, resistance, capacity):
    omega = 2 * math.pi * frequency
    z = resistance + 1 / (1j * omega * capacity)
    return (z.abs() - 1).square().mean() + z.reciprocal().real.sum() + torch.log(z).imag.mean()


def plain_numbers(x):
    pole = complex(0.3, -0.4)
    return abs(pole) * x.sum() + (pole * pole.conjugate()).real * x.square().sum() + (3 + 4j).imag * x.mean()


def wide_spectrum(x):
    return torch.log(torch.fft.rfft(x.double() + 1e6).abs()[1:] + 1e-12).mean()
