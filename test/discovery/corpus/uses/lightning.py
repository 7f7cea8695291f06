import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torch import nn


class LitClassifier(pl.LightningModule):
    def __init__(self, backbone, lr=1e-3, aux_weight=0.4):
        super().__init__()
        self.backbone = backbone
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([2.0, 3.0]))  # @call
        self.aux_weight = aux_weight
        self.lr = lr

    def forward(self, x):
        return self.backbone(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        out, aux = self(x)
        main_loss = self.criterion(out, y)
        aux_loss = self.criterion(aux, y)
        loss = main_loss + self.aux_weight * aux_loss  # @sum
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch, batch_idx):
        x, y = batch
        out, _ = self(x)
        loss = F.cross_entropy(out, y)
        return {"val_loss": loss}

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.lr)
