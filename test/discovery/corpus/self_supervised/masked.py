import torch
import torch.nn as nn


class MaskedAE(nn.Module):
    def __init__(self, enc, dec, norm_pix=True):
        super().__init__()
        self.enc, self.dec, self.norm_pix = enc, dec, norm_pix

    def patchify(self, x, p=16):
        h = x.shape[2] // p
        return x.reshape(x.shape[0], 3, h, p, h, p).permute(0, 2, 4, 3, 5, 1).reshape(x.shape[0], h * h, -1)

    def forward_loss(self, imgs, pred, mask):  # @loss
        target = self.patchify(imgs)
        if self.norm_pix:
            target = (target - target.mean(-1, keepdim=True)) / (target.var(-1, keepdim=True) + 1e-6) ** 0.5
        loss = ((pred - target) ** 2).mean(-1)
        return (loss * mask).sum() / mask.sum()

    def forward(self, imgs, ratio=0.75):
        z, mask, ids = self.enc(imgs, ratio)
        pred = self.dec(z, ids)
        return self.forward_loss(imgs, pred, mask), pred, mask


def random_masking(x, ratio):
    n = int(x.shape[1] * (1 - ratio))
    ids = torch.rand(x.shape[:2]).argsort(1)
    return torch.gather(x, 1, ids[:, :n, None].expand(-1, -1, x.shape[2])), ids
