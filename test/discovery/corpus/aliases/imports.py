import torch as th
import torch.nn.functional as functional
from torch.nn import HuberLoss as HL, Module, SmoothL1Loss
from torch.nn.functional import cross_entropy as xent, kl_div


huber = HL(delta=1.5)  # @call
smooth = SmoothL1Loss(beta=0.1)  # @call


class Mix(Module):  # @loss
    def __init__(self, temperature=2.0, hard=0.3):
        super().__init__()
        self.temperature = temperature
        self.hard = hard

    def forward(self, s, t, y):
        t_p = functional.softmax(t / self.temperature, dim=-1)
        s_lp = functional.log_softmax(s / self.temperature, dim=-1)
        return self.hard * xent(s, y) + (1 - self.hard) * kl_div(s_lp, t_p, reduction="batchmean")


def smoothed(logits, y):
    value = xent(logits, y, label_smoothing=0.2)  # @call
    value.backward()


def tokens(th_text):
    return [w for w in th_text.split() if w]
