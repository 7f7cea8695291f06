import math
import torch
import torch.nn as nn


def smooth_targets(eps=0.1):
    return 1.0 - 0.5 * eps, 0.5 * eps


def overlap(b1, b2, ciou=False, eps=1e-7):
    (x1, y1, w1, h1), (x2, y2, w2, h2) = b1.chunk(4, -1), b2.chunk(4, -1)
    a, b = x1 - w1 / 2, x1 + w1 / 2
    c, d = x2 - w2 / 2, x2 + w2 / 2
    inter = (b.minimum(d) - a.maximum(c)).clamp(0)
    union = w1 * h1 + w2 * h2 - inter + eps
    iou = inter / union
    if ciou:
        v = (4 / math.pi ** 2) * (torch.atan(w2 / h2) - torch.atan(w1 / h1)).pow(2)
        return iou - v
    return iou


class BlurredBCE(nn.Module):  # @loss
    def __init__(self, alpha=0.05):
        super().__init__()
        self.fcn = nn.BCEWithLogitsLoss(reduction="none")
        self.alpha = alpha

    def forward(self, pred, true):
        loss = self.fcn(pred, true)
        pred = torch.sigmoid(pred)
        dx = pred - true
        loss *= 1 - torch.exp((dx - 1) / (self.alpha + 1e-4))
        return loss.mean()


class QualityFocal(nn.Module):  # @loss
    def __init__(self, loss_fcn, gamma=1.5, alpha=0.25):
        super().__init__()
        self.loss_fcn = loss_fcn
        self.gamma = gamma
        self.alpha = alpha
        self.reduction = loss_fcn.reduction
        self.loss_fcn.reduction = "none"

    def forward(self, pred, true):
        loss = self.loss_fcn(pred, true)
        prob = torch.sigmoid(pred)
        a = true * self.alpha + (1 - true) * (1 - self.alpha)
        loss *= a * torch.abs(true - prob) ** self.gamma
        if self.reduction == "mean":
            return loss.mean()
        elif self.reduction == "sum":
            return loss.sum()
        return loss


class DetectionLoss:  # @loss
    sort_by_iou = False

    def __init__(self, model, autobalance=False):
        device = next(model.parameters()).device
        h = model.hyp
        bce_cls = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([h["cls_pw"]], device=device))
        bce_obj = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([h["obj_pw"]], device=device))
        self.cp, self.cn = smooth_targets(eps=h.get("label_smoothing", 0.0))
        g = h["fl_gamma"]
        if g > 0:
            bce_cls, bce_obj = QualityFocal(bce_cls, g), QualityFocal(bce_obj, g)
        self.balance = [4.0, 1.0, 0.4]
        self.bce_cls, self.bce_obj, self.hyp, self.autobalance = bce_cls, bce_obj, h, autobalance

    def __call__(self, p, targets):
        lcls = torch.zeros(1)
        lbox = torch.zeros(1)
        lobj = torch.zeros(1)
        tcls, tbox, indices, anchors = self.build_targets(p, targets)
        for i, pi in enumerate(p):
            b, a, gj, gi = indices[i]
            tobj = torch.zeros(pi.shape[:4])
            n = b.shape[0]
            if n:
                pxy, pwh, _, pcls = pi[b, a, gj, gi].split((2, 2, 1, 80), 1)
                pbox = torch.cat((pxy.sigmoid() * 2 - 0.5, pwh), 1)
                iou = overlap(pbox, tbox[i], ciou=True).squeeze()
                lbox += (1.0 - iou).mean()
                tobj[b, a, gj, gi] = iou.detach().clamp(0).type(tobj.dtype)
                t = torch.full_like(pcls, self.cn)
                t[range(n), tcls[i]] = self.cp
                lcls += self.bce_cls(pcls, t)
            obji = self.bce_obj(pi[..., 4], tobj)
            lobj += obji * self.balance[i]
            if self.autobalance:
                self.balance[i] = self.balance[i] * 0.9999 + 0.0001 / obji.detach().item()
        lbox *= self.hyp["box"]
        lobj *= self.hyp["obj"]
        lcls *= self.hyp["cls"]
        bs = tobj.shape[0]
        return (lbox + lobj + lcls) * bs, torch.cat((lbox, lobj, lcls)).detach()

    def build_targets(self, p, targets):
        na, nt = 3, targets.shape[0]
        tcls, tbox, indices, anch = [], [], [], []
        gain = torch.ones(7)
        for i in range(3):
            gain[2:6] = torch.tensor(p[i].shape)[[3, 2, 3, 2]]
            t = targets * gain
            b, c = t[:, :2].long().T
            indices.append((b, c))
            tbox.append(t[:, 2:6])
            tcls.append(c)
        return tcls, tbox, indices, anch
