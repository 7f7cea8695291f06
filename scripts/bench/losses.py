import torch
import torch.nn.functional as F


def huber(pred, target, delta=1.0):  # preview: pred from -5 to 5, target = 0
    residual = pred - target
    size = torch.abs(residual)
    return torch.where(size < delta, 0.5 * residual**2, delta * size - 0.5 * delta**2)


def focal(logits, targets, gamma=2.0):  # preview: logits from -5 to 5, targets = 1
    bce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p = torch.sigmoid(logits)
    p_t = p * targets + (1 - p) * (1 - targets)
    return (1 - p_t) ** gamma * bce


def mined(embeddings, labels, margin=1.2):  # preview: embeddings: embedding[16, 4], labels = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]
    distances = torch.cdist(embeddings, embeddings)
    same = labels[:, None] == labels[None, :]
    positive = distances[same & ~torch.eye(len(labels), dtype=torch.bool)]
    negative = distances[~same]
    far = positive[positive > negative.min()]
    near = negative[negative < margin]
    loss = positive.mean()
    if len(far) > 0:
        loss = loss + far.pow(2).mean()
    if len(near) > 0:
        loss = loss + F.relu(margin - near).pow(2).mean()
    return loss


def unmined(embeddings, labels, margin=1.2):  # preview: embeddings: embedding[16, 4], labels = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]
    distances = torch.cdist(embeddings, embeddings)
    same = (labels[:, None] == labels[None, :]).float()
    others = same * (1 - torch.eye(len(labels)))
    pull = (others * distances.pow(2)).sum() / others.sum()
    push = ((1 - same) * F.relu(margin - distances).pow(2)).sum() / (1 - same).sum()
    return pull + push
