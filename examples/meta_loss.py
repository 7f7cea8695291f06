"""Learned losses: a small network that says how wrong a prediction is."""

import torch
import torch.nn as nn


class MetaLossNetwork(nn.Module):
    def __init__(self, feature_dim=4, hidden_dim=64):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(feature_dim + 2, hidden_dim),
            nn.ReLU(),
            nn.Linear(hidden_dim, hidden_dim // 2),
            nn.ReLU(),
            nn.Linear(hidden_dim // 2, 1),
            nn.Softplus(),
        )

    def forward(self, features, predictions, targets):
        flat = features.view(features.size(0), -1)
        joined = torch.cat([flat, predictions.unsqueeze(1), targets.unsqueeze(1)], dim=1)
        return self.net(joined).mean()
