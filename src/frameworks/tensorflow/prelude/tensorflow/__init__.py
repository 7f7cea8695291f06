"""tensorflow: the part that is no table of functions."""

from tensorflow._arrays import TensorArray
from tensorflow._parts import dynamic_partition, dynamic_stitch, strided_slice
from tensorflow._ragged import RaggedTensor
from tensorflow._complex import Complex as complex, complex64, complex128
from tensorflow.sparse import SparseTensor
from tensorflow._program import (
    Assert, GradientTape, IndexedSlices, Module, TensorSpec, UnconnectedGradients, VariableAggregation,
    VariableSynchronization, as_dtype, case, cond, control_dependencies, custom_gradient, device, ensure_shape,
    executing_eagerly, function, group, init_scope, is_tensor, map_fn, name_scope, no_gradient, no_op, py_function,
    recompute_grad, truncatediv, truncatemod, type_spec_from_value, variable_scope, vectorized_map, while_loop,
    zeros_initializer, ones_initializer, constant_initializer, random_normal_initializer, random_uniform_initializer,
    foldl, foldr, scan, switch_case, grad_pass_through, gradients, print_tensor as print,
)

newaxis = None
__version__ = "2.17.0"
version = __version__
