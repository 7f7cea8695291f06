# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

# %%
device = "cpu"
bce = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0]))  # @call

# %%
rmse = lambda a, b: torch.sqrt(F.mse_loss(a, b))  # @loss
square = lambda x: x ** 2
scale = lambda x, k=2.0: k * x

# %%
def rec_and_kl(x, xh, mu, lv):  # @loss
    rec = F.binary_cross_entropy(xh, x, reduction="sum")
    return rec - 0.5 * (1 + lv - mu ** 2 - lv.exp()).sum()


# %%
for e in range(3):
    out = torch.zeros(4, requires_grad=True)
    l = bce(out, torch.ones(4)) + 1e-3 * out.abs().sum()  # @sum
    l.backward()
