import torch


class FeatureTap:
    def __init__(self, layer):
        self.handle = layer.register_forward_hook(self.grab)

    def grab(self, module, inp, out):
        self.out = out.detach()


def grad_cam(acts, grads):
    w = grads.mean((2, 3), keepdim=True)
    return torch.relu((w * acts).sum(1))


def saliency(model, x, k):
    x.requires_grad_(True)
    model(x)[0, k].backward()
    return x.grad.abs().max(1)[0]
