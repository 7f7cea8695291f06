import torch


def pad_col(x, value=0):
    return torch.cat([x, torch.full_like(x[:, :1], value)], dim=1)


def _reduction(loss, reduction="mean"):
    if reduction == "none":
        return loss
    elif reduction == "mean":
        return loss.mean()
    elif reduction == "sum":
        return loss.sum()
    raise ValueError(reduction)


def nll_pmf(phi, idx, events, reduction="mean", epsilon=1e-7):  # @loss
    events = events.view(-1)
    idx = idx.view(-1, 1)
    phi = pad_col(phi)
    top = phi.max(1)[0]
    cum = phi.sub(top.view(-1, 1)).exp().cumsum(1)
    total = cum[:, -1]
    a = phi.gather(1, idx).view(-1).sub(top).mul(events)
    b = -total.relu().add(epsilon).log()
    c = total.sub(cum.gather(1, idx).view(-1)).relu().add(epsilon).log().mul(1.0 - events)
    return _reduction(-a.add(b).add(c), reduction)


def _rank_deephit(pmf, y, rank_mat, sigma, reduction="mean"):  # @loss
    r = _diff_cdf(pmf, y)
    loss = rank_mat * torch.exp(-r / sigma)
    loss = loss.mean(1, keepdim=True)
    return _reduction(loss, reduction)


def _diff_cdf(pmf, y):
    n = pmf.shape[0]
    ones = torch.ones((n, 1), device=pmf.device)
    r = pmf.cumsum(1).matmul(y.transpose(0, 1))
    diag = r.diag().view(1, -1)
    r = ones.matmul(diag) - r
    return r.transpose(0, 1)


def rank_single(phi, idx, events, rank_mat, sigma, reduction="mean"):  # @loss
    idx = idx.view(-1, 1)
    pmf = pad_col(phi).softmax(1)
    y = torch.zeros_like(pmf).scatter(1, idx, 1.0)
    return _rank_deephit(pmf, y, rank_mat, sigma, reduction)


def nll_pmf_cr(phi, idx, events, reduction="mean", epsilon=1e-7):  # @loss
    events = events.view(-1) - 1
    seen = (events != -1).float()
    idx = idx.view(-1)
    n = phi.size(0)
    sm = pad_col(phi.view(n, -1)).softmax(1)[:, :-1].view(phi.shape)
    i = torch.arange(n)
    a = sm[i, events, idx].relu().add(epsilon).log().mul(seen)
    b = (1 - sm.cumsum(2)[i, :, idx].sum(1)).relu().add(epsilon).log().mul(1 - seen)
    loss = -a.add(b)
    return _reduction(loss, reduction)


def rank_cr(phi, idx, events, rank_mat, sigma, reduction="mean"):  # @loss
    idx = idx.view(-1)
    events = events.view(-1) - 1
    n, risks = phi.shape[:2]
    pmf = pad_col(phi.view(n, -1)).softmax(1)[:, :-1].view(phi.shape)
    y = torch.zeros_like(pmf)
    y[torch.arange(n), :, idx] = 1.0
    loss = []
    for i in range(risks):
        one = _rank_deephit(pmf[:, i, :], y[:, i, :], rank_mat, sigma, "none")
        loss.append(one.view(-1) * (events == i).float())
    if reduction == "none":
        return sum(loss)
    elif reduction == "mean":
        return sum([lo.mean() for lo in loss])
    return _reduction(loss, reduction)


class _Base(torch.nn.Module):
    def __init__(self, reduction="mean"):
        super().__init__()
        self.reduction = reduction


class PMF(_Base):  # @loss
    def forward(self, phi, idx, events):
        return nll_pmf(phi, idx, events, self.reduction)


class DeepHit(_Base):  # @loss
    def __init__(self, alpha, sigma, reduction="mean"):
        super().__init__(reduction)
        self.alpha = alpha
        self.sigma = sigma

    def forward(self, phi, idx, events, rank_mat):
        nll = nll_pmf(phi, idx, events, self.reduction)
        rank = rank_single(phi, idx, events, rank_mat, self.sigma, self.reduction)
        return self.alpha * nll + (1.0 - self.alpha) * rank
