"""Losses of metric, self-supervised and generative learning with JAX."""

import jax
import jax.numpy as jnp
import optax
from jax import lax, random


def normalize(x, axis=-1, eps=1e-8):
    return x / (jnp.linalg.norm(x, axis=axis, keepdims=True) + eps)


def info_nce(z1, z2, temperature=0.1):
    z1, z2 = normalize(z1), normalize(z2)
    logits = jnp.einsum("id,jd->ij", z1, z2) / temperature
    labels = jnp.arange(logits.shape[0])
    forward = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
    backward = optax.softmax_cross_entropy_with_integer_labels(logits.T, labels)
    return 0.5 * (forward.mean() + backward.mean())


def nt_xent(hidden, temperature=0.5, large=1e9):
    hidden = normalize(hidden)
    h1, h2 = jnp.split(hidden, 2, axis=0)
    n = h1.shape[0]
    labels = jax.nn.one_hot(jnp.arange(n), n * 2)
    masks = jax.nn.one_hot(jnp.arange(n), n)
    aa = jnp.matmul(h1, h1.T) / temperature - masks * large
    ab = jnp.matmul(h1, h2.T) / temperature
    return optax.softmax_cross_entropy(jnp.concatenate([ab, aa], axis=1), labels).mean()


def siglip(zimg, ztxt, t_prime, bias):
    logits = zimg @ ztxt.T * jnp.exp(t_prime) + bias
    labels = 2 * jnp.eye(zimg.shape[0]) - 1
    return -jnp.sum(jax.nn.log_sigmoid(labels * logits)) / zimg.shape[0]


def byol_regression(p, z):
    p, z = normalize(p), normalize(lax.stop_gradient(z))
    return jnp.mean(2 - 2 * jnp.sum(p * z, axis=-1))


def vicreg(x, y, sim=25.0, std=25.0, cov=1.0):
    n, d = x.shape
    invariance = jnp.mean(jnp.square(x - y))
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    variance = sum(jnp.mean(jax.nn.relu(1 - jnp.sqrt(z.var(axis=0, ddof=1) + 1e-4))) for z in (x, y)) / 2
    off = lambda c: jnp.sum(jnp.square(c * (1 - jnp.eye(d)))) / d
    covariance = off(x.T @ x / (n - 1)) + off(y.T @ y / (n - 1))
    return sim * invariance + std * variance + cov * covariance


def barlow_twins(a, b, lambd=5e-3):
    a = (a - a.mean(0)) / a.std(0)
    b = (b - b.mean(0)) / b.std(0)
    c = a.T @ b / a.shape[0]
    on = jnp.square(jnp.diagonal(c) - 1).sum()
    off = jnp.square(c).sum() - jnp.square(jnp.diagonal(c)).sum()
    return on + lambd * off


def batch_hard_triplet(embeddings, labels, margin=0.5):
    squared = jnp.sum(embeddings**2, axis=1)
    distances = squared[:, None] - 2 * embeddings @ embeddings.T + squared[None, :]
    distances = jnp.sqrt(jnp.maximum(distances, 1e-12))
    same = labels[:, None] == labels[None, :]
    diagonal = jnp.eye(labels.shape[0], dtype=bool)
    hardest_positive = jnp.max(jnp.where(same & ~diagonal, distances, -jnp.inf), axis=1)
    hardest_negative = jnp.min(jnp.where(same, jnp.inf, distances), axis=1)
    return jnp.mean(jnp.maximum(hardest_positive - hardest_negative + margin, 0.0))


def supervised_contrastive(features, labels, temperature=0.2):
    features = normalize(features)
    logits = features @ features.T / temperature
    logits = logits - lax.stop_gradient(logits.max(axis=1, keepdims=True))
    not_self = 1.0 - jnp.eye(features.shape[0])
    positive = jnp.equal(labels[:, None], labels).astype(jnp.float32) * not_self
    log_prob = logits - jnp.log(jnp.sum(jnp.exp(logits) * not_self, axis=1, keepdims=True))
    return -(positive * log_prob).sum(1).mean() / jnp.maximum(positive.sum(1).mean(), 1)


def cosine_margin(embeddings, weights, labels, s=16.0, m=0.2):
    cosine = jnp.clip(normalize(embeddings) @ normalize(weights, axis=0), -1 + 1e-6, 1 - 1e-6)
    theta = jnp.arccos(cosine)
    chosen = jax.nn.one_hot(labels, weights.shape[1], dtype=bool)
    logits = jnp.where(chosen, jnp.cos(theta + m), cosine) * s
    return -jnp.mean(jax.nn.log_softmax(logits)[chosen]) if False else optax.softmax_cross_entropy(
        logits, chosen.astype(logits.dtype)
    ).mean()


def sinkhorn(x, y, epsilon=0.5, n_iters=8):
    cost = jnp.sum((x[:, None, :] - y[None, :, :]) ** 2, axis=-1)
    n, m = cost.shape
    log_mu, log_nu = jnp.full(n, -jnp.log(n)), jnp.full(m, -jnp.log(m))

    def body(_, potentials):
        f, g = potentials
        f = epsilon * (log_mu - jax.nn.logsumexp((g[None, :] - cost) / epsilon, axis=1))
        g = epsilon * (log_nu - jax.nn.logsumexp((f[:, None] - cost) / epsilon, axis=0))
        return f, g

    f, g = lax.fori_loop(0, n_iters, body, (jnp.zeros(n), jnp.zeros(m)))
    plan = jnp.exp((f[:, None] + g[None, :] - cost) / epsilon)
    return jnp.sum(plan * cost)


