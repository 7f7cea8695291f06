"""Losses of metric and self-supervised learning."""

import math

import torch
import torch.distributed as dist
import torch.nn as nn
import torch.nn.functional as F


class ContrastiveLoss(torch.nn.Module):
    def __init__(self, margin=2.0):
        super(ContrastiveLoss, self).__init__()
        self.margin = margin

    def forward(self, output1, output2, label):
        euclidean = F.pairwise_distance(output1, output2, keepdim=True)
        return torch.mean(
            (1 - label) * torch.pow(euclidean, 2)
            + label * torch.pow(torch.clamp(self.margin - euclidean, min=0.0), 2)
        )


def pairwise_distances(embeddings, squared=False):
    dot = torch.matmul(embeddings, embeddings.t())
    square = torch.diag(dot)
    distances = square.unsqueeze(0) - 2.0 * dot + square.unsqueeze(1)
    distances = torch.clamp(distances, min=0.0)
    if not squared:
        mask = distances.eq(0.0).float()
        distances = distances + mask * 1e-16
        distances = (1.0 - mask) * torch.sqrt(distances)
    return distances


def batch_hard_triplet(embeddings, labels, margin=0.3, squared=False):
    dist = pairwise_distances(embeddings, squared)
    same = labels.unsqueeze(0) == labels.unsqueeze(1)
    positive_mask = same & ~torch.eye(labels.size(0)).bool()
    hardest_positive, _ = (positive_mask.float() * dist).max(dim=1, keepdim=True)
    max_dist, _ = dist.max(dim=1, keepdim=True)
    hardest_negative, _ = (dist + max_dist * same.float()).min(dim=1, keepdim=True)
    tl = hardest_positive - hardest_negative + margin
    tl[tl < 0] = 0
    return tl.mean()


def batch_all_triplet(embeddings, labels, margin=0.5):
    dist = pairwise_distances(embeddings, squared=True)
    triplet = dist.unsqueeze(2) - dist.unsqueeze(1) + margin
    n = labels.size(0)
    distinct = ~torch.eye(n, dtype=torch.bool)
    indices = distinct.unsqueeze(2) & distinct.unsqueeze(1) & distinct.unsqueeze(0)
    equal = labels.unsqueeze(0) == labels.unsqueeze(1)
    valid = equal.unsqueeze(2) & ~equal.unsqueeze(1)
    mask = (indices & valid).float()
    triplet = torch.clamp(mask * triplet, min=0)
    num_positive = (triplet > 1e-16).float().sum()
    return triplet.sum() / (num_positive + 1e-16), num_positive / (mask.sum() + 1e-16)


class TripletLoss(object):
    """With MarginRankingLoss, or a soft margin."""

    def __init__(self, margin=None):
        self.margin = margin
        if margin is not None:
            self.ranking_loss = nn.MarginRankingLoss(margin=margin)
        else:
            self.ranking_loss = nn.SoftMarginLoss()

    def __call__(self, dist_ap, dist_an):
        y = dist_an.new().resize_as_(dist_an).fill_(1)
        if self.margin is not None:
            return self.ranking_loss(dist_an, dist_ap, y)
        return self.ranking_loss(dist_an - dist_ap, y)


def n_pair(anchors, positives, labels, l2_reg=0.02):
    logit = torch.matmul(anchors, positives.transpose(0, 1))
    target = labels.view(labels.size(0), 1)
    target = (target == torch.transpose(target, 0, 1)).float()
    target = target / torch.sum(target, dim=1, keepdim=True)
    xe = torch.mean(torch.sum(-target * F.log_softmax(logit, dim=-1), dim=1))
    l2 = torch.sum(anchors**2) / anchors.shape[0] + torch.sum(positives**2) / positives.shape[0]
    return xe + l2_reg * l2 * 0.25


