import glob
import os
import torch


def latest(folder):
    return max(glob.glob(os.path.join(folder, "*.pt")), key=os.path.getmtime)


def load_into(model, path, strict=True):
    state = torch.load(path, map_location="cpu")
    missing, unexpected = model.load_state_dict(state["model"], strict=strict)
    return state.get("best_loss", float("inf")), missing


def average(paths):
    states = [torch.load(p) for p in paths]
    return {k: sum(s[k] for s in states) / len(states) for k in states[0]}
