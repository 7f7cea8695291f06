import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast, TokenClassifierOutput


class Tagger(PreTrainedModel):
    def __init__(self, config):
        super().__init__(config)
        self.encoder = build(config)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)
        self.num_labels = config.num_labels

    def forward(self, input_ids=None, attention_mask=None, labels=None, return_dict=None):
        hidden = self.encoder(input_ids, attention_mask=attention_mask)[0]
        logits = self.classifier(hidden)
        loss = None
        if labels is not None:
            loss_fct = nn.CrossEntropyLoss()
            loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
        if not return_dict:
            output = (logits,)
            return ((loss,) + output) if loss is not None else output
        return TokenClassifierOutput(loss=loss, logits=logits)


class MixtureLM(PreTrainedModel):
    def forward(self, input_ids, labels=None, logits_to_keep=0, **kwargs):
        outputs = self.model(input_ids, **kwargs)
        logits = self.lm_head(outputs[0][:, -logits_to_keep:, :])
        loss = None
        if labels is not None:
            loss = self.loss_function(logits, labels, self.vocab_size)
        aux_loss = None
        if self.training:
            aux_loss = self.balance(outputs.router_logits)
            loss += self.coef * aux_loss.to(loss.device)  # @sum
        return CausalLMOutputWithPast(loss=loss, logits=logits)


class TinyGPT(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.wte = nn.Embedding(vocab, d)
        self.blocks = nn.ModuleList([nn.TransformerEncoderLayer(d, 4) for _ in range(2)])
        self.head = nn.Linear(d, vocab)

    def forward(self, idx, targets=None):
        x = self.wte(idx)
        for block in self.blocks:
            x = block(x)
        if targets is not None:
            logits = self.head(x)
            loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), ignore_index=-1)
        else:
            logits = self.head(x[:, [-1], :])
            loss = None
        return logits, loss

    def crop(self, size):
        self.wte.weight = nn.Parameter(self.wte.weight[:size])

    @torch.no_grad()
    def generate(self, idx, n, temperature=1.0, top_k=None):
        for _ in range(n):
            logits, _ = self(idx)
            probs = F.softmax(logits[:, -1, :] / temperature, dim=-1)
            idx = torch.cat((idx, torch.multinomial(probs, 1)), dim=1)
        return idx


class Siamese(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, a, b, label=None):
        za, zb = self.net(a), self.net(b)
        sim = F.cosine_similarity(za, zb)
        if label is None:
            return sim
        return sim, F.mse_loss(sim, label)


class Quantizer(nn.Module):
    def __init__(self, n, d, beta=0.25):
        super().__init__()
        self.embedding = nn.Embedding(n, d)
        self.beta = beta

    def forward(self, z):
        d = (z ** 2).sum(1, keepdim=True) + (self.embedding.weight ** 2).sum(1) - 2 * z @ self.embedding.weight.t()
        idx = d.argmin(1)
        q = self.embedding(idx)
        loss = F.mse_loss(q.detach(), z) * self.beta + F.mse_loss(q, z.detach())  # @sum
        return z + (q - z).detach(), loss, idx