def info_nce(query, positive, negatives=None, temperature=0.1):
    query, positive = F.normalize(query, dim=-1), F.normalize(positive, dim=-1)
    if negatives is not None:
        negatives = F.normalize(negatives, dim=-1)
        pos = torch.sum(query * positive, dim=1, keepdim=True)
        neg = query @ negatives.transpose(-2, -1)
        logits = torch.cat([pos, neg], dim=1)
        labels = torch.zeros(len(logits), dtype=torch.long, device=query.device)
    else:
        logits = query @ positive.transpose(-2, -1)
        labels = torch.arange(len(query), device=query.device)
    return F.cross_entropy(logits / temperature, labels, reduction="mean")


class NTXentLoss(nn.Module):
    def __init__(self, temperature=0.5):
        super().__init__()
        self.temperature = temperature

    def forward(self, z_i, z_j):
        n = z_i.size(0)
        z = F.normalize(torch.cat([z_i, z_j], dim=0), dim=1)
        sim = torch.mm(z, z.T) / self.temperature
        sim.fill_diagonal_(-9e15)
        pos = torch.cat([torch.diag(sim, n), torch.diag(sim, -n)], dim=0)
        return (-pos + torch.logsumexp(sim, dim=-1)).mean()


def simclr_masked(features, n_views=2, temperature=0.07):
    batch = features.shape[0] // n_views
    labels = torch.cat([torch.arange(batch) for _ in range(n_views)], dim=0)
    labels = (labels.unsqueeze(0) == labels.unsqueeze(1)).float()
    features = F.normalize(features, dim=1)
    similarity = torch.matmul(features, features.T)
    mask = torch.eye(labels.shape[0], dtype=torch.bool)
    labels = labels[~mask].view(labels.shape[0], -1)
    similarity = similarity[~mask].view(similarity.shape[0], -1)
    positives = similarity[labels.bool()].view(labels.shape[0], -1)
    negatives = similarity[~labels.bool()].view(similarity.shape[0], -1)
    logits = torch.cat([positives, negatives], dim=1) / temperature
    return F.cross_entropy(logits, torch.zeros(logits.shape[0], dtype=torch.long))


def supervised_contrastive(features, labels, temperature=0.07, base_temperature=0.07):
    labels = labels.contiguous().view(-1, 1)
    mask = torch.eq(labels, labels.T).float()
    contrast = torch.div(torch.matmul(features, features.T), temperature)
    logits_max, _ = torch.max(contrast, dim=1, keepdim=True)
    logits = contrast - logits_max.detach()
    logits_mask = torch.scatter(torch.ones_like(mask), 1, torch.arange(features.shape[0]).view(-1, 1), 0)
    mask = mask * logits_mask
    exp_logits = torch.exp(logits) * logits_mask
    log_prob = logits - torch.log(exp_logits.sum(1, keepdim=True))
    mask_pos_pairs = mask.sum(1)
    mask_pos_pairs = torch.where(mask_pos_pairs < 1e-6, 1, mask_pos_pairs)
    mean_log_prob_pos = (mask * log_prob).sum(1) / mask_pos_pairs
    return (-(temperature / base_temperature) * mean_log_prob_pos).mean()


def lifted_structure(emb, labels, margin=1.0):
    d = torch.cdist(emb, emb)
    loss, counter = 0, 0
    n = emb.size(0)
    for i in range(n):
        for j in range(i + 1, n):
            if labels[i] == labels[j]:
                neg_i = torch.exp(margin - d[i][labels != labels[i]])
                neg_j = torch.exp(margin - d[j][labels != labels[j]])
                l_ij = torch.log(neg_i.sum() + neg_j.sum()) + d[i, j]
                loss = loss + F.relu(l_ij) ** 2
                counter += 1
    return loss / (2 * counter)


