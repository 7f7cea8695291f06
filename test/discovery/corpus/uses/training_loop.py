import torch
import torch.nn as nn
import torch.nn.functional as F

BETA = 0.25
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)  # @call
plain = nn.MSELoss()
triplet = nn.TripletMarginLoss(margin=0.5, p=2)  # @call
ignore = nn.CrossEntropyLoss(ignore_index=-100)


def train(model, loader, optimizer, device, epochs=10):
    for epoch in range(epochs):
        running = 0.0
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            out, mu, logvar = model(x)
            recon = F.huber_loss(out, y, delta=0.5)  # @call
            kl = -0.5 * torch.mean(1 + logvar - mu.pow(2) - logvar.exp())
            loss = recon + 0.1 * kl  # @sum
            loss.backward()
            optimizer.step()
            running += loss.item() * x.size(0)
        print(f"{epoch}: {running / len(loader.dataset):.4f}")


@torch.no_grad()
def evaluate(model, loader):
    model.eval()
    total, correct = 0.0, 0
    for x, y in loader:
        out = model(x)
        total += F.cross_entropy(out, y, reduction="sum").item()
        correct += (out.argmax(1) == y).sum().item()
    return total / len(loader.dataset), correct / len(loader.dataset)
