from itertools import permutations

import torch

EPS = 1e-8


def cal_loss(source, estimate, lengths):  # @loss
    max_snr, perms, best = si_snr_with_pit(source, estimate, lengths)
    loss = 0 - torch.mean(max_snr)
    return loss, max_snr, estimate, reorder(estimate, perms, best)


def si_snr_with_pit(source, estimate, lengths):
    n, c, t = source.size()
    mask = get_mask(source, lengths)
    estimate *= mask
    count = lengths.view(-1, 1, 1).float()
    zs = source - torch.sum(source, dim=2, keepdim=True) / count
    ze = estimate - torch.sum(estimate, dim=2, keepdim=True) / count
    zs *= mask
    ze *= mask
    s = torch.unsqueeze(zs, dim=1)
    e = torch.unsqueeze(ze, dim=2)
    dot = torch.sum(e * s, dim=3, keepdim=True)
    energy = torch.sum(s ** 2, dim=3, keepdim=True) + EPS
    proj = dot * s / energy
    noise = e - proj
    ratio = torch.sum(proj ** 2, dim=3) / (torch.sum(noise ** 2, dim=3) + EPS)
    ratio = 10 * torch.log10(ratio + EPS)
    perms = source.new_tensor(list(permutations(range(c))), dtype=torch.long)
    index = torch.unsqueeze(perms, 2)
    hot = source.new_zeros((*perms.size(), c)).scatter_(2, index, 1)
    snr = torch.einsum("bij,pij->bp", [ratio, hot])
    best = torch.argmax(snr, dim=1)
    max_snr, _ = torch.max(snr, dim=1, keepdim=True)
    max_snr /= c
    return max_snr, perms, best


def reorder(source, perms, best):
    n, c, *_ = source.size()
    chosen = torch.index_select(perms, dim=0, index=best)
    out = torch.zeros_like(source)
    for b in range(n):
        for k in range(c):
            out[b, k] = source[b, chosen[b][k]]
    return out


def get_mask(source, lengths):
    n, _, t = source.size()
    mask = source.new_ones((n, 1, t))
    for i in range(n):
        mask[i, :, lengths[i]:] = 0
    return mask


if __name__ == "__main__":
    a, b = torch.rand(2, 3, 100), torch.rand(2, 3, 100)
    loss, *_ = cal_loss(a, b, torch.LongTensor([100, 97]))
    print("loss", loss)
