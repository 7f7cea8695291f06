from difflib import SequenceMatcher


def similarity(a, b):
    return SequenceMatcher(None, a, b).ratio()


def jaccard(a, b):
    a, b = set(a), set(b)
    return len(a & b) / len(a | b)


def dedupe(items, thr=0.9):
    kept = []
    for x in items:
        if all(similarity(x, y) < thr for y in kept):
            kept.append(x)
    return kept
