import chainer
import chainer.functions as F
import numpy as xp


def interpolated(x, G=None):
    fake = G(G.make_hidden(x.shape[0])).data
    e = xp.random.uniform(0.0, 1.0, (x.shape[0], 1, 1, 1))
    return e * x + (1 - e) * fake


def gradient_penalty(G=None, D=None, x=None, epsilon=None):  # @loss
    x_hat = interpolated(x, G=G)
    (grad,) = chainer.grad([D(x_hat)], [x_hat], enable_double_backprop=True)
    grad = F.sqrt(F.batch_l2_norm_squared(grad))
    return epsilon * F.mean_squared_error(grad, xp.ones_like(grad.data))


def null_penalty(G=None, D=None, x=None, epsilon=None):
    return 0


def dloss_wgan(p, n):  # @loss
    return F.mean(p - n)


def gloss_wgan(n):  # @loss
    return F.mean(-n)


def gloss_softplus(n):  # @loss
    return F.mean(F.softplus(-n))


def dloss_hinge(p, n):  # @loss
    zero = 0 * p
    return F.mean(F.minimum(zero, -1 + p) + F.minimum(zero, -1 - n))
