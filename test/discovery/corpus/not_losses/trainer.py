import torch
import torch.nn.functional as F


class Trainer:
    def __init__(self, model, optimizer, criterion, device="cpu"):
        self.model = model
        self.optimizer = optimizer
        self.criterion = criterion
        self.device = device
        self.best = float("inf")

    def _step(self, batch):
        x, y = [t.to(self.device) for t in batch]
        loss = self.criterion(self.model(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def fit(self, loader, epochs=5):
        for _ in range(epochs):
            total = sum(self._step(b) for b in loader)
            print(total / len(loader))

    def validate(self, loader):
        self.model.eval()
        with torch.no_grad():
            losses = [self.criterion(self.model(x), y).item() for x, y in loader]
        return sum(losses) / len(losses)


class EarlyStopping:
    def __init__(self, patience=7, delta=0.0):
        self.patience = patience
        self.delta = delta
        self.counter = 0
        self.best_score = None

    def __call__(self, val_loss, model):
        score = -val_loss
        if self.best_score is None or score > self.best_score + self.delta:
            self.best_score = score
            self.counter = 0
        else:
            self.counter += 1
        return self.counter >= self.patience


def closure_example(model, opt, x, y):
    def closure():
        opt.zero_grad()
        loss = F.mse_loss(model(x), y)
        loss.backward()
        return loss

    opt.step(closure)
