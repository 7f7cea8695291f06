"""Ways of writing Python that loss code is full of."""

from __future__ import annotations

import abc
import enum
import functools
import inspect
import logging
import math
import warnings
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

import torch
import torch as th
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Function

logger = logging.getLogger(__name__)
EPS = 1e-6
LOSSES: Dict[str, Callable] = {}


def register(name):
    def wrapper(fn):
        LOSSES[name] = fn
        return fn

    return wrapper


@register("squared")
def squared(pred, target):
    return (pred - target) ** 2


@register("absolute")
def absolute(pred, target):
    return (pred - target).abs()


@register("cross")
def cross(pred, target):
    return -pred * target


def from_registry(pred, target, name="squared"):
    if name not in LOSSES:
        raise KeyError(f"unknown loss {name!r}, have {sorted(LOSSES)}")
    return LOSSES[name](pred, target).mean()


class Reduction(enum.Enum):
    MEAN = "mean"
    SUM = "sum"
    NONE = "none"


def reduce_loss(loss, reduction):
    """The idiom of a well-known toolbox: the enum of torch itself."""
    reduction_enum = F._Reduction.get_enum(reduction)
    if reduction_enum == 0:
        return loss
    elif reduction_enum == 1:
        return loss.mean()
    elif reduction_enum == 2:
        return loss.sum()


def weight_reduce_loss(loss, weight=None, reduction="mean", avg_factor=None):
    if weight is not None:
        loss = loss * weight
    if avg_factor is None:
        loss = reduce_loss(loss, reduction)
    else:
        if reduction == "mean":
            eps = torch.finfo(torch.float32).eps
            loss = loss.sum() / (avg_factor + eps)
        elif reduction != "none":
            raise ValueError('avg_factor can not be used with reduction="sum"')
    return loss


def weighted_loss(loss_func):
    @functools.wraps(loss_func)
    def wrapper(pred, target, weight=None, reduction="mean", avg_factor=None, **kwargs):
        loss = loss_func(pred, target, **kwargs)
        return weight_reduce_loss(loss, weight, reduction, avg_factor)

    return wrapper


@weighted_loss
def smooth_l1(pred, target, beta=1.0):
    assert beta > 0
    if target.numel() == 0:
        return pred.sum() * 0
    assert pred.size() == target.size()
    diff = torch.abs(pred - target)
    return torch.where(diff < beta, 0.5 * diff * diff / beta, diff - 0.5 * beta)


class SmoothL1(nn.Module):
    def __init__(self, beta=1.0, reduction="mean", loss_weight=1.0):
        super().__init__()
        self.beta, self.reduction, self.loss_weight = beta, reduction, loss_weight

    def forward(self, pred, target, weight=None, avg_factor=None, reduction_override=None, **kwargs):
        assert reduction_override in (None, "none", "mean", "sum")
        reduction = reduction_override if reduction_override else self.reduction
        return self.loss_weight * smooth_l1(
            pred, target, weight, beta=self.beta, reduction=reduction, avg_factor=avg_factor, **kwargs
        )


