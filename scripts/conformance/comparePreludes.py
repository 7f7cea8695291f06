"""Judges our preludes by PyTorch itself: both run on the same tensors, values and gradients must agree.

Run by hand under a Python that has torch: `python3 scripts/conformance/comparePreludes.py [part of a name]`.
"""

import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import preludes  # noqa: F401  makes `ours` importable
import torch

import ours.torch.distributions as our_distributions
import ours.torch.nn as our_nn
import ours.torch.nn.functional as our_functional

RELATIVE, ABSOLUTE = 1e-4, 1e-5
checked, failures = 0, []


def leaves(values):
    return [copied(value) for value in values]


def copied(value):
    if not isinstance(value, torch.Tensor):
        return value
    value = value.detach().clone()
    return value.requires_grad_() if value.is_floating_point() else value


def tensors_of(result):
    if isinstance(result, torch.Tensor):
        return [result]
    if isinstance(result, (tuple, list)):
        return [tensor for item in result for tensor in tensors_of(item)]
    return []


def run(function, arguments):
    """Outputs, and the gradients of the first output under a fixed random cotangent (None where no path leads)."""
    arguments = leaves(arguments)
    try:
        outputs = tensors_of(function(*arguments))
    except Exception as error:
        return error, []
    inputs = [argument for argument in arguments if isinstance(argument, torch.Tensor) and argument.requires_grad]
    if not inputs or not outputs[0].requires_grad:
        return outputs, [None] * len(inputs)
    try:
        cotangent = torch.linspace(0.5, 1.5, outputs[0].numel()).reshape(outputs[0].shape)
        return outputs, torch.autograd.grad(outputs[0], inputs, cotangent, allow_unused=True)
    except RuntimeError as error:
        return outputs, error


def differs(left, right):
    if left is None or right is None:
        present = left if right is None else right
        return present is not None and bool(present.abs().sum() != 0)
    return left.shape != right.shape or not torch.allclose(
        left.double(), right.double(), RELATIVE, ABSOLUTE, equal_nan=True
    )


def judge(name, theirs, ours, arguments):
    """A case that PyTorch refuses is none; a derivative that PyTorch lacks is not compared."""
    global checked
    if len(sys.argv) > 1 and sys.argv[1] not in name:
        return
    expected, expected_gradients = run(theirs, arguments)
    actual, gradients = run(ours, arguments)
    if isinstance(expected, Exception):
        return
    checked += 1
    if isinstance(actual, Exception):
        failures.append(f"{name}: {type(actual).__name__}: {actual}")
        return
    if len(expected) != len(actual) or any(differs(a, b) for a, b in zip(expected, actual)):
        failures.append(f"{name}: {[difference(a, b) for a, b in zip(expected, actual)]}")
    elif isinstance(gradients, Exception) and not isinstance(expected_gradients, Exception):
        failures.append(f"{name}: {gradients}")
    elif not isinstance(expected_gradients, Exception):
        for index, (a, b) in enumerate(zip(expected_gradients, gradients)):
            if differs(a, b):
                failures.append(f"{name}: gradient {index}: {difference(a, b)}")


def difference(expected, actual):
    """The first elements that differ, as (place, expected, actual)."""
    if expected is None or actual is None or expected.shape != actual.shape:
        return f"expected {expected}, got {actual}"
    close = torch.isclose(expected.double(), actual.double(), RELATIVE, ABSOLUTE, equal_nan=True).flatten()
    places = (~close).nonzero().flatten().tolist()[:4]
    return [(place, expected.flatten()[place].item(), actual.flatten()[place].item()) for place in places]


def options(**choices):
    for values in itertools.product(*choices.values()):
        yield dict(zip(choices.keys(), values))


REDUCTIONS = ("mean", "sum", "none")
KINKS = torch.tensor([-4.0, -3.0, -2.0, -1.0, -0.5, -0.25, -0.0, 0.0, 1e-8, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 25.0, -25.0])
SPECIAL = torch.tensor([float("inf"), float("-inf"), float("nan"), 1e30, -1e30, 90.0, -90.0, 110.0, -110.0])


def both(name):
    return getattr(torch.nn.functional, name), getattr(our_functional, name)


def functional(name, arguments, **given):
    theirs, ours = both(name)
    judge(f"{name} {given}", lambda *a: theirs(*a, **given), lambda *a: ours(*a, **given), arguments)


