import tensorflow as tf


class Burgers:
    def __init__(self, model, nu=0.01):
        self.model = model
        self.nu = nu

    def residual(self, x, t):
        with tf.GradientTape() as tape:
            tape.watch(x)
            u = self.model(x, t)
        return tape.gradient(u, x)

    def physics_loss(self, x, t, u_obs):  # @loss
        data = tf.reduce_mean(tf.square(self.model(x, t) - u_obs))
        pde = tf.reduce_mean(tf.square(self.residual(x, t)))
        return data + 0.1 * pde
