import pytorch_lightning as pl
import torch
import torch.nn as nn
import torch.nn.functional as F


class LitRegressor(pl.LightningModule):
    def __init__(self, net, optimizer=torch.optim.Adam, learning_rate=1e-4, loss=torch.nn.MSELoss):
        super().__init__()
        self.lr = learning_rate
        self.loss = loss()
        self.net = net

    def forward(self, x):
        return self.net.forward(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.loss(self(x), y)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch, batch_idx):
        x, y = batch
        val_loss = self.loss(self(x), y)
        self.log("val_loss", val_loss)
        return val_loss


class LitVae(pl.LightningModule):
    def __init__(self, model, kl_loss_weight=0.1):
        super().__init__()
        self.model = model
        self.recon_loss = nn.MSELoss()
        self.kl_loss_weight = kl_loss_weight

    def forward(self, data):
        return self.model(data)

    def _step(self, batch, stage):
        mean, logvar = self.model.encode(batch)
        recon = self.model.decode(self.model.reparametrize(mean, logvar))
        kl_loss = torch.mean(-0.5 * torch.sum(1 + logvar - mean ** 2 - logvar.exp(), dim=1), dim=0)
        rec_loss = self.recon_loss(recon, batch)
        loss = self.kl_loss_weight * kl_loss + rec_loss  # @sum
        self.log(f"{stage}/loss", loss)
        return loss

    def training_step(self, batch, batch_idx):
        return self._step(batch, "train")


class LitSpeech(pl.LightningModule):
    def __init__(self, hparams):
        super().__init__()
        self.criterion = nn.CTCLoss()
        self.proj = nn.Linear(hparams.d, hparams.vocab)

    def training_step(self, batch, batch_idx):
        logits = self.proj(batch["x"])
        loss = self._calculate_loss(logits, batch)
        return {"loss": loss, "log": {"train/loss": loss}}

    def _calculate_loss(self, logits, batch):  # @loss
        logp = F.log_softmax(logits, dim=-1).transpose(0, 1)
        return self.criterion(logp, batch["y"], batch["x_len"], batch["y_len"])

    def validation_epoch_end(self, outputs):
        avg_loss = torch.stack([x["val_loss"] for x in outputs]).mean()
        return {"avg_val_loss": avg_loss}

    def run_step(self, batch, prefix=""):
        res = {}
        out = self.forward(batch["image"])
        res[prefix + "loss"] = self.criterion(out, batch["label"])
        for name, fn in self.metrics.items():
            res[prefix + name] = fn(out, batch["label"])
        return res