def activations():
    plain = "relu relu6 leaky_relu elu selu celu gelu silu mish softplus logsigmoid softsign tanhshrink hardshrink softshrink hardsigmoid hardswish hardtanh sigmoid tanh"
    for name in plain.split():
        for x in (KINKS, torch.randn(3, 4) * 4, SPECIAL):
            # Softshrink's derivative at NaN is 1 in PyTorch, its value 0. Hardswish's at 3 depends on the memory's layout.
            if name == "softshrink":
                x = x.nan_to_num()
            if name == "hardswish":
                x = x[x != 3]
            functional(name, [x])
    for given in options(beta=(0.5, 1, 3), threshold=(1, 20)):
        functional("softplus", [KINKS], **given)
    for slope in (0.0, 0.1, 0.3):
        functional("leaky_relu", [KINKS], negative_slope=slope)
    for alpha in (0.5, 2.0):
        functional("elu", [KINKS], alpha=alpha)
        functional("celu", [KINKS], alpha=alpha)
    for lambd in (0.25, 0.5, 1.0):
        functional("hardshrink", [KINKS], lambd=lambd)
        functional("softshrink", [KINKS], lambd=lambd)
    functional("hardtanh", [KINKS], min_val=-0.5, max_val=2.0)
    functional("threshold", [KINKS], threshold=0.5, value=7.0)
    functional("gelu", [KINKS], approximate="tanh")
    functional("rrelu", [KINKS])
    functional("prelu", [KINKS, torch.tensor([0.25])])
    functional("prelu", [torch.randn(2, 3, 4), torch.tensor([0.25, 0.1, -0.5])])
    for dim in (0, 1, -1):
        functional("glu", [torch.randn(4, 6)], dim=dim)
        for name in ("softmax", "softmin", "log_softmax"):
            functional(name, [torch.randn(4, 6)], dim=dim)
    for p, dim in ((2.0, 1), (1.0, 0), (3.0, -1), (float("inf"), 1)):
        functional("normalize", [torch.randn(4, 6)], p=p, dim=dim)
    functional("normalize", [torch.zeros(2, 3)])


def elementwise_losses():
    pairs = [
        (torch.randn(5), torch.randn(5)),
        (torch.randn(2, 3), torch.randn(2, 3)),
        (KINKS, torch.zeros_like(KINKS)),
        (torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0])),
        (torch.randn(0), torch.randn(0)),
        (torch.tensor(0.7), torch.tensor(0.2)),
        (torch.tensor([float("nan"), float("inf"), 1.0]), torch.tensor([0.0, 0.0, float("-inf")])),
        (torch.randn(3, 1), torch.randn(1, 4)),
    ]
    for x, y in pairs:
        for reduction in REDUCTIONS:
            functional("l1_loss", [x, y], reduction=reduction)
            functional("mse_loss", [x, y], reduction=reduction)
            for size in (0.25, 0.5, 1.0, 3.0):
                functional("huber_loss", [x, y], reduction=reduction, delta=size)
            # At beta = 0 the derivative at NaN is that of the absolute value: 0.
            for beta in (0.25, 0.5, 1.0, 2.0, *(() if bool(x.isnan().any()) else (0.0,))):
                functional("smooth_l1_loss", [x, y], reduction=reduction, beta=beta)
            functional("soft_margin_loss", [x, torch.where(torch.rand(y.shape) > 0.5, 1.0, -1.0)], reduction=reduction)
            for given in options(log_input=(True, False), full=(True, False), eps=(1e-8, 0.1)):
                functional("poisson_nll_loss", [x, y.abs() * 2], reduction=reduction, **given)
                functional("poisson_nll_loss", [x.abs() + 0.1, y.abs().round()], reduction=reduction, **given)
            for full in (True, False):
                functional("gaussian_nll_loss", [x, y, torch.rand(x.shape) + 0.1], full=full, reduction=reduction)
                functional("gaussian_nll_loss", [x, y, torch.zeros(x.shape)], full=full, eps=1e-2, reduction=reduction)
        for size_average, reduce in itertools.product((None, True, False), repeat=2):
            functional("mse_loss", [x, y], size_average=size_average, reduce=reduce)
    functional("gaussian_nll_loss", [torch.randn(3, 2), torch.randn(3, 2), torch.rand(3) + 0.1])
    functional("gaussian_nll_loss", [torch.randn(3, 2), torch.randn(3, 2), torch.rand(3, 1) + 0.1])


