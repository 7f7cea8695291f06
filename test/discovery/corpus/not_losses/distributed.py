import torch
import torch.distributed as dist


def all_mean(x):
    dist.all_reduce(x)
    return x / dist.get_world_size()


def gather(x):
    out = [torch.zeros_like(x) for _ in range(dist.get_world_size())]
    dist.all_gather(out, x)
    return torch.cat(out)


def sync_loss(loss):
    loss = loss.detach().clone()
    dist.all_reduce(loss)
    return loss / dist.get_world_size()
