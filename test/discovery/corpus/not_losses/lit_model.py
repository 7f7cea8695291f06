import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torchmetrics import Accuracy


class LitClassifier(pl.LightningModule):
    def __init__(self, net, lr=1e-3, weight_decay=0.01):
        super().__init__()
        self.net = net
        self.lr = lr
        self.weight_decay = weight_decay
        self.acc = Accuracy()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self(x)
        loss = F.cross_entropy(logits, y)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self(x)
        loss = F.cross_entropy(logits, y)
        self.acc(logits, y)
        self.log_dict({"val_loss": loss, "val_acc": self.acc})
        return {"val_loss": loss}

    def validation_epoch_end(self, outputs):
        avg_loss = torch.stack([x["val_loss"] for x in outputs]).mean()
        self.log("avg_val_loss", avg_loss)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.lr, weight_decay=self.weight_decay)
