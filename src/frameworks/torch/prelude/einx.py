"""einx: operations on axes by their names. What an operation works on stands in brackets; all other axes are matched."""

import operator

import einops
import torch


def _elementwise(function):
    def apply(description, *operands):
        left, arrow, right = description.partition("->")
        sides = [_names(side) for side in left.split(",")]
        if len(sides) == 1 and len(operands) == 2:
            sides.append([name for name in sides[0] if name.startswith("[")])
        count = _dots(sides, operands)
        sides = [_spread([name.lstrip("[") for name in side], count) for side in sides]
        target = _spread(_names(right), count) if arrow else sorted(sides, key=len, reverse=True)[0]
        return function(*[_aligned(operand, side, target) for operand, side in zip(operands, sides)])

    return apply


def _reduction(function):
    def apply(description, tensor, keepdims=False, **lengths):
        left, arrow, right = description.partition("->")
        count = _dots([_names(left)], [tensor])
        names = _spread(_names(left), count)
        if not arrow:
            return function(tensor, _bracketed(names), keepdims)
        kept = _spread(_names(right), count)
        lost = [axis for axis, name in enumerate(names) if name.lstrip("[") not in kept]
        order = [name for axis, name in enumerate(names) if axis not in lost]
        return _aligned(function(tensor, lost, False) if lost else tensor, order, kept)

    return apply


def rearrange(description, tensor, **lengths):
    return einops.rearrange(tensor, description, **lengths)


def dot(description, *tensors):
    return einops.einsum(*tensors, description.replace("[", "").replace("]", ""))


def softmax(description, tensor):
    names = _names(description.split("->")[0])
    return torch.softmax(tensor, _bracketed(_spread(names, _dots([names], [tensor])))[0])


def get_at(description, tensor, places):
    """Reads along the axis in brackets at places; the axes that both share go together."""
    left, _, right = description.partition("->")
    source, index = [_names(side) for side in left.split(",")]
    count = _dots([source, index], [tensor, places])
    source, index, target = [_spread(side, count) for side in (source, index, _names(right))]
    whole = []
    for axis, name in enumerate(source):
        if name.startswith("["):
            whole.append(_aligned(places, index, target))
        else:
            whole.append(_aligned(torch.arange(tensor.shape[axis]), [name], target))
    return tensor[tuple(whole)]


def _names(side):
    """In the order of the axes; those in brackets keep the opening one: `b [h w]` has b, [h, [w."""
    names, is_inside = [], False
    for token in side.replace("[", " [ ").replace("]", " ] ").split():
        if token in ("[", "]"):
            is_inside = token == "["
        else:
            names.append("[" + token if is_inside else token)
    return names


def _bracketed(names):
    return [axis for axis, name in enumerate(names) if name.startswith("[")]


def _dots(sides, operands):
    """How many axes `...` stands for."""
    counts = [
        operand.ndim - len(side) + 1 for side, operand in zip(sides, operands) if "..." in side or "[..." in side
    ]
    return sorted(counts)[-1] if counts else 0


def _spread(names, count):
    return [one for name in names for one in ([f"{name}{i}" for i in range(count)] if name.endswith("...") else [name])]


def _aligned(operand, names, target):
    """The axes in the target's order, with one of extent 1 for each that it lacks."""
    if not torch.is_tensor(operand):
        return operand
    order = [names.index(name) for name in target if name in names]
    operand = operand.permute(order)
    extents = iter(operand.shape)
    return operand.reshape([next(extents) if name in names else 1 for name in target])


add = _elementwise(operator.add)
subtract = _elementwise(operator.sub)
multiply = _elementwise(operator.mul)
divide = true_divide = _elementwise(operator.truediv)
floor_divide = _elementwise(operator.floordiv)
less, less_equal = _elementwise(operator.lt), _elementwise(operator.le)
greater, greater_equal = _elementwise(operator.gt), _elementwise(operator.ge)
equal, not_equal = _elementwise(operator.eq), _elementwise(operator.ne)
logical_and, logical_or = _elementwise(torch.logical_and), _elementwise(torch.logical_or)
maximum, minimum = _elementwise(torch.maximum), _elementwise(torch.minimum)
logaddexp = _elementwise(torch.logaddexp)
where = _elementwise(torch.where)

sum = _reduction(lambda tensor, axes, keepdims: torch.sum(tensor, axes, keepdims))
mean = _reduction(lambda tensor, axes, keepdims: torch.mean(tensor, axes, keepdims))
max = _reduction(lambda tensor, axes, keepdims: torch.amax(tensor, axes, keepdims))
min = _reduction(lambda tensor, axes, keepdims: torch.amin(tensor, axes, keepdims))
logsumexp = _reduction(lambda tensor, axes, keepdims: torch.logsumexp(tensor, axes, keepdims))
