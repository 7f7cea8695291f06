from collections import namedtuple

import numpy as np
import tensorflow as tf
import tensorflow.contrib.slim as slim

from sampler import *

parameters = namedtuple("parameters", "encoder, height, width, alpha_image_loss, smooth_weight, lr_weight")


class StereoModel(object):
    def __init__(self, params, mode, left, right):
        self.params = params
        self.mode = mode
        self.left = left
        self.right = right
        self.build_model()
        self.build_outputs()
        if self.mode == "test":
            return
        self.build_losses()
        self.build_summaries()

    def gradient_x(self, img):
        gx = img[:, :, :-1, :] - img[:, :, 1:, :]
        return gx

    def scale_pyramid(self, img, n):
        scaled = [img]
        s = tf.shape(img)
        for i in range(n - 1):
            scaled.append(tf.image.resize_area(img, [s[1] / 2 ** (i + 1), s[2] / 2 ** (i + 1)]))
        return scaled

    def dissimilarity(self, x, y):  # @loss
        c1, c2 = 0.01 ** 2, 0.03 ** 2
        mx = slim.avg_pool2d(x, 3, 1, "VALID")
        my = slim.avg_pool2d(y, 3, 1, "VALID")
        sx = slim.avg_pool2d(x ** 2, 3, 1, "VALID") - mx ** 2
        sy = slim.avg_pool2d(y ** 2, 3, 1, "VALID") - my ** 2
        sxy = slim.avg_pool2d(x * y, 3, 1, "VALID") - mx * my
        n = (2 * mx * my + c1) * (2 * sxy + c2)
        d = (mx ** 2 + my ** 2 + c1) * (sx + sy + c2)
        ssim = n / d
        return tf.clip_by_value((1 - ssim) / 2, 0, 1)

    def get_smoothness(self, disp, pyramid):
        gd = [self.gradient_x(d) for d in disp]
        gi = [self.gradient_x(img) for img in pyramid]
        w = [tf.exp(-tf.reduce_mean(tf.abs(g), 3, keep_dims=True)) for g in gi]
        return [gd[i] * w[i] for i in range(4)]

    def conv(self, x, n, k, stride, activation_fn=tf.nn.elu):
        p = np.floor((k - 1) / 2).astype(np.int32)
        px = tf.pad(x, [[0, 0], [p, p], [p, p], [0, 0]])
        return slim.conv2d(px, n, k, stride, "VALID", activation_fn=activation_fn)

    def get_disp(self, x):
        disp = 0.3 * self.conv(x, 2, 3, 1, tf.nn.sigmoid)
        return disp

    def resconv(self, x, n, stride):
        shortcut = self.conv(x, 4 * n, 1, stride, None)
        a = self.conv(x, n, 1, 1)
        b = self.conv(a, n, 3, stride)
        return tf.nn.elu(b + shortcut)

    def build_losses(self):
        with tf.variable_scope("losses"):
            self.l1_left = [tf.abs(self.left_est[i] - self.left_pyramid[i]) for i in range(4)]
            self.l1_loss_left = [tf.reduce_mean(l) for l in self.l1_left]
            self.ssim_left = [self.dissimilarity(self.left_est[i], self.left_pyramid[i]) for i in range(4)]
            self.ssim_loss_left = [tf.reduce_mean(s) for s in self.ssim_left]
            self.image_loss = tf.add_n(self.l1_loss_left + self.ssim_loss_left)
            self.disp_loss = [tf.reduce_mean(tf.abs(self.smooth[i])) / 2 ** i for i in range(4)]
            self.disp_gradient_loss = tf.add_n(self.disp_loss)
            self.lr_loss = tf.add_n([tf.reduce_mean(tf.abs(self.back[i] - self.disp[i])) for i in range(4)])
            self.total_loss = self.image_loss + self.params.smooth_weight * self.disp_gradient_loss + self.params.lr_weight * self.lr_loss  # @sum

    def build_summaries(self):
        for i in range(4):
            tf.summary.scalar("ssim_loss_" + str(i), self.ssim_loss_left[i] + self.l1_loss_left[i])
