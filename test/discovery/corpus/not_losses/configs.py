from dataclasses import dataclass, field
from typing import List


@dataclass
class LossConfig:
    name: str = "focal"
    gamma: float = 2.0
    alpha: float = 0.25
    weights: List[float] = field(default_factory=list)


@dataclass
class TrainConfig:
    lr: float = 1e-3
    epochs: int = 10
    loss: LossConfig = field(default_factory=LossConfig)

    def total_steps(self, n):
        return self.epochs * n


def loss_name(cfg):
    return f"{cfg.loss.name}_g{cfg.loss.gamma}"
