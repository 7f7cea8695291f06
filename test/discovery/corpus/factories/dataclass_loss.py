from dataclasses import dataclass
import torch
import torch.nn.functional as F


@dataclass
class ElasticNet:  # @loss
    alpha: float = 1.0
    l1_ratio: float = 0.5

    def __call__(self, pred, target, w):
        data = F.mse_loss(pred, target)
        l1 = w.abs().sum()
        l2 = (w ** 2).sum()
        return data + self.alpha * (self.l1_ratio * l1 + 0.5 * (1 - self.l1_ratio) * l2)


@dataclass
class Config:
    lr: float = 1e-3
    epochs: int = 10

    def to_dict(self):
        return {"lr": self.lr, "epochs": self.epochs}