def divergences():
    log_p = torch.log_softmax(torch.randn(4, 5), 1)
    q = torch.softmax(torch.randn(4, 5), 1)
    with_zero = q.clone()
    with_zero[0, 0] = 0
    for reduction in (*REDUCTIONS, "batchmean"):
        functional("kl_div", [log_p, q], reduction=reduction)
        functional("kl_div", [log_p, with_zero], reduction=reduction)
        functional("kl_div", [log_p, q.log()], reduction=reduction, log_target=True)
    p = torch.tensor([0.0, 1.0, 0.5, 1e-20, 1e-6, 0.3, 1.0, 0.0])
    t = torch.tensor([0.0, 1.0, 1.0, 1.0, 0.0, 0.7, 0.0, 1.0])
    for reduction in REDUCTIONS:
        functional("binary_cross_entropy", [p, t], reduction=reduction)
        functional("binary_cross_entropy", [torch.rand(3, 4), torch.rand(3, 4)], reduction=reduction)
        weight = torch.rand(4)
        functional("binary_cross_entropy", [torch.rand(3, 4), torch.rand(3, 4)], reduction=reduction, weight=weight)
        for pos_weight in (None, torch.rand(4) * 3):
            functional(
                "binary_cross_entropy_with_logits",
                [torch.randn(3, 4) * 5, torch.rand(3, 4)],
                reduction=reduction,
                weight=weight,
                pos_weight=pos_weight,
            )
            functional(
                "binary_cross_entropy_with_logits", [torch.randn(3, 4) * 5, torch.rand(3, 4)], pos_weight=pos_weight
            )
        for target in (0.0, 0.3, 1.0):
            functional("binary_cross_entropy_with_logits", [KINKS, torch.full_like(KINKS, target)], reduction=reduction)
            functional("binary_cross_entropy_with_logits", [SPECIAL, torch.full_like(SPECIAL, target)], reduction=reduction)


def class_losses():
    cases = []
    for shape in ((4, 5), (2, 3, 4), (2, 3, 4, 2)):
        target = torch.randint(0, shape[1], (shape[0], *shape[2:]))
        ignored = target.clone()
        ignored.view(-1)[0] = -100
        first_ignored = target.clone()
        first_ignored.view(-1)[1] = 1
        cases.append((torch.randn(shape), [target, ignored, torch.full_like(target, -100), first_ignored]))
    cases.append((torch.randn(5), [torch.tensor(3), torch.tensor(-100)]))
    cases.append((torch.tensor([[0.0, float("-inf"), 1.0], [0.0, 0.0, 0.0]]), [torch.tensor([1, 2]), torch.tensor([-100, 2])]))
    cases.append((torch.tensor([[100.0, -100.0, 0.0], [1e4, 0.0, -1e4]]), [torch.tensor([1, 2]), torch.tensor([0, 0])]))
    cases.append((torch.randn(0, 3), [torch.zeros(0, dtype=torch.long)]))
    for x, targets in cases:
        classes = x.size(0 if x.dim() == 1 else 1)
        for target, reduction, weighted in itertools.product(targets, REDUCTIONS, (False, True)):
            weight = torch.linspace(0.2, 2.0, classes) if weighted else None
            for ignore_index in (-100, 1):
                given = {"weight": weight, "reduction": reduction, "ignore_index": ignore_index}
                if ignore_index == 1 and bool((target < 0).any()):
                    continue
                functional("nll_loss", [x, target], **given)
                for smoothing in (0.0, 0.1, 1.0):
                    functional("cross_entropy", [x, target], label_smoothing=smoothing, **given)
        for reduction, weighted, smoothing in itertools.product(REDUCTIONS, (False, True), (0.0, 0.2)):
            weight = torch.linspace(0.2, 2.0, classes) if weighted else None
            soft = torch.softmax(torch.randn(x.shape), 0 if x.dim() == 1 else 1)
            functional("cross_entropy", [x, soft], weight=weight, reduction=reduction, label_smoothing=smoothing)
    for reduction, p, margin, weighted in itertools.product(REDUCTIONS, (1, 2), (1.0, 0.5), (False, True)):
        weight = torch.linspace(0.2, 2.0, 4) if weighted else None
        given = {"reduction": reduction, "p": p, "margin": margin, "weight": weight}
        functional("multi_margin_loss", [torch.randn(3, 4), torch.tensor([0, 3, 1])], **given)
        functional("multi_margin_loss", [torch.tensor([[0.0, 1.0, -1.0, 0.5]]), torch.tensor([0])], **given)
        functional("multi_margin_loss", [torch.tensor([0.0, 1.0, -1.0, 0.5]), torch.tensor(1)], **given)
    for reduction in REDUCTIONS:
        many = torch.tensor([[3, 0, -1, 1], [-1, 0, 1, 2], [0, 1, 2, 3]])
        functional("multilabel_margin_loss", [torch.randn(3, 4), many], reduction=reduction)
        functional("multilabel_margin_loss", [torch.tensor([0.0, 1.0, -1.0, 0.5]), torch.tensor([1, 2, -1, 0])], reduction=reduction)
        for weight in (None, torch.rand(4)):
            given = {"reduction": reduction, "weight": weight}
            functional("multilabel_soft_margin_loss", [torch.randn(3, 4), (torch.rand(3, 4) > 0.5).float()], **given)
            functional("multilabel_soft_margin_loss", [torch.randn(4), (torch.rand(4) > 0.5).float()], **given)


