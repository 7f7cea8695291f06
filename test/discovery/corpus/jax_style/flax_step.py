import jax
import jax.numpy as jnp
import optax
from flax.training import train_state


def train_step(state, batch, rng):
    def objective(params):  # @loss
        logits = state.apply_fn({"params": params}, batch["image"], rngs={"dropout": rng})
        ce = optax.softmax_cross_entropy_with_integer_labels(logits, batch["label"]).mean()
        return ce, logits

    grad_fn = jax.value_and_grad(objective, has_aux=True)
    (value, logits), grads = grad_fn(state.params)
    return state.apply_gradients(grads=grads), value


def contrastive(z1, z2, tau=0.1):  # @loss
    sim = jnp.matmul(z1, z2.T) / tau
    logp = sim - jax.scipy.special.logsumexp(sim, axis=1, keepdims=True)
    return -jnp.mean(jnp.diag(logp))


def l2_normalize(x, eps=1e-6):
    return x / (jnp.linalg.norm(x, axis=-1, keepdims=True) + eps)


def create_train_state(rng, model, lr):
    params = model.init(rng, jnp.ones([1, 28, 28, 1]))["params"]
    return train_state.TrainState.create(apply_fn=model.apply, params=params, tx=optax.adam(lr))
