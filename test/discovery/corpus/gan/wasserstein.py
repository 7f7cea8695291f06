import torch
import torch.nn as nn
import torch.nn.functional as F
import tensorflow as tf
from torch import autograd


class Potential(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, d * 2), nn.BatchNorm1d(d * 2), nn.LeakyReLU(0.2), nn.Linear(d * 2, 1))

    def forward(self, x):
        return self.net(x)

    def gradient_penalty(self, a, b):  # @loss
        alpha = torch.rand(a.size(0), 1).expand(a.size())
        mid = autograd.Variable(alpha * a + (1 - alpha) * b, requires_grad=True)
        out = self.net(mid)
        g = autograd.grad(outputs=out, inputs=mid, grad_outputs=torch.ones(out.size()), create_graph=True, retain_graph=True)[0]
        gp = (g.norm(2, dim=1) - 1) ** 2
        return gp.mean()

    def trainable(self):
        return [{"params": self.parameters(), "lr_mult": 1.0}]


def r1(real_logits, real_img):  # @loss
    grad = autograd.grad(outputs=real_logits.sum(), inputs=real_img, create_graph=True)[0]
    return grad.square().sum(dim=[1, 2, 3]).mean()


def saturating(disc, fake, real, mask):  # @loss
    hole = 1.0 - mask
    logits = disc(torch.cat([mask - 0.5, fake * hole + real * mask], dim=1))
    return F.softplus(-logits).mean()


class ImageGan:
    def __init__(self, gen, disc, noise_dim=64):
        self.gen, self.disc, self.noise_dim = gen, disc, noise_dim
        self.xent = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
        self.mae = tf.keras.losses.MeanAbsoluteError()

    def make_fakes(self, n=100):
        noise = tf.random.normal([n, self.noise_dim])
        return self.gen(noise, training=False).numpy(), noise

    def critic_loss(self, fake_logits, real_logits):  # @loss
        return tf.reduce_mean(fake_logits) - tf.reduce_mean(real_logits)

    def gen_loss(self, fake_logits):  # @loss
        return - tf.reduce_mean(fake_logits)

    def penalty(self, real, fake):  # @loss
        eps = tf.random.uniform([real.shape[0], 1, 1, 1], 0.0, 1.0)
        inter = real + eps * (fake - real)
        with tf.GradientTape() as tape:
            tape.watch(inter)
            pred = self.disc(inter)
        grad = tape.gradient(pred, [inter])[0]
        slopes = tf.sqrt(tf.reduce_sum(tf.square(grad), axis=[1, 2, 3]))
        return tf.reduce_mean((slopes - 1.0) ** 2)

    def classifier_loss(self, images, classes):  # @loss
        loss = self.xent(images, classes)
        return loss

    def cycle_loss(self, real, cycled):  # @loss
        return self.mae(real, cycled)

    @tf.function
    def train_d(self, x):
        z = tf.random.normal((16, self.noise_dim))
        with tf.GradientTape() as t:
            fake = self.gen(z, training=True)
            cost = self.critic_loss(self.disc(fake), self.disc(x))
            cost += 10.0 * self.penalty(x, fake)  # @sum
        grad = t.gradient(cost, self.disc.trainable_variables)
        self.d_opt.apply_gradients(zip(grad, self.disc.trainable_variables))
        return cost


def hinge_pair(dis_real, dis_fake):  # @loss
    a = torch.mean(torch.relu(1.0 - dis_real))
    b = torch.mean(torch.relu(1.0 + dis_fake))
    return a, b


def path_length(fake, latents, mean_path, decay=0.01):  # @loss
    noise = torch.randn_like(fake) / 8.0
    grad, = autograd.grad(outputs=(fake * noise).sum(), inputs=latents, create_graph=True)
    lengths = torch.sqrt(grad.pow(2).sum(2).mean(1))
    path_mean = mean_path + decay * (lengths.mean() - mean_path)
    return (lengths - path_mean).pow(2).mean(), path_mean.detach(), lengths
