import argparse
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=1e-3)
    return parser.parse_args()


def train_one_epoch(model, loader, criterion, optimizer, device):
    model.train()
    running_loss, correct = 0.0, 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        optimizer.zero_grad()
        out = model(x)
        loss = criterion(out, y)
        loss.backward()
        optimizer.step()
        running_loss += loss.item() * x.size(0)
        correct += (out.argmax(1) == y).sum().item()
    return running_loss / len(loader.dataset), correct / len(loader.dataset)


def validate(model, loader, criterion, device):
    model.eval()
    total = 0.0
    with torch.no_grad():
        for x, y in loader:
            total += criterion(model(x.to(device)), y.to(device)).item()
    return total / len(loader)


def compute_val_loss(model, batch, criterion):
    with torch.no_grad():
        return criterion(model(batch[0]), batch[1]).item()


def main():
    args = parse_args()
    model = nn.Linear(3, 2)
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.SGD(model.parameters(), lr=args.lr)
    best = float("inf")
    for epoch in range(10):
        loss, acc = train_one_epoch(model, [], criterion, optimizer, "cpu")
        if loss < best:
            best = loss
            torch.save(model.state_dict(), "best.pt")


if __name__ == "__main__":
    main()
