"""Places outside an array: JAX reads the nearest element or a fill value, and writes nothing."""

import jax
import jax.numpy as jnp


def ignored_labels(logits, labels):
    """A label of -100 reads the first class, and hands no gradient back."""
    scores = jax.nn.log_softmax(logits)
    return -scores[jnp.arange(labels.shape[0]), labels]


def shifted_rows(x):
    return x[5] * x[jnp.array([0, 7, -1, -9])] + x[:, jnp.array([3, 0, 1])].sum()


def taken(x, places):
    rows = jnp.take(x, places[:, 0], axis=0, mode="fill", fill_value=0.5)
    near = jnp.take_along_axis(x, places, axis=1, mode="clip")
    return rows.sum() * near.sum()


def missing_rows(x):
    whole = jnp.take(x, jnp.array([0, 9]), axis=0)
    beside = jnp.take_along_axis(x, jnp.array([[0, 8], [1, 1], [-7, 2]]), axis=1)
    return jnp.nanmean(whole) + jnp.nansum(beside)


def read_by_mode(x):
    outside = jnp.array([1, 4])
    filled = x.at[outside].get(mode="fill", fill_value=2.0)
    clipped = x.at[outside].get(mode="clip")
    return (filled * clipped * x.at[outside].get()).sum()


def written(x, updates):
    places = jnp.array([0, 6, -1])
    kept = x.at[places].set(updates)
    added = kept.at[places, jnp.array([1, 1, 5])].add(updates[:, 0])
    scaled = added.at[8].multiply(3.0).at[:, jnp.array([1, 9])].max(0.5)
    return scaled.at[places].add(updates, mode="clip").sum(0)


def padded_segments(x, segments):
    """Members of no group are written nowhere."""
    return jax.ops.segment_sum(x, segments, num_segments=2) ** 2


def narrow_numbers(x, y):
    a, b = x.astype(jnp.bfloat16), y.astype(jnp.float16)
    weights = jnp.array([0.1, 0.2, 0.3], dtype=jnp.bfloat16)
    tight = jax.lax.reduce_precision(y, exponent_bits=4, mantissa_bits=3)
    return (a * 0.1 + weights * a).astype(jnp.float32).sum() + b.mean().astype(jnp.float32) * tight.sum()


def spectrum(x):
    """Norms by singular values; counts of a given length; the middle of what is partitioned."""
    left, sizes, right = jnp.linalg.svd(x, full_matrices=False)
    rebuilt = (left * sizes**2) @ right
    norms = jnp.linalg.norm(x, "nuc") + 2 * jnp.linalg.norm(x, 2) + jnp.linalg.norm(x, -2)
    counts = jnp.bincount(jnp.array([0, 1, 1, 7]), length=3)
    return norms + (rebuilt * x).sum() + jnp.linalg.eigvalsh(x @ x.T)[0] + counts @ jnp.partition(x, 1, axis=1)[:, 1]
