import re
from collections import Counter
import torch


class Vocabulary:
    def __init__(self, tokens, min_count=2):
        counts = Counter(tokens)
        self.words = ["<pad>", "<unk>"] + [w for w, c in counts.items() if c >= min_count]
        self.index = {w: i for i, w in enumerate(self.words)}

    def encode(self, text):
        return [self.index.get(w, 1) for w in re.findall(r"\w+", text.lower())]

    def __len__(self):
        return len(self.words)


def subsequent_mask(n):
    return torch.tril(torch.ones(n, n)).bool()


def tfidf(tf, df, n):
    return tf * (1 + torch.log(n / (1 + df)))


def batches(data, size):
    for i in range(0, len(data), size):
        yield data[i:i + size]


def bleu_precision(ref, hyp, n=4):
    grams = Counter(tuple(hyp[i:i + n]) for i in range(len(hyp) - n + 1))
    known = Counter(tuple(ref[i:i + n]) for i in range(len(ref) - n + 1))
    return sum((grams & known).values()) / max(sum(grams.values()), 1)
