import torch
from torch import nn, optim

net = nn.Linear(4, 2)
crit = nn.SmoothL1Loss(beta=0.1)  # @call
opt = optim.Adam(net.parameters())
LAMBDA = 0.3

for step in range(100):
    x = torch.randn(8, 4)
    out = net(x)
    fit = crit(out, x[:, :2])
    reg = sum(p.abs().sum() for p in net.parameters())
    loss = fit + LAMBDA * reg  # @sum
    opt.zero_grad()
    loss.backward()
    opt.step()
    lr = 0.1 * 0.99 ** step
    y = 0.9 * x + 0.1 * torch.randn_like(x)
