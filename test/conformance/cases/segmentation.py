"""Losses over pictures and masks."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable

try:
    from itertools import ifilterfalse
except ImportError:
    from itertools import filterfalse as ifilterfalse


class DiceLoss(nn.Module):
    def __init__(self, weight=None, size_average=True):
        super(DiceLoss, self).__init__()

    def forward(self, inputs, targets, smooth=1):
        inputs = torch.sigmoid(inputs)
        inputs = inputs.view(-1)
        targets = targets.view(-1)
        intersection = (inputs * targets).sum()
        dice = (2.0 * intersection + smooth) / (inputs.sum() + targets.sum() + smooth)
        return 1 - dice


class MulticlassDice(nn.Module):
    def __init__(self, n_classes, softmax=True):
        super().__init__()
        self.n_classes = n_classes
        self.softmax = softmax

    def _one_hot_encoder(self, input_tensor):
        tensor_list = []
        for i in range(self.n_classes):
            tensor_list.append((input_tensor == i).unsqueeze(1))
        return torch.cat(tensor_list, dim=1).float()

    def _dice_loss(self, score, target):
        target = target.float()
        smooth = 1e-5
        intersect = torch.sum(score * target)
        y_sum = torch.sum(target * target)
        z_sum = torch.sum(score * score)
        return 1 - (2 * intersect + smooth) / (z_sum + y_sum + smooth)

    def forward(self, inputs, target, weight=None):
        if self.softmax:
            inputs = torch.softmax(inputs, dim=1)
        target = self._one_hot_encoder(target)
        if weight is None:
            weight = [1] * self.n_classes
        assert inputs.size() == target.size(), "predict {} & target {} do not match".format(inputs.size(), target.size())
        class_wise = []
        loss = 0.0
        for i in range(0, self.n_classes):
            dice = self._dice_loss(inputs[:, i], target[:, i])
            class_wise.append(1.0 - dice.item())
            loss += dice * weight[i]
        return loss / self.n_classes


def generalized_dice(probs, onehot, eps=1e-6):
    dims = (0, 2, 3)
    w = 1.0 / (onehot.sum(dims) ** 2 + eps)
    inter = (w * (probs * onehot).sum(dims)).sum()
    union = (w * (probs + onehot).sum(dims)).sum()
    return 1 - 2 * inter / (union + eps)


def tversky(logits, mask, alpha=0.3, beta=0.7, smooth=1.0):
    p = torch.sigmoid(logits).flatten(1)
    m = mask.flatten(1)
    tp = (p * m).sum(1)
    fp = ((1 - m) * p).sum(1)
    fn = (m * (1 - p)).sum(1)
    return (1 - (tp + smooth) / (tp + alpha * fp + beta * fn + smooth)).mean()


def focal_tversky(logits, mask, gamma=0.75):
    return torch.pow(tversky(logits, mask), gamma)


def soft_iou(logits, mask):
    p = logits.sigmoid()
    inter = torch.einsum("bchw,bchw->bc", p, mask)
    union = torch.einsum("bchw->bc", p + mask) - inter
    return 1 - (inter / (union + 1e-8)).mean()


def combo(logits, mask, ce_ratio=0.5, smooth=1.0):
    p = torch.sigmoid(logits).reshape(-1)
    t = mask.reshape(-1)
    inter = (p * t).sum()
    dice = (2.0 * inter + smooth) / (p.sum() + t.sum() + smooth)
    p = torch.clamp(p, 1e-7, 1.0 - 1e-7)
    out = -(0.5 * (t * torch.log(p) + (1 - 0.5) * (1.0 - t) * torch.log(1.0 - p)))
    return ce_ratio * out.mean(-1) - (1 - ce_ratio) * dice


def lovasz_grad(gt_sorted):
    p = len(gt_sorted)
    gts = gt_sorted.sum()
    intersection = gts - gt_sorted.float().cumsum(0)
    union = gts + (1 - gt_sorted).float().cumsum(0)
    jaccard = 1.0 - intersection / union
    if p > 1:
        jaccard[1:p] = jaccard[1:p] - jaccard[0:-1]
    return jaccard


def lovasz_hinge(logits, labels):
    """Per image, over flattened pixels."""
    losses = []
    for logit, label in zip(logits, labels):
        flat, truth = logit.view(-1), label.view(-1)
        signs = 2.0 * truth.float() - 1.0
        errors = 1.0 - flat * Variable(signs)
        errors_sorted, perm = torch.sort(errors, dim=0, descending=True)
        grad = lovasz_grad(truth[perm.data])
        losses.append(torch.dot(F.relu(errors_sorted), Variable(grad)))
    return sum(losses) / len(losses)


def lovasz_softmax(probas, labels, classes="present"):
    if probas.numel() == 0:
        return probas * 0.0
    C = probas.size(1)
    probas = probas.permute(0, 2, 3, 1).reshape(-1, C)
    labels = labels.reshape(-1)
    losses = []
    for c in range(C):
        fg = (labels == c).float()
        if classes == "present" and fg.sum() == 0:
            continue
        errors = (fg - probas[:, c]).abs()
        errors_sorted, perm = torch.sort(errors, 0, descending=True)
        losses.append(torch.dot(errors_sorted, lovasz_grad(fg[perm])))
    return torch.stack(losses).mean()


class OhemCrossEntropy2d(nn.Module):
    def __init__(self, ignore_label=255, thresh=0.7, min_kept=4):
        super().__init__()
        self.thresh = thresh
        self.min_kept = max(1, min_kept)
        self.ignore_label = ignore_label
        self.criterion = nn.CrossEntropyLoss(ignore_index=ignore_label, reduction="none")

    def forward(self, score, target):
        pred = F.softmax(score, dim=1)
        pixel_losses = self.criterion(score, target).contiguous().view(-1)
        mask = target.contiguous().view(-1) != self.ignore_label
        tmp_target = target.clone()
        tmp_target[tmp_target == self.ignore_label] = 0
        pred = pred.gather(1, tmp_target.unsqueeze(1))
        pred, ind = pred.contiguous().view(-1)[mask].contiguous().sort()
        min_value = pred[min(self.min_kept, pred.numel() - 1)]
        threshold = max(min_value, self.thresh)
        pixel_losses = pixel_losses[mask][ind]
        pixel_losses = pixel_losses[pred < threshold]
        return pixel_losses.mean()


def gaussian_window(size, sigma):
    coords = torch.arange(size).float() - size // 2
    g = torch.exp(-(coords**2) / (2 * sigma**2))
    return g / g.sum()


def ssim_loss(img1, img2, window_size=5, sigma=1.5, C1=0.01**2, C2=0.03**2):
    channel = img1.size(1)
    one = gaussian_window(window_size, sigma).unsqueeze(1)
    window = one.mm(one.t()).unsqueeze(0).unsqueeze(0).expand(channel, 1, window_size, window_size).contiguous()
    pad = window_size // 2
    mu1 = F.conv2d(img1, window, padding=pad, groups=channel)
    mu2 = F.conv2d(img2, window, padding=pad, groups=channel)
    mu1_sq, mu2_sq, mu12 = mu1.pow(2), mu2.pow(2), mu1 * mu2
    s1 = F.conv2d(img1 * img1, window, padding=pad, groups=channel) - mu1_sq
    s2 = F.conv2d(img2 * img2, window, padding=pad, groups=channel) - mu2_sq
    s12 = F.conv2d(img1 * img2, window, padding=pad, groups=channel) - mu12
    ssim_map = ((2 * mu12 + C1) * (2 * s12 + C2)) / ((mu1_sq + mu2_sq + C1) * (s1 + s2 + C2))
    return 1 - ssim_map.mean()


class PhotometricSSIM(nn.Module):
    def __init__(self):
        super().__init__()
        self.mu_x_pool = nn.AvgPool2d(3, 1)
        self.mu_y_pool = nn.AvgPool2d(3, 1)
        self.refl = nn.ReflectionPad2d(1)
        self.C1 = 0.01**2
        self.C2 = 0.03**2

    def forward(self, x, y):
        x, y = self.refl(x), self.refl(y)
        mu_x, mu_y = self.mu_x_pool(x), self.mu_y_pool(y)
        sigma_x = self.mu_x_pool(x**2) - mu_x**2
        sigma_y = self.mu_y_pool(y**2) - mu_y**2
        sigma_xy = self.mu_x_pool(x * y) - mu_x * mu_y
        n = (2 * mu_x * mu_y + self.C1) * (2 * sigma_xy + self.C2)
        d = (mu_x**2 + mu_y**2 + self.C1) * (sigma_x + sigma_y + self.C2)
        l1 = torch.abs(x[:, :, 1:-1, 1:-1] - y[:, :, 1:-1, 1:-1])
        return (0.85 * torch.clamp((1 - n / d) / 2, 0, 1) + 0.15 * l1).mean()


class TVLoss(nn.Module):
    def __init__(self, weight=1.0):
        super().__init__()
        self.weight = weight

    def forward(self, x):
        b, c, h, w = x.size()
        count_h = c * (h - 1) * w
        count_w = c * h * (w - 1)
        h_tv = torch.pow((x[:, :, 1:, :] - x[:, :, : h - 1, :]), 2).sum()
        w_tv = torch.pow((x[:, :, :, 1:] - x[:, :, :, : w - 1]), 2).sum()
        return self.weight * 2 * (h_tv / count_h + w_tv / count_w) / b


def isotropic_tv(x, eps=1e-6):
    dx = F.pad(x[..., :, 1:] - x[..., :, :-1], (0, 1))
    dy = F.pad(x[..., 1:, :] - x[..., :-1, :], (0, 0, 0, 1))
    return torch.sqrt(dx**2 + dy**2 + eps).sum()


def edge_aware_smoothness(disp, img):
    disp = disp / (disp.mean(2, True).mean(3, True) + 1e-7)
    gx = torch.abs(disp[:, :, :, :-1] - disp[:, :, :, 1:])
    gy = torch.abs(disp[:, :, :-1, :] - disp[:, :, 1:, :])
    ix = torch.mean(torch.abs(img[:, :, :, :-1] - img[:, :, :, 1:]), 1, keepdim=True)
    iy = torch.mean(torch.abs(img[:, :, :-1, :] - img[:, :, 1:, :]), 1, keepdim=True)
    return (gx * torch.exp(-ix)).mean() + (gy * torch.exp(-iy)).mean()


def sobel_edges(pred, target):
    kernel = torch.tensor([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    kernels = torch.stack([kernel, kernel.T]).unsqueeze(1)
    return F.l1_loss(F.conv2d(pred, kernels, padding=1), F.conv2d(target, kernels, padding=1))


def gram_style(features, reference):
    def gram(f):
        n, c, h, w = f.shape
        f = f.view(n, c, h * w)
        return torch.bmm(f, f.transpose(1, 2)) / (c * h * w)

    return F.mse_loss(gram(features), gram(reference))


def boundary(probs, distances):
    return torch.einsum("bkwh,bkwh->bkwh", probs[:, 1:], distances[:, 1:]).mean()


def heatmap_soft_argmax(heatmap, points):
    b, k, h, w = heatmap.shape
    p = F.softmax(heatmap.view(b, k, -1) * 10, dim=-1).view(b, k, h, w)
    xs = (p.sum(2) * torch.arange(w)).sum(-1)
    ys = (p.sum(3) * torch.arange(h)).sum(-1)
    return F.smooth_l1_loss(torch.stack([xs, ys], -1), points)


def multi_scale_ce(logits, target):
    loss = 0
    for scale in (1.0, 0.5):
        small = F.interpolate(logits, scale_factor=scale, mode="bilinear", align_corners=False)
        label = F.interpolate(target.unsqueeze(1).float(), scale_factor=scale, mode="nearest").squeeze(1).long()
        loss = loss + F.cross_entropy(small, label)
    return loss


class BalancedPixels(nn.Module):
    """Classes weigh what they lack in the prediction; the weights are held by the old wrapper."""

    def forward(self, scores, labels):
        chances = torch.softmax(scores, dim=1).transpose(0, 1).flatten(1)
        weight = Variable((1.0 - chances).sum(-1) / chances.sum(-1), requires_grad=False)
        return F.cross_entropy(scores, labels, weight=weight)


def tiled(field, rows, columns):
    """Tiles by counts that are numbers; steps of zero and one tile leave the field as it is."""
    wide = field.sum(dim=2).unsqueeze(-1)
    return (wide.repeat(1, rows, columns) - field).square().mean()
