from fastai.vision.all import *


class SmoothFocal(Module):  # @loss
    y_int = True

    def __init__(self, eps: float = 0.1, gamma: float = 2.0):
        store_attr()

    def forward(self, output, target):
        logp = F.log_softmax(output, dim=1)
        nll = F.nll_loss(logp, target, reduction="none")
        return ((1 - self.eps) * (1 - nll.neg().exp()) ** self.gamma * nll - self.eps * logp.mean(1)).mean()

    def decodes(self, out):
        return out.argmax(dim=1)

    def activation(self, out):
        return F.softmax(out, dim=-1)


def label_func(f):
    return f[0].isupper()


learn = vision_learner(dls, resnet34, loss_func=SmoothFocal(), metrics=error_rate)
