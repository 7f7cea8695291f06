"""Losses of regression, densities and physics with jax.numpy, optax and jax.scipy."""

import functools
import math

import jax
import jax.numpy as jnp
import jax.scipy.stats as jstats
import optax
from jax.scipy.special import gammaln, logsumexp


def charbonnier(prediction, target, eps=1e-3, alpha=0.45):
    return jnp.mean(((prediction - target) ** 2 + eps**2) ** alpha)


def general_robust(residual, alpha=1.0, scale=0.5):
    squared = (residual / scale) ** 2
    if alpha == 2:
        return 0.5 * squared
    if alpha == 0:
        return jnp.log1p(0.5 * squared)
    beta = abs(alpha - 2.0)
    return (beta / alpha) * ((squared / beta + 1.0) ** (0.5 * alpha) - 1.0)


def pinball(y_true, y_pred, quantiles=(0.1, 0.5, 0.9)):
    q = jnp.asarray(quantiles)
    error = y_true[:, None] - y_pred
    return jnp.maximum(q * error, (q - 1) * error).sum(-1).mean()


def heteroscedastic(mean, log_var, target):
    precision = jnp.exp(-log_var)
    return 0.5 * (precision * jnp.square(target - mean) + log_var + math.log(2 * math.pi)).mean()


def mixture_density(params, y, n_components=3):
    log_pi, mu, log_sigma = jnp.split(params, 3, axis=-1)
    log_pi = jax.nn.log_softmax(log_pi)
    log_prob = jstats.norm.logpdf(y[:, None], loc=mu, scale=jnp.exp(log_sigma))
    assert log_prob.shape[-1] == n_components
    return -logsumexp(log_pi + log_prob, axis=-1).mean()


def student_t(x, df, loc, scale):
    return -jstats.t.logpdf(x, df, loc, scale).sum()


def negative_binomial(counts, mu, r):
    p = r / (r + mu)
    log_likelihood = (
        gammaln(counts + r) - gammaln(r) - gammaln(counts + 1) + r * jnp.log(p) + counts * jnp.log1p(-p)
    )
    return -jnp.mean(log_likelihood)


def gamma_deviance(y, mu):
    return 2 * jnp.mean(-jnp.log(y / mu) + (y - mu) / mu)


def huber_sum(params, x, y, delta: float = 0.5):
    prediction = x @ params["w"] + params["b"]
    penalty = sum(jnp.sum(leaf**2) for leaf in jax.tree_util.tree_leaves(params))
    return optax.huber_loss(prediction, y, delta=delta).sum() + 0.01 * penalty


def elastic_net(params, x, y, l1=0.1, l2=0.2):
    residual = jnp.dot(x, params) - y
    return 0.5 * jnp.mean(residual**2) + l1 * jnp.abs(params).sum() + 0.5 * l2 * jnp.vdot(params, params)


def gp_marginal(log_params, x, y):
    length, amplitude, noise = jnp.exp(log_params)
    distance = (x[:, None] - x[None, :]) ** 2
    kernel = amplitude * jnp.exp(-0.5 * distance / length**2) + (noise + 1e-4) * jnp.eye(x.shape[0])
    chol = jnp.linalg.cholesky(kernel)
    weights = jax.scipy.linalg.cho_solve((chol, True), y)
    return 0.5 * y @ weights + jnp.sum(jnp.log(jnp.diagonal(chol))) + 0.5 * x.size * jnp.log(2 * jnp.pi)


def gaussian_nll_full(mean, factor, y):
    lower = jnp.tril(factor, -1) + jnp.diag(jax.nn.softplus(jnp.diag(factor)))
    z = jax.scipy.linalg.solve_triangular(lower, y - mean, lower=True)
    return 0.5 * jnp.sum(z**2) + jnp.log(jnp.diag(lower)).sum()


def crps_gaussian(mu, sigma, y):
    z = (y - mu) / sigma
    pdf = jnp.exp(-0.5 * z**2) / jnp.sqrt(2 * jnp.pi)
    cdf = 0.5 * (1 + jax.lax.erf(z / jnp.sqrt(2.0)))
    return jnp.mean(sigma * (z * (2 * cdf - 1) + 2 * pdf - 1 / jnp.sqrt(jnp.pi)))


def burgers_residual(params, t, x, nu=0.1):
    def u(params, t, x):
        hidden = jnp.tanh(params["w"][0] * t + params["w"][1] * x + params["b"])
        return jnp.dot(hidden, params["v"])

    u_t = jax.grad(u, 1)
    u_x = jax.grad(u, 2)
    u_xx = jax.grad(jax.grad(u, argnums=2), argnums=2)

    def residual(t, x):
        return u_t(params, t, x) + u(params, t, x) * u_x(params, t, x) - nu * u_xx(params, t, x)

    return jnp.mean(jax.vmap(residual)(t, x) ** 2)


def poisson_equation(w, points):
    field = lambda p: jnp.sin(jnp.dot(w, p))
    laplacian = lambda p: jnp.trace(jax.hessian(field)(p))
    return jnp.mean(jax.vmap(lambda p: (laplacian(p) + 1.0) ** 2)(points))


def harmonic_energy(positions, bonds, rest, k=2.0):
    i, j = bonds[:, 0], bonds[:, 1]
    lengths = jnp.linalg.norm(positions[i] - positions[j], axis=-1)
    return 0.5 * k * jnp.sum((lengths - rest) ** 2)


def lennard_jones(positions, sigma=1.0, epsilon=1.0, cutoff=2.5):
    n = positions.shape[0]
    rows, columns = jnp.triu_indices(n, k=1)
    r2 = jnp.sum((positions[rows] - positions[columns]) ** 2, axis=-1)
    inverse = (sigma**2 / r2) ** 3
    energy = 4 * epsilon * (inverse**2 - inverse)
    return jnp.where(r2 < cutoff**2, energy, 0.0).sum()


