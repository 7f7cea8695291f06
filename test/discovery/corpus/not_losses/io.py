import csv
import json
import os
import pickle


def read_losses(path):
    with open(path) as f:
        return [float(r["loss"]) for r in csv.DictReader(f)]


def save_results(path, results):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        json.dump(results, f)


def best_run(runs):
    return min(runs, key=lambda r: r["val_loss"])


def load(path):
    with open(path, "rb") as f:
        return pickle.load(f)


def parse_log(text):
    return [float(l.split("loss=")[1]) for l in text.splitlines() if "loss=" in l]
