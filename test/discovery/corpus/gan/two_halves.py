import tensorflow as tf


class HalvesTranslator:
    def __init__(self, weight_there=10.0, weight_back=10.0):
        self.weight_there = weight_there
        self.weight_back = weight_back

    def network_half(self, x, y, old_x, old_y):
        back = self.round_trip_loss(self.there, self.back, x, y)
        fake_y = self.there(x)
        there_total = self.fooling_loss(self.judge_y, fake_y) + back
        judge_y = self.judging_loss(self.judge_y, y, old_y)
        fake_x = self.back(y)
        back_total = self.fooling_loss(self.judge_x, fake_x) + back
        judge_x = self.judging_loss(self.judge_x, x, old_x)
        return (there_total, judge_y, back_total, judge_x), (fake_y, fake_x)

    def judging_loss(self, judge, real, fake):  # @loss
        on_real = tf.reduce_mean(tf.math.squared_difference(judge(real), 0.9))
        on_fake = tf.reduce_mean(tf.square(judge(fake)))
        return (on_real + on_fake) / 2

    def fooling_loss(self, judge, fake):  # @loss
        return tf.reduce_mean(tf.math.squared_difference(judge(fake), 0.9))

    def round_trip_loss(self, there, back, x, y):  # @loss
        loss = self.weight_there * tf.reduce_mean(tf.abs(back(there(x)) - x))
        return loss + self.weight_back * tf.reduce_mean(tf.abs(there(back(y)) - y))