class BaseLoss(nn.Module, abc.ABC):
    def __init__(self, reduction: Union[str, Reduction] = Reduction.MEAN, **kwargs: Any) -> None:
        super().__init__()
        self.reduction = Reduction(reduction)
        for key, value in kwargs.items():
            setattr(self, key, value)

    @abc.abstractmethod
    def elementwise(self, pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError()

    def forward(self, pred, target):
        loss = self.elementwise(pred, target)
        if self.reduction is Reduction.MEAN:
            return loss.mean()
        if self.reduction == Reduction.SUM:
            return loss.sum()
        return loss


class PowerLoss(BaseLoss):
    power: float = 2.0

    @property
    def scale(self):
        return 1.0 / self.power

    def elementwise(self, pred, target):
        return self.scale * (pred - target).abs() ** self.power


@dataclass
class Config:
    weights: List[float] = field(default_factory=lambda: [1.0, 0.5])
    name: str = "default"

    def total(self) -> float:
        return sum(self.weights)


class Terms(NamedTuple):
    total: torch.Tensor
    data: torch.Tensor
    prior: torch.Tensor


class Configured:
    def __init__(self, weights=None):
        self.config = Config(weights=weights) if weights is not None else Config()

    def loss(self, pred, target, latent):
        first, *rest = self.config.weights
        data = F.mse_loss(pred, target)
        prior = latent.pow(2).mean()
        for w in rest:
            prior = w * prior
        return Terms(total=(first * data + prior) / self.config.total(), data=data, prior=prior)


def dict_of_losses(outputs: dict, targets: dict, weights: dict):
    losses = OrderedDict()
    for key in sorted(outputs):
        if key not in targets:
            continue
        losses[f"loss_{key}"] = F.l1_loss(outputs[key], targets[key]) * weights.get(key, 1.0)
    losses["total"] = sum(losses.values())
    return losses


def nested_lists(outputs, target, gamma=0.8):
    """RAFT's sequence loss: later iterations count more."""
    n = len(outputs)
    flow_loss = 0.0
    for i in range(n):
        i_weight = gamma ** (n - i - 1)
        i_loss = (outputs[i] - target).abs()
        flow_loss += i_weight * i_loss.mean()
    epe = torch.sum((outputs[-1] - target) ** 2, dim=1).sqrt().view(-1)
    metrics = {"epe": epe.mean().item(), "1px": (epe < 1).float().mean().item()}
    return flow_loss, metrics


def variadic(*losses, weights=None):
    weights = weights or [1.0] * len(losses)
    return reduce(lambda a, b: a + b, (w * l for w, l in zip(weights, losses)))


def branches(x):
    if x.sum() > 0:
        return x.sum() * 2
    elif x.max().item() > 0.5:
        return x.prod()
    return -x.mean()


def while_loop(x, tolerance=0.1):
    steps = 0
    while x.abs().max() > tolerance and steps < 50:
        x = x * 0.5
        steps += 1
    return x.sum() + steps


def clipped_newton(a, x0=1.0, steps=5):
    x = torch.full_like(a, x0)
    for _ in range(steps):
        x = 0.5 * (x + a / x)
    return x.sum()


def in_place(x, y):
    out = x.clone()
    out[0] = 0
    out[:, 1] *= y[:, 1]
    out[out > 1] = 1.0
    out[..., -1] += 2 * y[..., -1]
    out.clamp_(min=-1)
    out.mul_(2).add_(y, alpha=0.5)
    return out.sum()


def views(x):
    y = x.clone()
    first = y[0]
    first.mul_(3)
    flat = y.view(-1)
    flat[-1] = flat[0].clone() * flat[1].clone()
    return (y**2).sum()


def masks(x, mask):
    a = x.masked_fill(~mask, float("-inf"))
    b = torch.logsumexp(a, dim=-1)
    c = x.masked_select(mask).sum()
    d = torch.where(mask, x, x.new_tensor(0.0)).sum()
    e = (x * mask).sum() / (mask.sum() + EPS)
    idx = mask.nonzero(as_tuple=True)
    return b.sum() + c + d + e + x[idx].mean()


def padded_lengths(x, lengths):
    mask = torch.arange(x.size(1))[None, :] < lengths[:, None]
    x = x * mask.unsqueeze(-1)
    return (x.sum(1) / lengths.unsqueeze(-1).float()).norm(dim=-1).mean()


def index_juggling(x, index):
    a = x[torch.arange(x.size(0)), index]
    b = torch.index_select(x, 0, index)
    c = x.take(index)
    d = x[index][:, [0, 2]]
    e = torch.take_along_dim(x, index[:, None], dim=1)
    f = x.scatter(1, index[:, None], 0.0)
    g = torch.zeros(3).scatter_add(0, index, a)
    return a.sum() + (b * d.sum()).mean() + c.prod() + e.sum() + f.std() + g.max()


def shapes(x):
    b, *rest = x.shape
    y = x.reshape(b, -1).unsqueeze(1).expand(-1, 2, -1).permute(1, 0, 2).contiguous()
    z = torch.stack([t.flatten() for t in y.unbind(0)], dim=0)
    u, v = z.split([2, z.size(1) - 2], dim=1)
    w = torch.cat((u, v.roll(1, dims=1)), dim=-1).view(2, b, -1).transpose(0, 1)
    p = w.repeat(1, 2, 1)[..., ::2].flip(1)
    return (p * torch.arange(p.numel(), dtype=torch.float32).view_as(p)).mean() + len(rest)


def statistics(x):
    mean, std = x.mean(dim=-1, keepdim=True), x.std(dim=-1, keepdim=True)
    z = (x - mean) / (std + EPS)
    skew, kurt = (z**3).mean(), (z**4).mean() - 3
    med = x.median(dim=-1).values
    q = x.quantile(0.25, dim=-1)
    var, mu = torch.var_mean(x, dim=0, unbiased=False)
    return skew.abs() + kurt.abs() + (med - q).sum() + var.sum() + mu.norm(p=1)


def order(x):
    s, i = x.sort(dim=-1)
    top = x.topk(2, dim=-1)
    k = x.kthvalue(2, dim=-1).values
    rank = x.argsort(dim=-1).argsort(dim=-1).float()
    cum = x.cumsum(-1).cummax(-1).values
    return s[:, 0].sum() + 2 * top.values.sum() + k.sum() + (rank * x).mean() + cum.sum() + x.min() + x.amax()


def einsums(a, b, c):
    first = torch.einsum("ij,jk->ik", a, b)
    second = torch.einsum("bi,bj->bij", a, c)
    third = torch.einsum("ij,ij->", a, c)
    fourth = a @ b + torch.matmul(a, b) * torch.outer(a[:, 0], b[0])
    return first.trace() + second.sum() + third + fourth.tanh().sum() + torch.bmm(second, second.mT).mean()


class ReverseGradient(Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None


def domain_confusion(features, weight, domain, alpha=0.5):
    logits = ReverseGradient.apply(features, alpha) @ weight
    return F.binary_cross_entropy_with_logits(logits, domain)


class StraightThroughRound(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.round(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x.abs() <= 2).to(g.dtype)


def quantization(x, target, step=0.5):
    q = StraightThroughRound.apply(x / step) * step
    return F.mse_loss(q, target) + 0.25 * ((x - q.detach()) ** 2).mean()


class SwishFunction(Function):
    @staticmethod
    def forward(ctx, i):
        result = i * torch.sigmoid(i)
        ctx.save_for_backward(i)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        i = ctx.saved_tensors[0]
        sigmoid_i = torch.sigmoid(i)
        return grad_output * (sigmoid_i * (1 + i * (1 - sigmoid_i)))


def memory_efficient_swish(x):
    return SwishFunction.apply(x).sum()


def closures(pred, target, kind="huber", **options):
    def make(delta=1.0, beta=2.0):
        def huber(r):
            a = r.abs()
            return torch.where(a < delta, 0.5 * a**2, delta * (a - 0.5 * delta))

        table = {"huber": huber, "power": lambda r: r.abs() ** beta, "squared": partial(torch.pow, exponent=2)}
        return table[kind]

    fn = make(**options)
    try:
        return fn(pred - target).mean()
    except TypeError as error:
        logger.warning("failed: %s", error)
        raise


def no_grad_targets(x, y, ema=0.9):
    with torch.no_grad():
        target = ema * y + (1 - ema) * x
    with th.set_grad_enabled(False):
        scale = 1.0 / (target.abs().max() + EPS)
    online = x.clone().requires_grad_() if not x.requires_grad else x
    return scale * F.mse_loss(online, target)


def comprehension_pyramid(levels: List[torch.Tensor], target: torch.Tensor):
    terms = {i: F.mse_loss(F.interpolate(l[None, None], size=target.shape, mode="bilinear", align_corners=True)[0, 0], target) for i, l in enumerate(levels)}
    best = min(terms, key=lambda k: terms[k].item())
    assert all(v >= 0 for v in terms.values()), "no term is negative"
    return torch.stack(list(terms.values())).mean() + terms[best]


def numeric_mix(x: float, t, flag: bool = True, items=(1, 2, 3), mode: Optional[str] = None):
    value = max(x, 0.5) ** 2 if flag else math.sqrt(x)
    value += {"a": 1, None: 2}[mode]
    value = value // 1 + divmod(7, 4)[1] + sum(i * j for i, j in zip(items, reversed(items)))
    return (t * value).sum() + torch.tensor(items, dtype=torch.float32).mean() - int(t.numel() > 2)


def warned(pred, target):
    if pred.shape != target.shape:
        warnings.warn(f"shapes differ: {pred.shape} and {tuple(target.shape)}")
        target = target.expand_as(pred)
    counts = defaultdict(int)
    for row in target:
        counts["rows"] += 1
    return F.mse_loss(pred, target) * counts["rows"]


def matcher(x, kind="l1"):
    match kind:
        case "l1" | "abs":
            return x.abs().sum()
        case "l2":
            return (x**2).sum()
        case _:
            return x.sum()


def walrus(x):
    if (n := x.numel()) > 3 and not torch.isnan(x).any():
        return x.sum() / n
    return torch.nan_to_num(x, nan=0.0).sum()


def mixed_types(ints, floats):
    a = ints / 2 + floats
    b = ints // 2 * floats.double().float()
    c = (ints > 1) * floats
    d = torch.true_divide(ints, ints.float() + 1)
    e = ints.float().mean() + (ints % 2).sum() + 3 ** (ints.to(torch.float32) / 4)
    return (a + b + c + d + e).sum()


def complicated_clamps(x, lo, hi):
    a = torch.clamp(x, min=lo, max=hi)
    b = torch.minimum(torch.maximum(x, lo), hi)
    c = x.clip(-0.5, 0.5) + torch.clamp_min(x, 0) + F.hardtanh(x, -1.0, 1.0)
    d = torch.fmod(x, 2.0) + torch.remainder(x, 2.0) + torch.trunc(x) + torch.frac(x) + x.sign()
    return a.sum() + b.sum() + c.sum() + d.sum()


def special_functions(x):
    p = x.abs() + 0.5
    total = torch.lgamma(p) + torch.digamma(p) + torch.erf(x) + torch.erfc(x) + torch.erfinv(x.tanh() * 0.9)
    total = total + torch.expm1(x) + torch.log1p(p) + torch.log2(p) + torch.log10(p) + torch.rsqrt(p) + torch.sinc(x)
    total = total + torch.atan2(x, p) + torch.hypot(x, p) + torch.logit(torch.sigmoid(x)) + torch.xlogy(p, p) + torch.exp2(x)
    return (total + torch.asin(x.tanh()) + torch.acosh(p + 1) + torch.cosh(x) + torch.logaddexp(x, p) + torch.square(x)).sum()


def rows_and_columns(x, y):
    pairs = torch.stack([torch.arange(3), torch.tensor([2, 0, 1])]).tolist()
    x[[slice(0, 1), 1]] = y[[[0], [1]]]
    return x[pairs].exp().sum() + x[[0, 2]].sum() + x[[torch.tensor([0, 1]), torch.tensor([1, 1])]].prod()


class RenewedWeight(nn.Module):
    """Writes its weight's numbers behind autograd's back, then learns with it."""

    def __init__(self, width=3, way="data"):
        super().__init__()
        self.way = way
        self.weight = nn.Parameter(torch.ones(2, width))

    def forward(self, x):
        if self.way == "data":
            self.weight.data = F.normalize(self.weight.data, dim=1)
        elif self.way == "in place":
            self.weight.data.div_(self.weight.data.norm(dim=1, keepdim=True))
        else:
            with torch.no_grad():
                self.weight.copy_(F.normalize(self.weight, dim=1))
                self.weight[0] *= 2
        return (x @ self.weight.t()).pow(2).sum()


def rescaled_without_gradient(x):
    y = x.sin()
    with torch.no_grad():
        y.mul_(3.0).clamp_(max=1.0)
    return (y * y).sum()


class Scaled(nn.Module):
    def __init__(self, num_classes, scale=2.0, offset=None):
        super().__init__()
        self.num_classes = num_classes
        self.scale = scale
        self.offset = offset

    def forward(self, logits, labels=None):
        if labels is None:
            raise ValueError("labels are needed")
        return self.scale * F.cross_entropy(logits, labels) + self.num_classes


class Rescaled(Scaled):
    def __init__(self, *args, scale=3.0, **kwargs):
        doubled = 2 * kwargs["num_classes"]
        del kwargs["num_classes"]
        super().__init__(*args, scale=scale, num_classes=doubled, **kwargs)


def mixin_names(x):
    names = [base.__name__ for base in inspect.getmro(Rescaled)]
    return x.sum() * names.index("Scaled")


def made_like_another(x):
    """`new` takes sizes one by one or as a torch.Size; any other sequence is numbers."""
    pair = x.new((x.sum(), x.mean()))
    grid = x.new(2, 3).fill_(0.5) + x.new(torch.Size([2, 3])).fill_(1.0) + x.new(x[:3].size()).zero_()
    return (x.new([1.0, 2.0]) * pair).sum() * x.max() + (grid * x[:3]).sum() + torch.Size([2, 3]).numel()
