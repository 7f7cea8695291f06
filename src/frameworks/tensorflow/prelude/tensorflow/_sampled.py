"""tensorflow.nn's losses over a sample of the classes."""

import math

from tensorflow import _native


def log_uniform_candidate_sampler(true_classes, num_true, num_sampled, unique, range_max, seed=None, name=None):
    """Small numbers of classes are likelier; with their expected counts, as if every draw were kept."""
    drawn = _native.uniform([num_sampled], 0.0, 1.0)
    sampled = _native.cast(_native.floor(_native.exp(drawn * math.log(range_max + 1.0)) - 1.0), "int32") % range_max
    count = lambda classes: num_sampled * _native.log((_native.cast(classes, "float32") + 2.0) / (_native.cast(classes, "float32") + 1.0)) / math.log(range_max + 1.0)
    return sampled, count(true_classes), count(sampled)


def uniform_candidate_sampler(true_classes, num_true, num_sampled, unique, range_max, seed=None, name=None):
    sampled = _native.integers([num_sampled], 0, range_max)
    share = num_sampled / range_max
    return sampled, share * _native.ones_like(_native.cast(true_classes, "float32")), share * _native.ones([num_sampled])


def _logits(weights, biases, labels, inputs, num_sampled, num_classes, num_true, sampled_values, subtract_log_q, remove_accidental_hits):
    labels = _native.reshape(_native.cast(labels, "int32"), [-1, num_true])
    if sampled_values is None:
        sampled_values = log_uniform_candidate_sampler(labels, num_true, num_sampled, True, num_classes)
    sampled, true_count, sampled_count = [_native.stop_gradient(_native.convert_to_tensor(one)) for one in sampled_values]
    sampled = _native.cast(sampled, "int32")
    own = _native.reduce_sum(_native.expand_dims(inputs, 1) * _native.gather(weights, labels), -1) + _native.gather(biases, labels)
    others = _native.matmul(inputs, _native.gather(weights, sampled), transpose_b=True) + _native.gather(biases, sampled)
    if remove_accidental_hits:
        hits = _native.reduce_any(_native.equal(_native.expand_dims(labels, 2), _native.reshape(sampled, [1, 1, -1])), 1)
        others = others - 3.4e38 * _native.cast(hits, "float32")
    if subtract_log_q:
        own, others = own - _native.log(true_count), others - _native.log(sampled_count)
    truth = _native.concat([_native.ones_like(own) / num_true, _native.zeros_like(others)], 1)
    return _native.concat([own, others], 1), truth


def nce_loss(weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, sampled_values=None, remove_accidental_hits=False, name=None):
    logits, truth = _logits(weights, biases, labels, inputs, num_sampled, num_classes, num_true, sampled_values, True, remove_accidental_hits)
    return _native.reduce_sum(_native.sigmoid_cross_entropy_with_logits(labels=truth, logits=logits), 1)


def sampled_softmax_loss(weights, biases, labels, inputs, num_sampled, num_classes, num_true=1, sampled_values=None, remove_accidental_hits=True, seed=None, name=None):
    logits, truth = _logits(weights, biases, labels, inputs, num_sampled, num_classes, num_true, sampled_values, True, remove_accidental_hits)
    return _native.softmax_cross_entropy_with_logits(labels=_native.stop_gradient(truth), logits=logits)
