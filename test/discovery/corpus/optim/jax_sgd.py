import jax
import jax.numpy as jnp
import optax
from flax.training import train_state


def create_state(rng, model, lr):
    params = model.init(rng, jnp.ones([1, 28, 28, 1]))["params"]
    return train_state.TrainState.create(apply_fn=model.apply, params=params, tx=optax.adam(lr))


def xent(logits, labels):  # @loss
    one_hot = jax.nn.one_hot(labels, 10)
    return -jnp.mean(jnp.sum(one_hot * jax.nn.log_softmax(logits), axis=-1))


@jax.jit
def train_step(state, batch):
    def objective(params):  # @loss
        logits = state.apply_fn({"params": params}, batch["image"])
        return xent(logits, batch["label"]), logits

    (loss, logits), grads = jax.value_and_grad(objective, has_aux=True)(state.params)
    state = state.apply_gradients(grads=grads)
    return state, {"loss": loss, "acc": jnp.mean(jnp.argmax(logits, -1) == batch["label"])}


@jax.jit
def eval_step(state, batch):
    logits = state.apply_fn({"params": state.params}, batch["image"])
    return {"loss": xent(logits, batch["label"])}


def global_norm(tree):
    return jnp.sqrt(sum(jnp.sum(x ** 2) for x in jax.tree_util.tree_leaves(tree)))


def update(params, grads, lr=0.1):
    return jax.tree_util.tree_map(lambda p, g: p - lr * g, params, grads)
