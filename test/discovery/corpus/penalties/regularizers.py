"""Terms that are added to what a reconstruction minimises."""
import torch


def ridge(values):  # @loss
    return values.pow(2).mean()


def absolute(values):  # @loss
    return values.abs().mean()


def both(values, first=1.0, second=1.0):  # @loss
    a = values.abs().sum()
    b = values.pow(2).sum()
    return first * a + second * b


def volume_roughness(volume, strength=1.0):  # @loss
    d = (volume[1:] - volume[:-1]).pow(2).sum()
    h = (volume[:, 1:] - volume[:, :-1]).pow(2).sum()
    w = (volume[:, :, 1:] - volume[:, :, :-1]).pow(2).sum()
    return strength * (d + h + w)


def keep_norm(before, after):  # @loss
    """Wants the map to leave lengths as they are."""
    return (torch.norm(before * after) / torch.norm(before) - 1) ** 2


def relative_diffusion(field):  # @loss
    if field.dim() == 4:
        x = ((field[:, 1:] - field[:, :-1]) * field.shape[1]) ** 2
        y = ((field[:, :, 1:] - field[:, :, :-1]) * field.shape[2]) ** 2
        return (x.mean() + y.mean()) / 2
    raise ValueError("two dimensions only")


def by_name(name):
    return globals()[name]


def as_columns(matrix):
    return torch.cat(torch.unbind(matrix, -1))
