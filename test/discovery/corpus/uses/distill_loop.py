import torch
import torch.nn.functional as F


class Trainer:
    def __init__(self, student, teacher, alpha=0.5, T=2.0):
        self.student, self.teacher = student, teacher
        self.alpha, self.T = alpha, T

    def train_step(self, batch, optimizer):
        x, y = batch
        s = self.student(x)
        with torch.no_grad():
            t = self.teacher(x)
        hard = F.cross_entropy(s, y, label_smoothing=0.1)  # @call
        soft = F.kl_div(F.log_softmax(s / self.T, -1), F.softmax(t / self.T, -1), reduction="batchmean")
        loss = self.alpha * hard + (1 - self.alpha) * self.T ** 2 * soft  # @sum
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return {"loss": loss.item()}
