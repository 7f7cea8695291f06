import jax
import jax.numpy as np
from jax import grad, jit, vmap


def predict(params, inputs):
    for w, b in params:
        outputs = np.dot(inputs, w) + b
        inputs = np.tanh(outputs)
    return outputs


def logprob_fun(params, inputs, targets):  # @loss
    preds = predict(params, inputs)
    return np.sum((preds - targets) ** 2)


grad_fun = jit(grad(logprob_fun))


def euler(f, x, dt):
    return x + dt * f(x)


@jit
def fit_error(theta, xs, ys):  # @loss
    return np.mean(np.abs(ys - theta[0] * xs - theta[1]))