class MultiSimilarityLoss(nn.Module):
    def __init__(self, thresh=0.5, margin=0.1, scale_pos=2.0, scale_neg=40.0):
        super().__init__()
        self.thresh, self.margin = thresh, margin
        self.scale_pos, self.scale_neg = scale_pos, scale_neg

    def forward(self, feats, labels):
        feats = F.normalize(feats, p=2, dim=1)
        sim_mat = torch.matmul(feats, torch.t(feats))
        epsilon = 1e-5
        loss = list()
        for i in range(feats.size(0)):
            pos_pair_ = sim_mat[i][labels == labels[i]]
            pos_pair_ = pos_pair_[pos_pair_ < 1 - epsilon]
            neg_pair_ = sim_mat[i][labels != labels[i]]
            neg_pair = neg_pair_[neg_pair_ + self.margin > min(pos_pair_)]
            pos_pair = pos_pair_[pos_pair_ - self.margin < max(neg_pair_)]
            if len(neg_pair) < 1 or len(pos_pair) < 1:
                continue
            pos_loss = 1.0 / self.scale_pos * torch.log(1 + torch.sum(torch.exp(-self.scale_pos * (pos_pair - self.thresh))))
            neg_loss = 1.0 / self.scale_neg * torch.log(1 + torch.sum(torch.exp(self.scale_neg * (neg_pair - self.thresh))))
            loss.append(pos_loss + neg_loss)
        if len(loss) == 0:
            return torch.zeros([], requires_grad=True)
        return sum(loss) / feats.size(0)


class CircleLoss(nn.Module):
    def __init__(self, m: float = 0.25, gamma: float = 16) -> None:
        super().__init__()
        self.m = m
        self.gamma = gamma
        self.soft_plus = nn.Softplus()

    def forward(self, sp: torch.Tensor, sn: torch.Tensor) -> torch.Tensor:
        ap = torch.clamp_min(-sp.detach() + 1 + self.m, min=0.0)
        an = torch.clamp_min(sn.detach() + self.m, min=0.0)
        logit_p = -ap * (sp - (1 - self.m)) * self.gamma
        logit_n = an * (sn - self.m) * self.gamma
        return self.soft_plus(torch.logsumexp(logit_n, dim=0) + torch.logsumexp(logit_p, dim=0))


class ProxyNCA(nn.Module):
    def __init__(self, classes=3, dim=4, scale=3.0):
        super().__init__()
        self.proxies = nn.Parameter(torch.randn(classes, dim) / 8)
        self.scale = scale

    def forward(self, x, labels):
        p = self.scale * F.normalize(self.proxies, p=2, dim=-1)
        x = self.scale * F.normalize(x, p=2, dim=-1)
        d = torch.cdist(x, p) ** 2
        onehot = F.one_hot(labels, p.size(0)).float()
        return (-onehot * F.log_softmax(-d, -1)).sum(-1).mean()


class ClipLoss(nn.Module):
    def __init__(self, init=math.log(1 / 0.07)):
        super().__init__()
        self.logit_scale = nn.Parameter(torch.ones([]) * init)

    def forward(self, image_features, text_features):
        image = image_features / image_features.norm(dim=-1, keepdim=True)
        text = text_features / text_features.norm(dim=-1, keepdim=True)
        logits = self.logit_scale.exp().clamp(max=100) * image @ text.t()
        labels = torch.arange(logits.shape[0], device=logits.device)
        return (F.cross_entropy(logits, labels) + F.cross_entropy(logits.t(), labels)) / 2


class SigLipLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.t_prime = nn.Parameter(torch.log(torch.tensor(10.0)))
        self.b = nn.Parameter(torch.tensor(-10.0))

    def forward(self, zimg, ztxt):
        logits = F.normalize(zimg) @ F.normalize(ztxt).T * self.t_prime.exp() + self.b
        labels = 2 * torch.eye(len(zimg)) - 1
        return -F.logsigmoid(labels * logits).sum() / len(zimg)


def off_diagonal(x):
    n, m = x.shape
    assert n == m
    return x.flatten()[:-1].view(n - 1, n + 1)[:, 1:].flatten()


