import torch
import torch.nn as nn
import torch.nn.functional as F


class KTO(nn.Module):  # @loss
    def __init__(self, beta=0.1, desirable_weight=1.0, undesirable_weight=1.0):
        super().__init__()
        self.beta = beta
        self.desirable_weight = desirable_weight
        self.undesirable_weight = undesirable_weight

    def forward(self, policy_logps, ref_logps, is_good, kl):
        ratio = policy_logps - ref_logps
        good = 1 - torch.sigmoid(self.beta * (ratio - kl))
        bad = 1 - torch.sigmoid(self.beta * (kl - ratio))
        return torch.where(is_good, self.desirable_weight * good, self.undesirable_weight * bad).mean()


class PreferenceTrainer:
    def __init__(self, model, ref, beta=0.1):
        self.model = model
        self.ref = ref
        self.beta = beta

    def simpo_loss(self, chosen_logps, rejected_logps, gamma=0.5):  # @loss
        margin = chosen_logps - rejected_logps - gamma
        return -F.logsigmoid(self.beta * margin).mean()

    def train_step(self, batch, optimizer):
        loss = self.simpo_loss(self.model(batch["w"]), self.model(batch["l"]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    def reward_accuracy(self, chosen, rejected):
        return (chosen > rejected).float().mean()