def rollout_mse(x0, a, targets):
    def step(state, target):
        state = jnp.tanh(a @ state)
        return state, jnp.mean((state - target) ** 2)

    _, losses = jax.lax.scan(step, x0, targets)
    return losses.mean()


def cox_partial(log_hazard, durations, events):
    order = jnp.argsort(-durations)
    hazard = log_hazard[order]
    observed = events[order]
    log_risk = jax.lax.cumlogsumexp(hazard)
    return -jnp.sum((hazard - log_risk) * observed) / jnp.maximum(jnp.sum(observed), 1)


def weibull_aft(params, t, event):
    shape, scale = jnp.exp(params["log_shape"]), jnp.exp(params["log_scale"])
    log_hazard = jnp.log(shape) - shape * jnp.log(scale) + (shape - 1) * jnp.log(t)
    return -(event * log_hazard - (t / scale) ** shape).mean()


@functools.partial(jax.vmap, in_axes=(0, 0, None))
def _scaled_error(prediction, target, period):
    naive = jnp.mean(jnp.abs(target[period:] - target[:-period]))
    return jnp.mean(jnp.abs(target - prediction)) / (naive + 1e-8)


def mase(prediction, target, period=1):
    return jnp.mean(_scaled_error(prediction, target, period))


def spectral_loss(y, y_hat):
    magnitude = lambda s: jnp.abs(jnp.fft.rfft(s))
    return jnp.mean(jnp.abs(magnitude(y) - magnitude(y_hat))) + jnp.mean((y - y_hat) ** 2)


def log_cosh_weighted(errors, weights):
    return jnp.average(optax.log_cosh(errors), weights=weights)


def soft_dtw(x, y, gamma=0.5):
    distance = (x[:, None] - y[None, :]) ** 2
    n, m = distance.shape
    table = jnp.full((n + 1, m + 1), 1e6).at[0, 0].set(0.0)

    def row(i, table):
        def cell(j, table):
            options = jnp.array([table[i - 1, j], table[i, j - 1], table[i - 1, j - 1]])
            smallest = -gamma * logsumexp(-options / gamma)
            return table.at[i, j].set(distance[i - 1, j - 1] + smallest)

        return jax.lax.fori_loop(1, m + 1, cell, table)

    return jax.lax.fori_loop(1, n + 1, row, table)[n, m]


def phase_and_magnitude(y, y_hat):
    def parts(signal):
        spectrum = jnp.fft.fft(signal, norm="ortho")
        return jnp.real(spectrum) ** 2 + jnp.imag(spectrum) ** 2, jnp.unwrap(jnp.angle(jnp.fft.rfft(signal)))

    (power, phase), (power_hat, phase_hat) = parts(y), parts(y_hat)
    return jnp.mean((jnp.log(power + 1e-3) - jnp.log(power_hat + 1e-3)) ** 2) + 0.1 * jnp.mean(1 - jnp.cos(phase - phase_hat))


def low_pass(image, target, keep=2):
    spectrum = jnp.fft.rfft2(image)
    mask = (jnp.arange(image.shape[-2])[:, None] < keep) * (jnp.arange(spectrum.shape[-1]) < keep)
    return jnp.mean((jnp.fft.irfft2(spectrum * mask, s=image.shape) - target) ** 2)


def strided_energy(x, kernel):
    out = jax.lax.conv_general_dilated(x, kernel, (2,), "SAME", rhs_dilation=(2,), feature_group_count=2)
    pooled = jax.lax.reduce_window(out, -jnp.inf, jax.lax.max, (1, 1, 2), (1, 1, 1), "VALID")
    return jnp.sum(pooled**2)


def nonzero_padded(values, mask):
    (places,) = jnp.nonzero(mask, size=4, fill_value=0)
    return jnp.sum(values[places] ** 2) + jnp.nanmedian(values)


def count_likelihoods(counts, mean, chance):
    poisson = jstats.poisson.logpmf(counts, mean)
    binomial = jstats.binom.logpmf(counts, 9, chance)
    waiting = jstats.geom.logpmf(counts + 1, chance) + jstats.nbinom.logpmf(counts, 2.5, chance)
    return -jnp.mean(poisson + binomial + waiting) - jstats.bernoulli.logpmf(counts > 2, chance).sum()


def further_densities(x, loc, scale):
    z = jnp.abs(x) + 0.1
    plain = jstats.gennorm.logpdf(x, 1.5) + jstats.truncnorm.logpdf(x, -4.0, 4.0)
    positive = jstats.chi2.logpdf(z, 3.0) + jstats.pareto.logpdf(z + 1, 2.0)
    return -(plain + positive).mean() - jstats.norm.logsf(x, loc, scale).mean()


def gaussian_classes(x, means, cov):
    densities = jax.vmap(lambda mean: jstats.multivariate_normal.logpdf(x, mean, cov))(means)
    return -logsumexp(densities, axis=0).mean()


def simplex_prior(p, alpha):
    return -jstats.dirichlet.logpdf(p, alpha)


def proximal(params, anchor, mu=0.5):
    difference = optax.tree_utils.tree_sub(params, anchor)
    cost = jax.lax.cond(mu > 0, lambda tree: optax.tree_utils.tree_norm(tree, squared=True), lambda tree: 0.0, operand=difference)
    return 0.5 * mu * cost + optax.tree_utils.tree_vdot(params, anchor)


def cross_diagonals(block):
    return jnp.sum(jnp.diagonal(block, axis1=0, axis2=2) ** 2) + jnp.trace(block, axis1=1, axis2=2).sum()