class BarlowTwins(nn.Module):
    def __init__(self, dim=4, lambd=0.0051):
        super().__init__()
        self.lambd = lambd
        self.bn = nn.BatchNorm1d(dim, affine=False)

    def forward(self, z1, z2):
        c = self.bn(z1).T @ self.bn(z2)
        c.div_(z1.size(0))
        on_diag = torch.diagonal(c).add_(-1).pow_(2).sum()
        off_diag = off_diagonal(c).pow_(2).sum()
        return on_diag + self.lambd * off_diag


def vicreg(x, y, sim_coeff=25.0, std_coeff=25.0, cov_coeff=1.0):
    repr_loss = F.mse_loss(x, y)
    x = x - x.mean(dim=0)
    y = y - y.mean(dim=0)
    std_x = torch.sqrt(x.var(dim=0) + 0.0001)
    std_y = torch.sqrt(y.var(dim=0) + 0.0001)
    std_loss = torch.mean(F.relu(1 - std_x)) / 2 + torch.mean(F.relu(1 - std_y)) / 2
    n, d = x.shape
    cov_x, cov_y = (x.T @ x) / (n - 1), (y.T @ y) / (n - 1)
    cov_loss = off_diagonal(cov_x).pow_(2).sum().div(d) + off_diagonal(cov_y).pow_(2).sum().div(d)
    loss = sim_coeff * repr_loss + std_coeff * std_loss + cov_coeff * cov_loss
    return {"loss": loss, "invariance": repr_loss, "variance": std_loss, "covariance": cov_loss}


def byol(p, z):
    p = F.normalize(p, dim=-1, p=2)
    z = F.normalize(z.detach(), dim=-1, p=2)
    return (2 - 2 * (p * z).sum(dim=-1)).mean()


def simsiam(p1, p2, z1, z2):
    D = nn.CosineSimilarity(dim=1)
    return -(D(p1, z2.detach()).mean() + D(p2, z1.detach()).mean()) * 0.5


def align_loss(x, y, alpha=2):
    return (x - y).norm(p=2, dim=1).pow(alpha).mean()


def uniform_loss(x, t=2):
    return torch.pdist(x, p=2).pow(2).mul(-t).exp().mean().log()


class DINOLoss(nn.Module):
    def __init__(self, out_dim=4, student_temp=0.1, teacher_temp=0.04, momentum=0.9):
        super().__init__()
        self.student_temp, self.teacher_temp, self.momentum = student_temp, teacher_temp, momentum
        self.register_buffer("center", torch.zeros(1, out_dim))

    def forward(self, student_output, teacher_output):
        student = (student_output / self.student_temp).chunk(2)
        teacher = F.softmax((teacher_output - self.center) / self.teacher_temp, dim=-1).detach().chunk(2)
        total, terms = 0, 0
        for iq, q in enumerate(teacher):
            for v in range(len(student)):
                if v == iq:
                    continue
                total += torch.sum(-q * F.log_softmax(student[v], dim=-1), dim=-1).mean()
                terms += 1
        self.update_center(teacher_output)
        return total / terms

    @torch.no_grad()
    def update_center(self, teacher_output):
        batch_center = torch.sum(teacher_output, dim=0, keepdim=True)
        if dist.is_available() and dist.is_initialized():
            dist.all_reduce(batch_center)
        self.center = self.center * self.momentum + batch_center / len(teacher_output) * (1 - self.momentum)


def angular(anchors, positives, negatives, angle=45.0):
    alpha = math.tan(math.radians(angle)) ** 2
    term = 4.0 * alpha * torch.matmul(anchors + positives, negatives.t()) - 2.0 * (1 + alpha) * (
        anchors * positives
    ).sum(1, keepdim=True)
    top = term.max(dim=1, keepdim=True)[0]
    return torch.mean(top.squeeze(1) + torch.log(torch.exp(-top.squeeze(1)) + torch.exp(term - top).sum(1)))


def decorrelation(z):
    z = (z - z.mean(0)) / z.std(0)
    corr = torch.corrcoef(z.T)
    return (corr - torch.eye(corr.size(0))).abs().triu(1).sum()
