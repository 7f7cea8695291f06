import os
import cv2
import numpy as np
import torch
from torch.utils.data import Dataset


class SegmentationFolder(Dataset):
    def __init__(self, root, size=256, mean=(0.5, 0.5, 0.5)):
        self.files = sorted(os.listdir(root))
        self.root = root
        self.size = size
        self.mean = np.array(mean)

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        img = cv2.imread(os.path.join(self.root, self.files[i]))
        img = cv2.resize(img, (self.size, self.size)) / 255.0
        img = (img - self.mean) / 0.5
        return torch.from_numpy(img).permute(2, 0, 1).float()

    def class_weights(self, masks, n):
        counts = np.bincount(masks.ravel(), minlength=n)
        freq = counts / counts.sum()
        return 1.0 / np.log(1.02 + freq)


def pad_batch(items, value=0):
    n = max(len(x) for x in items)
    out = torch.full((len(items), n), value)
    for i, x in enumerate(items):
        out[i, : len(x)] = x
    return out
