/** The part of TensorFlow and Keras that is written in Python: texts by dotted module name, and the many paths to them. */

import distributions from "../array/prelude/distributions.py";
import special from "../array/prelude/special.py";
import numpyLinalg from "../numpy/prelude/linalg.py";
import { sharedPrelude } from "../numpy/shared";
import attention from "./prelude/keras/_attention.py";
import joining from "./prelude/keras/_joining.py";
import layer from "./prelude/keras/_layer.py";
import lossFunctions from "./prelude/keras/_loss_functions.py";
import normalizing from "./prelude/keras/_normalizing.py";
import moreOps from "./prelude/keras/_ops_more.py";
import recurrent from "./prelude/keras/_recurrent.py";
import spatial from "./prelude/keras/_spatial.py";
import activations from "./prelude/keras/activations.py";
import addons from "./prelude/keras/addons.py";
import backend from "./prelude/keras/backend.py";
import initializers from "./prelude/keras/initializers.py";
import layers from "./prelude/keras/layers.py";
import losses from "./prelude/keras/losses.py";
import metrics from "./prelude/keras/metrics.py";
import models from "./prelude/keras/models.py";
import ops from "./prelude/keras/ops.py";
import kerasRandom from "./prelude/keras/random.py";
import regularizers from "./prelude/keras/regularizers.py";
import kerasUtils from "./prelude/keras/utils.py";
import tensorflow from "./prelude/tensorflow/__init__.py";
import arrays from "./prelude/tensorflow/_arrays.py";
import complex from "./prelude/tensorflow/_complex.py";
import legacy from "./prelude/tensorflow/_legacy.py";
import parts from "./prelude/tensorflow/_parts.py";
import program from "./prelude/tensorflow/_program.py";
import raggedTensor from "./prelude/tensorflow/_ragged.py";
import sampled from "./prelude/tensorflow/_sampled.py";
import debugging from "./prelude/tensorflow/debugging.py";
import image from "./prelude/tensorflow/image.py";
import linalg from "./prelude/tensorflow/linalg.py";
import tensorLosses from "./prelude/tensorflow/losses.py";
import math from "./prelude/tensorflow/math.py";
import nn from "./prelude/tensorflow/nn.py";
import ragged from "./prelude/tensorflow/ragged.py";
import random from "./prelude/tensorflow/random.py";
import signal from "./prelude/tensorflow/signal.py";
import sparse from "./prelude/tensorflow/sparse.py";
import v1losses from "./prelude/tensorflow/v1losses.py";

const decorator = "lambda given=None, *arguments, **options: given if callable(given) else (lambda function: function)";

const keras: Readonly<Record<string, string>> = {
  "keras.activations": activations,
  "keras.backend": backend,
  "keras.initializers": initializers,
  "keras.layers": layers,
  "keras.losses": losses,
  "keras.metrics": metrics,
  "keras.models": models,
  "keras.ops": ops,
  "keras.random": kerasRandom,
  "keras.regularizers": regularizers,
  "keras.saving":
    "from keras.utils import CustomObjectScope, custom_object_scope, deserialize_keras_object, get_custom_objects, register_keras_serializable, serialize_keras_object\n",
  "keras.utils": kerasUtils,
  "keras.config":
    "from keras.backend import backend, epsilon, floatx, image_data_format, set_floatx, set_image_data_format\n",
};