def distance_losses():
    a, b, c = torch.randn(4, 6), torch.randn(4, 6), torch.randn(4, 6)
    zero = a.clone()
    zero[0] = 0
    signs = torch.tensor([1.0, -1.0, 1.0, -1.0])
    for x, y in ((a, b), (zero, b), (zero, zero), (a, a), (a, -a)):
        for dim, eps in ((0, 1e-8), (1, 1e-8), (-1, 1e-6)):
            functional("cosine_similarity", [x, y], dim=dim, eps=eps)
        for p, eps, keepdim in itertools.product((1.0, 2.0, 3.0, float("inf"), 0.5), (0.0, 1e-6), (True, False)):
            functional("pairwise_distance", [x, y], p=p, eps=eps, keepdim=keepdim)
        for reduction, margin in itertools.product(REDUCTIONS, (0.0, 0.5, 1.0)):
            functional("cosine_embedding_loss", [x, y, signs], margin=margin, reduction=reduction)
            for given in options(p=(1.0, 2.0), swap=(True, False)):
                functional("triplet_margin_loss", [x, y, c], margin=margin, reduction=reduction, **given)
                functional("triplet_margin_with_distance_loss", [x, y, c], margin=margin, swap=given["swap"], reduction=reduction)
    functional("pairwise_distance", [torch.randn(6), torch.randn(6)])
    functional("pairwise_distance", [torch.randn(3, 4, 6), torch.randn(4, 6)])
    functional("cosine_similarity", [torch.randn(3, 1, 6), torch.randn(1, 4, 6)], dim=-1)
    for p in (1.0, 2.0, 3.0, float("inf")):
        functional("pdist", [torch.randn(5, 3)], p=p)
        functional("pdist", [torch.zeros(3, 2)], p=p)
    for reduction, margin in itertools.product(REDUCTIONS, (0.0, 0.5, 1.0)):
        tied = torch.tensor([0.0, 1.0, 1.0, 0.5])
        functional("margin_ranking_loss", [tied, torch.tensor([0.0, 0.5, 0.0, 1.0]), signs], margin=margin, reduction=reduction)
        functional("hinge_embedding_loss", [tied, signs], margin=margin, reduction=reduction)
        functional("hinge_embedding_loss", [torch.randn(4), signs], margin=margin, reduction=reduction)


def ctc():
    log_probs = torch.log_softmax(torch.randn(7, 3, 5), 2)
    targets = torch.tensor([[1, 2, 2], [3, 3, 0], [4, 0, 0]])
    joined = torch.tensor([1, 2, 2, 3, 3, 4])
    for reduction, zero_infinity in itertools.product(REDUCTIONS, (False, True)):
        given = {"reduction": reduction, "zero_infinity": zero_infinity}
        for lengths in ((7, 7, 7), (7, 5, 3), (3, 2, 1)):
            functional("ctc_loss", [log_probs, targets, torch.tensor(lengths), torch.tensor([3, 2, 1])], **given)
            functional("ctc_loss", [log_probs, joined, lengths, (3, 2, 1)], **given)
        functional("ctc_loss", [log_probs, targets, torch.tensor([7, 6, 5]), torch.tensor([3, 0, 1])], **given)
        functional("ctc_loss", [log_probs, targets.clamp(max=3) , torch.tensor([7, 6, 5]), torch.tensor([3, 2, 1])], blank=4, **given)
        functional("ctc_loss", [log_probs[:, 0], targets[0], torch.tensor(7), torch.tensor(3)], **given)


