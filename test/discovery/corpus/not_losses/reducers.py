import torch


def reduce_loss(loss, reduction):
    if reduction == "none":
        return loss
    if reduction == "mean":
        return loss.mean()
    return loss.sum()


def masked_mean(x, mask, dim=None):
    return (x * mask).sum(dim) / mask.sum(dim).clamp(min=1)


def get_loss_fn(name):
    table = {"mse": torch.nn.MSELoss, "l1": torch.nn.L1Loss}
    if name not in table:
        raise KeyError(name)
    return table[name]()


def build_criterion(cfg):
    if cfg.loss == "huber":
        return torch.nn.HuberLoss(delta=cfg.delta)
    return torch.nn.MSELoss()


def gather_losses(losses, world_size):
    out = [torch.zeros_like(losses) for _ in range(world_size)]
    torch.distributed.all_gather(out, losses)
    return torch.stack(out)


def is_loss_finite(loss):
    return bool(torch.isfinite(loss).all())


def scale_loss(loss, accumulation=4):
    return loss / accumulation