const own: Readonly<Record<string, string>> = {
  ...keras,
  "keras._attention": attention,
  "keras._joining": joining,
  "keras._layer": layer,
  "keras._loss_functions": lossFunctions,
  "keras._normalizing": normalizing,
  "keras._ops_more": moreOps,
  "keras._recurrent": recurrent,
  "keras._spatial": spatial,
  keras:
    "from keras.layers import Input, InputSpec, Layer\nfrom keras.losses import Loss\nfrom keras.metrics import Metric\n" +
    'from keras.models import Model, Sequential\nfrom tensorflow._native import Variable\n__version__ = "3.5.0"\n',
  tensorflow: `${tensorflow}\n${legacy}`,
  "tensorflow._arrays": arrays,
  "tensorflow._complex": complex,
  "tensorflow._parts": parts,
  "tensorflow._program": program,
  "tensorflow._ragged": raggedTensor,
  "tensorflow.ragged": ragged,
  "tensorflow._sampled": sampled,
  "tensorflow.sparse": sparse,
  "tensorflow._special": special
    .replace("import numpy as np", "import tensorflow._numpy as np")
    .replace("from scipy.special", "from tensorflow._special"),
  "tensorflow._numpy.linalg": numpyLinalg.replaceAll("numpy", "tensorflow._numpy"),
  "tensorflow._numpy": sharedPrelude,
  "tensorflow.experimental.numpy": `${sharedPrelude}\n\ndef experimental_enable_numpy_behavior(*args, **kwargs):\n    return None\n`,
  "tensorflow.autograph.experimental": `do_not_convert = ${decorator}\n`,
  "tensorflow.autodiff": "from tensorflow._program import GradientTape\n",
  "tensorflow.config":
    "def run_functions_eagerly(run_eagerly):\n    return None\n\n\nexperimental_run_functions_eagerly = run_functions_eagerly\n\n\ndef list_physical_devices(kind=None):\n    return []\n",
  "tensorflow.debugging": debugging,
  "tensorflow.dtypes": "from tensorflow._program import as_dtype\n",
  "tensorflow.errors":
    "class OpError(Exception):\n    pass\n\n\nclass InvalidArgumentError(OpError):\n    pass\n\n\nclass NotFoundError(OpError):\n    pass\n",
  "tensorflow.image": image,
  "tensorflow.linalg": linalg,
  "tensorflow.math": math,
  "tensorflow.nn": nn,
  "tensorflow.signal": signal,
  "tensorflow.losses": tensorLosses,
  "tensorflow.layers":
    "from keras.layers import Dropout, Flatten\nfrom tensorflow._native import avg_pool2d as _average, max_pool2d as _maximum\n\n\n" +
    "def flatten(inputs, name=None, data_format=None):\n    return Flatten()(inputs)\n\n\ndef dropout(inputs, *arguments, **options):\n    return inputs\n\n\n" +
    "def average_pooling2d(inputs, pool_size, strides, padding='valid', **options):\n    return _average(inputs, pool_size, strides, padding)\n\n\n" +
    "def max_pooling2d(inputs, pool_size, strides, padding='valid', **options):\n    return _maximum(inputs, pool_size, strides, padding)\n",
  "tensorflow.nest":
    "from tensorflow._program import flatten_structure as flatten, map_structure\n\n\ndef is_nested(structure):\n    return isinstance(structure, (list, tuple, dict))\n",
  "tensorflow.random": random,
  "tensorflow.random.experimental": "from tensorflow.random import Generator\n",
  "tensorflow.summary":
    "def scalar(*arguments, **options):\n    return None\n\n\nhistogram = image = text = merge_all = merge = tensor_summary = scalar\n",
  "tensorflow.sysconfig": "",
  "tensorflow.types.experimental": "TensorLike = object\n",
  "tensorflow.distribute":
    "class Strategy:\n    num_replicas_in_sync = 1\n\n\ndef get_strategy():\n    return Strategy()\n\n\ndef in_cross_replica_context():\n    return False\n\n\ndef has_strategy():\n    return False\n",
  "tensorflow.compat.v1":
    "from tensorflow import *\nfrom tensorflow._program import gradients\nfrom tensorflow.sparse import _SparseTensorValue as SparseTensorValue, from_dense as sparse_from_dense, to_dense as sparse_tensor_to_dense, sparse_dense_matmul as sparse_tensor_dense_matmul, reduce_sum as sparse_reduce_sum, softmax as sparse_softmax, add as sparse_add\nfrom tensorflow.image import extract_patches\nfrom tensorflow._native import erf, lgamma, digamma, log, log1p\n\n\n" +
    "def disable_v2_behavior():\n    return None\n\n\ndisable_eager_execution = enable_eager_execution = enable_v2_behavior = disable_v2_behavior\n\n\n" +
    "def extract_image_patches(images, ksizes=None, strides=None, rates=None, padding=None, name=None, sizes=None):\n    return extract_patches(images, ksizes or sizes, strides, rates, padding)\n",
  "tensorflow.compat.v1.losses": v1losses,
  "tensorflow.compat.v2": "from tensorflow import *\n",
  "tensorflow_addons.losses": addons,
  // the same formulas over Keras' operations
  "tensorflow_probability.distributions": distributions
    .replace("import jax.numpy as np", "import keras.ops as np")
    .replace("from jax import random", "from keras import random")
    .replace("from jax.nn import", "from keras.ops import")
    .replaceAll("(seed, shape)", "(shape)"),
  "tensorflow_addons.utils.types": "FloatTensorLike = TensorLike = Number = object\n",
  "keras.src.utils.losses_utils":
    "from keras.losses import Reduction as ReductionV2\nfrom keras._loss_functions import squeeze_or_expand_to_same_rank\n",
  "tensorflow.python.keras.utils.losses_utils":
    "from keras.losses import Reduction as ReductionV2\nfrom keras._loss_functions import squeeze_or_expand_to_same_rank\n",
  "keras.src.losses.loss":
    "from keras.losses import Loss, _reduce_weighted_values as reduce_weighted_values\nfrom keras._loss_functions import squeeze_or_expand_to_same_rank\n",
  "keras.src.losses.losses": "from keras.losses import *\n",
};

/** Where people find Keras besides `keras`. */
const roots = [
  "tensorflow.keras",
  "tensorflow.python.keras",
  "tensorflow.compat.v1.keras",
  "tensorflow.compat.v2.keras",
  "keras.src",
  "keras.api",
  "tf_keras",
  "keras_core",
];

/** Other paths to TensorFlow's functions. */
const aliases: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    roots.flatMap((root) => [
      [root, "keras"],
      ...Object.keys(keras).map((name) => [name.replace("keras", root), name]),
    ]),
  ),
  "tensorflow.initializers": "keras.initializers",
  "tensorflow.metrics": "keras.metrics",
  "tensorflow.compat.v1.bitwise": "tensorflow.bitwise",
  "tensorflow.compat.v1.dtypes": "tensorflow.dtypes",
  "tensorflow.compat.v1.image": "tensorflow.image",
  "tensorflow_probability.python.distributions": "tensorflow_probability.distributions",
  "tensorflow_probability.substrates.jax.distributions": "distrax",
  "tensorflow.compat.v1.linalg": "tensorflow.linalg",
  "tensorflow.compat.v1.math": "tensorflow.math",
  "tensorflow.compat.v1.nn": "tensorflow.nn",
  "tensorflow.compat.v1.random": "tensorflow.random",
  "tensorflow.compat.v1.debugging": "tensorflow.debugging",
  "tensorflow.compat.v1.sparse": "tensorflow.sparse",
  "tensorflow.compat.v1.signal": "tensorflow.signal",
  "tensorflow.compat.v1.summary": "tensorflow.summary",
  "tensorflow.python.framework.ops": "tensorflow",
  "tensorflow.python.ops.control_flow_ops": "tensorflow._program",
  "tensorflow.python.ops.random_ops": "tensorflow.random",
  "tensorflow.python.util.tf_export": "tensorflow._program",
};

export const preludes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(aliases).map(([module, source]) => [module, `from ${source} import *\n`])),
  ...own,
};