def layers():
    functional("linear", [torch.randn(3, 4), torch.randn(2, 4), torch.randn(2)])
    functional("linear", [torch.randn(5, 3, 4), torch.randn(2, 4)])
    functional("bilinear", [torch.randn(3, 4), torch.randn(3, 2), torch.randn(5, 4, 2), torch.randn(5)])
    functional("embedding", [torch.tensor([[0, 2], [1, 1]]), torch.randn(3, 4)])
    functional("embedding", [torch.tensor([[0, 2], [1, 1]]), torch.randn(3, 4)], padding_idx=1)
    functional("one_hot", [torch.tensor([0, 2, 1])])
    functional("one_hot", [torch.tensor([[0, 2], [1, 1]])], num_classes=4)
    functional("layer_norm", [torch.randn(3, 4, 5)], normalized_shape=(4, 5))
    functional("layer_norm", [torch.randn(3, 5)], normalized_shape=(5,), weight=torch.rand(5), bias=torch.rand(5), eps=0.1)
    functional("group_norm", [torch.randn(2, 6, 3)], num_groups=3, weight=torch.rand(6), bias=torch.rand(6))
    functional("instance_norm", [torch.randn(2, 3, 5)])
    functional("local_response_norm", [torch.rand(2, 5, 4)], size=3)
    functional("local_response_norm", [torch.rand(2, 5, 4)], size=2, alpha=0.5)
    for training in (True, False):
        stats = [torch.rand(3), torch.rand(3) + 0.5]
        functional("batch_norm", [torch.randn(4, 3, 2)], running_mean=stats[0].clone(), running_var=stats[1].clone(), weight=torch.rand(3), bias=torch.rand(3), training=training)