def mmd_rbf(x, y, bandwidths=(0.5, 1.0, 2.0)):
    def kernel(a, b):
        d = jnp.sum((a[:, None] - b[None]) ** 2, -1)
        return sum(jnp.exp(-d / (2 * s**2)) for s in bandwidths)

    return kernel(x, x).mean() + kernel(y, y).mean() - 2 * kernel(x, y).mean()


@jax.vmap
def kl_divergence(mean, logvar):
    return -0.5 * jnp.sum(1 + logvar - jnp.square(mean) - jnp.exp(logvar))


@jax.vmap
def binary_cross_entropy_with_logits(logits, labels):
    logits = jax.nn.log_sigmoid(logits)
    return -jnp.sum(labels * logits + (1.0 - labels) * jnp.log(-jnp.expm1(logits)))


def vae_loss(recon_x, x, mean, logvar, beta=1.0):
    return binary_cross_entropy_with_logits(recon_x, x).mean() + beta * kl_divergence(mean, logvar).mean()


def vq_loss(inputs, codebook, commitment_cost=0.25):
    flat = inputs.reshape(-1, codebook.shape[1])
    distances = (
        jnp.sum(flat**2, 1, keepdims=True) - 2 * jnp.matmul(flat, codebook.T) + jnp.sum(codebook.T**2, 0, keepdims=True)
    )
    indices = jnp.argmin(distances, axis=1)
    quantized = jnp.take(codebook, indices, axis=0).reshape(inputs.shape)
    e_latent = jnp.mean((lax.stop_gradient(quantized) - inputs) ** 2)
    q_latent = jnp.mean((quantized - lax.stop_gradient(inputs)) ** 2)
    straight = inputs + lax.stop_gradient(quantized - inputs)
    return q_latent + commitment_cost * e_latent + 0.1 * jnp.mean(straight**3)


def hinge_gan(real, fake):
    return jnp.mean(jax.nn.relu(1.0 - real)) + jnp.mean(jax.nn.relu(1.0 + fake)), -jnp.mean(fake)


def gradient_penalty(w, real, fake, mix):
    critic = lambda x: jnp.sum(jnp.tanh(x @ w))
    between = mix[:, None] * real + (1 - mix[:, None]) * fake
    slopes = jax.vmap(jax.grad(critic))(between)
    return jnp.mean((jnp.sqrt(jnp.sum(slopes**2, axis=-1) + 1e-12) - 1.0) ** 2)


def denoising_score(w, x, noise, sigma):
    noisy = x + sigma[:, None] * noise
    score = jnp.tanh(noisy @ w)
    return jnp.mean(jnp.sum((score * sigma[:, None] + noise) ** 2, axis=-1))


def sliced_score(w, x, v):
    score = lambda x: jnp.tanh(x @ w)

    def one(x, v):
        s, sv = jax.jvp(score, (x,), (v,))
        return jnp.dot(v, sv) + 0.5 * jnp.dot(v, s) ** 2

    return jnp.mean(jax.vmap(one)(x, v))


def flow_matching(w, x0, x1, t):
    xt = (1 - t)[:, None] * x0 + t[:, None] * x1
    velocity = jnp.concatenate([xt, t[:, None]], axis=-1) @ w
    return optax.l2_loss(velocity, x1 - x0).mean()


def min_snr_weighted(eps_hat, eps, alphas, steps, gamma=5.0):
    snr = alphas / (1 - alphas)
    weight = jnp.minimum(snr[steps], gamma) / snr[steps]
    mse = jnp.mean(jnp.square(eps_hat - eps), axis=tuple(range(1, eps.ndim)))
    return (weight * mse).mean()


def affine_flow_nll(params, x):
    def couple(x, layer):
        a, b = jnp.split(x, 2, axis=-1)
        s = jnp.tanh(a @ layer["s"])
        return jnp.concatenate([b * jnp.exp(s) + a @ layer["t"], a], axis=-1), s.sum(-1)

    log_det = 0.0
    for layer in params:
        x, change = couple(x, layer)
        log_det += change
    log_p = -0.5 * jnp.sum(x**2 + jnp.log(2 * jnp.pi), axis=-1)
    return -jnp.mean(log_p + log_det)


def ssim_loss(x, y, window=3, c1=0.01**2, c2=0.03**2):
    kernel = jnp.ones((window, window, 1, 1)) / window**2
    blur = lambda t: lax.conv_general_dilated(
        t, kernel, window_strides=(1, 1), padding="VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
    mx, my = blur(x), blur(y)
    vx, vy = blur(x * x) - mx**2, blur(y * y) - my**2
    vxy = blur(x * y) - mx * my
    ssim = (2 * mx * my + c1) * (2 * vxy + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return 1 - ssim.mean()


def total_variation(image):
    pool = lambda t: jax.lax.reduce_window(t, 0.0, lax.add, (1, 2, 2, 1), (1, 2, 2, 1), "VALID") / 4
    coarse = pool(image)
    fine = jnp.abs(jnp.diff(image, axis=1)).mean() + jnp.abs(jnp.diff(image, axis=2)).mean()
    return fine + jnp.square(jnp.diff(coarse, axis=1)).mean()


def gumbel_softmax_kl(logits, seed=0, tau=1.0):
    key = random.PRNGKey(seed)
    noise = random.gumbel(key, logits.shape)
    q = jax.nn.softmax(logits)
    kl = jnp.sum(q * (jnp.log(q + 1e-10) - jnp.log(1.0 / logits.shape[-1])), axis=-1)
    return kl.mean() + 0.0 * jnp.sum(jax.nn.softmax((logits + noise) / tau))
