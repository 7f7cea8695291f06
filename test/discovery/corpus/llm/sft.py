import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import Trainer, TrainingArguments


class MaskedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):  # @loss
        labels = inputs.pop("labels")
        weights = inputs.pop("weights")
        outputs = model(**inputs)
        logits = outputs.logits[..., :-1, :].contiguous()
        per = F.cross_entropy(logits.view(-1, logits.size(-1)), labels[..., 1:].reshape(-1), reduction="none")
        loss = (per * weights[..., 1:].reshape(-1)).sum() / weights.sum()
        return (loss, outputs) if return_outputs else loss

    def training_step(self, model, inputs):
        model.train()
        loss = self.compute_loss(model, inputs)
        self.accelerator.backward(loss)
        return loss.detach() / self.args.gradient_accumulation_steps

    def prediction_step(self, model, inputs, prediction_loss_only):
        with torch.no_grad():
            loss, outputs = self.compute_loss(model, inputs, return_outputs=True)
        return (loss, outputs.logits, inputs["labels"])


def preprocess(example, tokenizer, n=512):
    out = tokenizer(example["text"], truncation=True, max_length=n)
    out["labels"] = out["input_ids"].copy()
    return out


def compute_metrics(p):
    pred = p.predictions.argmax(-1)
    return {"accuracy": float((pred == p.label_ids).mean())}


def chunked_lm(hidden, weight, labels, chunk=1024):  # @loss
    total = 0.0
    for i in range(0, hidden.shape[0], chunk):
        logits = hidden[i:i + chunk] @ weight.t()
        total = total + F.cross_entropy(logits.float(), labels[i:i + chunk], reduction="sum")
    return total / (labels != -100).sum()
