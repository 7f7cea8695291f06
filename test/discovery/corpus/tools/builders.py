import torch.nn as nn
from functools import partial
from mylib.losses import DiceLoss, FocalLoss, TverskyLoss

LOSSES = {"dice": DiceLoss, "focal": partial(FocalLoss, gamma=2.0), "bce": nn.BCEWithLogitsLoss}


def build_loss(cfg):
    kind = cfg.pop("type")
    if kind not in LOSSES:
        raise KeyError(f"unknown loss: {kind}")
    return LOSSES[kind](**cfg)


def get_criterion(name, weight=None, smoothing=0.0):
    if name == "ce":
        return nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing)
    if name == "mse":
        return nn.MSELoss()
    return nn.HuberLoss(delta=0.5)  # @call


def create_losses(args):
    losses = []
    for name, w in zip(args.losses, args.weights):
        losses.append((build_loss({"type": name}), w))
    return losses


def register_loss(name):
    def wrap(cls):
        LOSSES[name] = cls
        return cls
    return wrap


class LossFactory:
    @staticmethod
    def create(name, **kwargs):
        return LOSSES[name](**kwargs)


class Combined(nn.Module):  # @loss
    def __init__(self, parts, weights):
        super().__init__()
        self.parts = nn.ModuleList(parts)
        self.weights = weights

    def forward(self, pred, target):
        total = 0.0
        for part, w in zip(self.parts, self.weights):
            total = total + w * part(pred, target)
        return total