def windows():
    for given in options(stride=(1, 2), padding=(0, 1), dilation=(1, 2), groups=(1, 2)):
        groups = given["groups"]
        functional("conv1d", [torch.randn(2, 4, 9), torch.randn(6, 4 // groups, 3), torch.randn(6)], **given)
        functional("conv2d", [torch.randn(2, 4, 7, 8), torch.randn(6, 4 // groups, 3, 2), torch.randn(6)], **given)
        functional("conv_transpose1d", [torch.randn(2, 4, 5), torch.randn(4, 6 // groups, 3), torch.randn(6)], **given)
        functional("conv_transpose2d", [torch.randn(2, 4, 5, 3), torch.randn(4, 6 // groups, 3, 2)], **given)
    functional("conv_transpose2d", [torch.randn(2, 4, 5, 3), torch.randn(4, 6, 3, 2)], stride=2, output_padding=1)
    functional("conv2d", [torch.randn(4, 7, 8), torch.randn(6, 4, 3, 2)])
    functional("conv2d", [torch.randn(2, 4, 7, 8), torch.randn(6, 4, 3, 4)], padding="same")
    functional("conv3d", [torch.randn(1, 2, 4, 5, 4), torch.randn(3, 2, 2, 3, 2)], stride=(1, 2, 1))
    ties = torch.tensor([[[1.0, 1.0, 0.0, 2.0], [1.0, 0.0, 2.0, 2.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, -1.0, -1.0]]])
    for x in (torch.randn(2, 3, 7, 8), ties, torch.randn(1, 1, 5, 5)):
        for given in options(kernel_size=(2, 3, (3, 2)), stride=(None, 1, 2), padding=(0, 1), ceil_mode=(False, True)):
            functional("max_pool2d", [x], **given)
            functional("max_pool2d", [x], return_indices=True, **given)
            for counted in (True, False):
                functional("avg_pool2d", [x], count_include_pad=counted, **given)
        functional("avg_pool2d", [x], kernel_size=2, divisor_override=3)
        functional("max_pool2d", [x], kernel_size=2, dilation=2)
        for size in (1, 2, 3, (2, 3), (None, 2)):
            functional("adaptive_avg_pool2d", [x], output_size=size)
            functional("adaptive_max_pool2d", [x], output_size=size)
        functional("lp_pool2d", [x.abs() + 0.1], norm_type=2.0, kernel_size=2)
    functional("avg_pool1d", [torch.randn(2, 3, 9)], kernel_size=3, stride=2, padding=1)
    functional("max_pool1d", [torch.randn(2, 3, 9)], kernel_size=3, stride=2, padding=1)
    functional("adaptive_avg_pool1d", [torch.randn(2, 3, 9)], output_size=4)
    for given in options(kernel_size=(2, (3, 2)), dilation=(1, 2), padding=(0, 1), stride=(1, 2)):
        functional("unfold", [torch.randn(2, 3, 6, 5)], **given)
        columns = torch.nn.functional.unfold(torch.randn(2, 3, 6, 5), **given)
        functional("fold", [columns], output_size=(6, 5), **given)


def resampling():
    for mode in ("constant", "reflect", "replicate", "circular"):
        functional("pad", [torch.randn(2, 3, 5)], pad=(1, 2), mode=mode)
        functional("pad", [torch.randn(2, 3, 5, 4)], pad=(1, 2, 3, 0), mode=mode)
    functional("pad", [torch.randn(2, 3)], pad=(1, -1, 2, 0), value=3.0)
    for size, align in itertools.product(((3, 4), (8, 7), (1, 1), (5, 6)), (True, False)):
        for mode in ("bilinear", "bicubic"):
            functional("interpolate", [torch.randn(2, 3, 5, 6)], size=size, mode=mode, align_corners=align)
    for factor in (2, 0.5, 1.7, (2.0, 0.6)):
        for mode in ("nearest", "nearest-exact", "area", "bilinear", "bicubic"):
            functional("interpolate", [torch.randn(2, 3, 5, 6)], scale_factor=factor, mode=mode)
            functional("interpolate", [torch.randn(2, 3, 5, 6)], scale_factor=factor, mode=mode, recompute_scale_factor=True)
    functional("interpolate", [torch.randn(2, 3, 5)], size=8, mode="linear")
    functional("pixel_shuffle", [torch.randn(2, 8, 3, 4)], upscale_factor=2)
    functional("pixel_unshuffle", [torch.randn(2, 2, 6, 4)], downscale_factor=2)
    for given in options(mode=("bilinear", "nearest"), padding_mode=("zeros", "border", "reflection"), align_corners=(True, False)):
        functional("grid_sample", [torch.randn(2, 3, 5, 4), torch.randn(2, 3, 6, 2)], **given)
    for align in (True, False):
        functional("affine_grid", [torch.randn(2, 2, 3)], size=(2, 3, 4, 5), align_corners=align)


def modules():
    """A layer of ours gets the weights of PyTorch's by its state dict, which also compares the names."""

    def layer(name, arguments, *given, **options):
        theirs = getattr(torch.nn, name)(*given, **options)
        ours = getattr(our_nn, name)(*given, **options)
        ours.load_state_dict(theirs.state_dict())
        judge(f"{name} {given} {options}", theirs, ours, arguments)
        theirs.eval(), ours.eval()
        judge(f"{name} {given} {options} eval", theirs, ours, arguments)

    x, sequence, image = torch.randn(4, 6), torch.randn(5, 3, 6), torch.randn(2, 4, 6, 7)
    layer("Linear", [x], 6, 3)
    layer("Linear", [x], 6, 3, bias=False)
    layer("Bilinear", [x, x], 6, 6, 3)
    layer("Embedding", [torch.tensor([0, 3, 1])], 4, 5, padding_idx=1)
    for batch_first, bidirectional, layers_count in itertools.product((True, False), (True, False), (1, 2)):
        given = {"batch_first": batch_first, "bidirectional": bidirectional, "num_layers": layers_count}
        for kind in ("RNN", "GRU", "LSTM"):
            layer(kind, [sequence], 6, 4, **given)
            layer(kind, [sequence[0]], 6, 4, **given)
    for kind in ("RNNCell", "GRUCell", "LSTMCell"):
        layer(kind, [x], 6, 4)
    layer("Conv1d", [torch.randn(2, 4, 9)], 4, 6, 3, padding=1, groups=2)
    layer("Conv2d", [image], 4, 6, (3, 2), stride=(2, 1), padding=(1, 0), bias=False)
    for padding_mode in ("reflect", "replicate", "circular"):
        layer("Conv2d", [image], 4, 6, 3, padding=(1, 2), padding_mode=padding_mode)
    layer("Conv2d", [image], 4, 6, 3, padding="same")
    layer("ConvTranspose2d", [image], 4, 6, 3, stride=2, output_padding=1)
    for name, size, argument in (("BatchNorm1d", 6, x), ("BatchNorm2d", 4, image), ("InstanceNorm2d", 4, image)):
        layer(name, [argument], size)
    layer("BatchNorm1d", [x], 6, momentum=None)
    layer("BatchNorm2d", [image], 4, track_running_stats=False)
    layer("LayerNorm", [x], 6)
    layer("LayerNorm", [x], 6, elementwise_affine=False)
    layer("GroupNorm", [image], 2, 4)
    layer("PReLU", [x], 6)
    layer("Softplus", [x], 2, 1)
    layer("Softmax", [x], -1)
    layer("Softmax2d", [image])
    layer("GELU", [x], "tanh")
    layer("Unflatten", [x], 1, (2, 3))
    layer("Flatten", [image])
    layer("MaxPool2d", [image], 2)
    layer("AvgPool2d", [image], 3, 1, 1)
    layer("Upsample", [image], scale_factor=2, mode="bilinear")
    layer("ZeroPad2d", [image], (1, 2, 0, 1))
    layer("ReflectionPad2d", [image], 2)
    layer("CosineSimilarity", [x, x + 1], dim=0)
    layer("PairwiseDistance", [x, x + 1], 1)


def loss_classes():
    """Defaults and order of the constructors' options."""
    x, y = torch.randn(3, 4), torch.randn(3, 4)
    index, probability, positive = torch.tensor([0, 3, 1]), torch.rand(3, 4), torch.rand(3, 4) + 0.1
    signs = torch.tensor([1.0, -1.0, 1.0])
    weight = torch.rand(4)
    cases = [
        ("L1Loss", [x, y], (), {}),
        ("MSELoss", [x, y], (False,), {}),
        ("MSELoss", [x, y], (None, False), {}),
        ("HuberLoss", [x, y], ("sum", 0.3), {}),
        ("SmoothL1Loss", [x, y], (), {"beta": 0.2, "reduction": "none"}),
        ("NLLLoss", [x, index], (weight,), {}),
        ("CrossEntropyLoss", [x, index], (weight, None, 3), {"label_smoothing": 0.1}),
        ("CrossEntropyLoss", [x, probability], (weight,), {}),
        ("PoissonNLLLoss", [x, positive], (False, True), {}),
        ("GaussianNLLLoss", [x, y, positive], (), {"full": True}),
        ("KLDivLoss", [x, probability], (), {"reduction": "batchmean"}),
        ("KLDivLoss", [x, y], (), {"log_target": True}),
        ("BCELoss", [probability, torch.rand(3, 4)], (weight,), {}),
        ("BCEWithLogitsLoss", [x, probability], (weight,), {"pos_weight": weight * 2}),
        ("HingeEmbeddingLoss", [x, torch.sign(y)], (0.3,), {}),
        ("MultiLabelMarginLoss", [x, torch.tensor([[0, -1, 1, 1], [1, 2, 3, 0], [-1, 0, 0, 0]])], (), {}),
        ("SoftMarginLoss", [x, torch.sign(y)], (), {}),
        ("MultiLabelSoftMarginLoss", [x, probability], (weight,), {}),
        ("CosineEmbeddingLoss", [x, y, signs], (0.2,), {}),
        ("MarginRankingLoss", [x[:, 0], y[:, 0], signs], (0.2,), {}),
        ("MultiMarginLoss", [x, index], (2, 0.7, weight), {}),
        ("TripletMarginLoss", [x, y, x + y], (0.5, 1, 1e-3, True), {}),
        ("TripletMarginWithDistanceLoss", [x, y, x + y], (), {"margin": 0.5, "swap": True}),
    ]
    for name, arguments, given, named in cases:
        theirs, ours = getattr(torch.nn, name)(*given, **named), getattr(our_nn, name)(*given, **named)
        judge(f"{name} {given} {named}", theirs, ours, arguments)


def distributions():
    """A distribution is judged by its functions of parameters and value; draws are compared with nothing."""
    value, other = torch.randn(3, 4), torch.randn(3, 4)
    positive, more = torch.rand(3, 4) + 0.3, torch.rand(3, 4) + 0.3
    unit, count = torch.rand(3, 4) * 0.9 + 0.05, torch.tensor([0.0, 1.0, 2.0, 5.0])
    spread = torch.eye(4) + 0.3 * torch.ones(4, 4)
    simplex = torch.softmax(torch.randn(3, 4), -1)
    one = torch.nn.functional.one_hot(torch.tensor([0, 3, 1]), 4).float()
    cases = [
        ("Normal", [value, positive], other),
        ("LogNormal", [value, positive], more),
        ("HalfNormal", [positive], more),
        ("Laplace", [value, positive], other),
        ("Laplace", [value, positive], value),
        ("Cauchy", [value, positive], other),
        ("Gumbel", [value, positive], other),
        ("Uniform", [value, value + positive], value + 0.1),
        ("Exponential", [positive], more),
        ("Gamma", [positive, more], unit),
        ("Chi2", [positive], more),
        ("StudentT", [positive * 4, value, more], other),
        ("Beta", [positive, more], unit),
        ("Bernoulli", [unit], (unit > 0.5).float()),
        ("Bernoulli", [(unit > 0.5).float()], (unit > 0.5).float()),
        ("Geometric", [unit], count),
        ("Poisson", [positive], count),
        ("Categorical", [simplex], torch.tensor([0, 3, 1])),
        ("Categorical", [simplex], torch.tensor([[0, 3, 1], [1, 1, 1]])),
        ("OneHotCategorical", [simplex], one),
        ("Dirichlet", [positive], simplex),
        ("MultivariateNormal", [value, spread], other),
    ]
    for name, parameters, at in cases:
        theirs, ours = getattr(torch.distributions, name), getattr(our_distributions, name)
        scale = [1.5 if parameter.min() > 0 and parameter.max() > 1 else 0.9 for parameter in parameters]
        second = [parameter * factor for parameter, factor in zip(parameters, scale)]
        for answer in ("mean", "variance", "stddev"):
            judge(f"{name}.{answer}", *[lambda *a, c=c: getattr(c(*a), answer) for c in (theirs, ours)], parameters)
        judge(f"{name}.entropy", *[lambda *a, c=c: c(*a).entropy() for c in (theirs, ours)], parameters)
        judge(f"{name}.log_prob", *[lambda v, *a, c=c: c(*a).log_prob(v) for c in (theirs, ours)], [at, *parameters])
        if name == "Gumbel":
            continue
        judge(
            f"{name} kl",
            *[
                lambda *a, c=c, kl=kl: kl(c(*a[: len(parameters)]), c(*a[len(parameters) :]))
                for c, kl in ((theirs, torch.distributions.kl_divergence), (ours, our_distributions.kl_divergence))
            ],
            [*parameters, *second],
        )
    for name, given, at in (
        ("Bernoulli", {}, (unit > 0.5).float()),
        ("Categorical", {}, torch.tensor([0, 3, 1])),
        ("OneHotCategorical", {}, one),
        ("Multinomial", {"total_count": 8}, torch.tensor([1.0, 2.0, 0.0, 5.0])),
        ("Binomial", {"total_count": 5}, count),
        ("NegativeBinomial", {"total_count": 5}, count),
        ("Geometric", {}, count),
    ):
        theirs, ours = getattr(torch.distributions, name), getattr(our_distributions, name)
        for answer in ("mean", "variance", "probs", "logits"):
            judge(f"{name} logits {answer}", *[lambda a, c=c: getattr(c(logits=a, **given), answer) for c in (theirs, ours)], [value])
        if name not in ("Multinomial", "Binomial"):
            judge(f"{name} logits entropy", *[lambda a, c=c: c(logits=a, **given).entropy() for c in (theirs, ours)], [value])
        judge(f"{name} logits log_prob", *[lambda a, c=c: c(logits=a, **given).log_prob(at) for c in (theirs, ours)], [value])
    pairs = (torch.distributions, our_distributions)
    judge("Independent", *[lambda a, b, v, d=d: d.Independent(d.Normal(a, b), 1).log_prob(v) for d in pairs], [value, positive, other])
    judge("Independent entropy", *[lambda a, b, d=d: d.Independent(d.Normal(a, b), 1).entropy() for d in pairs], [value, positive])
    judge("Normal scalars", *[lambda v, d=d: d.Normal(0, 1).log_prob(v) for d in pairs], [other])
    judge("Normal cdf", *[lambda v, d=d: d.Normal(0.3, 2.0).cdf(v) for d in pairs], [other])
    judge("MultivariateNormal scale_tril", *[lambda a, l, v, d=d: d.MultivariateNormal(a, scale_tril=l).log_prob(v) for d in pairs], [value, torch.diag_embed(positive), other])
    judge(
        "MixtureSameFamily",
        *[lambda w, a, b, v, d=d: d.MixtureSameFamily(d.Categorical(logits=w), d.Normal(a, b)).log_prob(v) for d in pairs],
        [value, value, positive, other[:, 0]],
    )
    for transform, at in (("TanhTransform", unit), ("ExpTransform", unit), ("SigmoidTransform", unit)):
        judge(
            transform,
            *[
                lambda a, b, v, m=m, d=d: d.TransformedDistribution(d.Normal(a, b), [getattr(m, transform)()]).log_prob(v)
                for m, d in ((torch.distributions.transforms, torch.distributions), (our_distributions, our_distributions))
            ],
            [value, positive, at],
        )


def main():
    torch.manual_seed(0)
    for _ in range(2):
        for part in (activations, elementwise_losses, divergences, class_losses, distance_losses, ctc, layers, windows, resampling, modules, loss_classes, distributions):
            part()
    print("\n".join(failures[:60]))
    print(f"{checked} comparisons, {len(failures)} disagreements")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    main()
