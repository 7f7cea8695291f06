import tensorflow as tf


def gram(x):
    return tf.linalg.einsum("bijc,bijd->bcd", x, x)


def style_content(outputs, style_targets, content_targets, style_weight=1e-2, content_weight=1e4):  # @loss
    s = tf.add_n([tf.reduce_mean((outputs["style"][n] - style_targets[n]) ** 2) for n in outputs["style"]])
    c = tf.add_n([tf.reduce_mean((outputs["content"][n] - content_targets[n]) ** 2) for n in outputs["content"]])
    return style_weight * s + content_weight * c


def clip_0_1(image):
    return tf.clip_by_value(image, 0.0, 1.0)


def high_pass(image):
    return image[:, :, 1:, :] - image[:, :, :-1, :], image[:, 1:, :, :] - image[:, :-1, :, :]


def make_generator():
    return tf.keras.Sequential([tf.keras.layers.Dense(128), tf.keras.layers.LeakyReLU(0.2)])


def generator_loss(disc_generated_output, gen_output, target, LAMBDA=100):  # @loss
    bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)
    gan = bce(tf.ones_like(disc_generated_output), disc_generated_output)
    l1 = tf.reduce_mean(tf.abs(target - gen_output))
    return gan + LAMBDA * l1, gan, l1


@tf.function
def train_step(image, opt, extractor, targets):
    with tf.GradientTape() as tape:
        out = extractor(image)
        loss = style_content(out, targets["style"], targets["content"])
        loss += 30 * tf.image.total_variation(image)  # @sum
    g = tape.gradient(loss, image)
    opt.apply_gradients([(g, image)])
