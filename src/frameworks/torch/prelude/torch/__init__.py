"""The part of torch itself that is control flow rather than numbers: gradient modes, seeds, no-op compilers, vmap and grad."""

import torch._native as _native
from torch._complex import angle, complex, conj, imag, is_complex, polar, real, view_as_complex, view_as_real
from torch._spectral import istft, stft
from torch._vmap import vmap

complex64 = cfloat = "torch.complex64"
complex128 = cdouble = "torch.complex128"


class _GradMode:
    """A context manager and a decorator."""

    def __init__(self, mode):
        self.mode = mode
        self.before = []

    def __enter__(self):
        self.before.append(_native.is_grad_enabled())
        _native.set_grad_enabled(self.mode)
        return self

    def __exit__(self, *error):
        _native.set_grad_enabled(self.before.pop())
        return False

    def __call__(self, function):
        mode = self.mode

        def wrapped(*args, **kwargs):
            with _GradMode(mode):
                return function(*args, **kwargs)

        return wrapped


def _grad_mode(mode, function):
    return _GradMode(mode) if function is None else _GradMode(mode)(function)


def no_grad(function=None):
    return _grad_mode(False, function)


def enable_grad(function=None):
    return _grad_mode(True, function)


def inference_mode(mode=True):
    return _GradMode(False)(mode) if callable(mode) else _GradMode(not mode)


class set_grad_enabled(_GradMode):
    """Takes effect at once, and ends with the block where it is used as a context manager."""

    def __init__(self, mode):
        super().__init__(mode)
        self.before.append(_native.is_grad_enabled())
        _native.set_grad_enabled(mode)

    def __enter__(self):
        return self


def is_grad_enabled():
    return _native.is_grad_enabled()


def is_inference_mode_enabled():
    return False


class Generator:
    def __init__(self, device="cpu"):
        self.device = device
        self._seed = 0

    def manual_seed(self, seed):
        self._seed = seed
        _native.manual_seed(seed)
        return self

    def initial_seed(self):
        return self._seed

    def seed(self):
        return self._seed


default_generator = Generator()


def manual_seed(seed):
    return default_generator.manual_seed(seed)


def seed():
    return 0


def initial_seed():
    return default_generator.initial_seed()


class _Autocast:
    """Mixed precision changes no number here."""

    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, function):
        return function


autocast = _Autocast


def compile(model=None, *args, **kwargs):
    return (lambda function: function) if model is None else model


def is_autocast_enabled(*args):
    return False


def set_default_dtype(d):
    _native.set_default_dtype(d)


def set_default_tensor_type(t):
    if "Double" in str(t):
        _native.set_default_dtype(float64)


def set_default_device(device):
    pass


def set_printoptions(*args, **kwargs):
    pass


def set_num_threads(count):
    pass


def use_deterministic_algorithms(*args, **kwargs):
    pass


def are_deterministic_algorithms_enabled():
    return False


def set_float32_matmul_precision(precision):
    pass


def get_float32_matmul_precision():
    return "highest"


def is_anomaly_enabled():
    return False


def set_flush_denormal(mode):
    return False


def is_storage(obj):
    return False


def is_conj(input):
    return input.is_conj()


def is_inference(input):
    return False


def is_signed(input):
    return input.is_signed()


def typename(obj):
    if is_tensor(obj):
        return obj.type()
    return f"{type(obj).__module__}.{type(obj).__name__}"


def can_cast(from_, to):
    """Into a kind at least as wide: truth, whole numbers, floats."""
    return _kind(from_) <= _kind(to)


def _kind(dtype):
    return 2 if dtype.is_floating_point else 0 if dtype == bool else 1


def _assert(condition, message):
    assert condition, message


def _check(cond, message=None):
    if not cond:
        raise RuntimeError("Expected cond to be True" if message is None else message())


def cond(pred, true_fn, false_fn, operands=()):
    return (true_fn if pred else false_fn)(*operands)


def matrix_exp(input):
    from torch.linalg import matrix_exp

    return matrix_exp(input)


def lu(A, pivot=True, get_infos=False):
    from torch.linalg import lu_factor

    return (*lu_factor(A, pivot=pivot), *((zeros(A.shape[:-2]).int(),) if get_infos else ()))


def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True):
    from torch.linalg import lu_unpack

    return lu_unpack(LU_data, LU_pivots)


def lu_solve(b, LU_data, LU_pivots):
    from torch.linalg import lu_solve

    return lu_solve(LU_data, LU_pivots, b)


def pinverse(input, rcond=1e-15):
    from torch.linalg import pinv

    return pinv(input, rcond)


def igamma(input, other):
    from torch.special import gammainc

    return gammainc(input, other)


def igammac(input, other):
    from torch.special import gammaincc

    return gammaincc(input, other)


def igamma_(input, other):
    return input.copy_(igamma(input, other))


def igammac_(input, other):
    return input.copy_(igammac(input, other))


def embedding_bag(weight, input, offsets, scale_grad_by_freq=False, mode=0, *rest, **options):
    from torch.nn import functional

    return (functional.embedding_bag(input, weight, offsets, mode=("sum", "mean", "max")[mode]),)


def nuclear_norm(input, dim=(-2, -1), keepdim=False):
    from torch.linalg import matrix_norm

    return matrix_norm(input, "nuc", dim, keepdim)


def frobenius_norm(input, dim=(-2, -1), keepdim=False):
    from torch.linalg import vector_norm

    return vector_norm(input, 2, dim, keepdim)


def matrix_rank(input, tol=None, symmetric=False):
    from torch.linalg import matrix_rank

    return matrix_rank(input, tol)


def svd_lowrank(A, q=6, niter=2, M=None):
    """Exact, where PyTorch's is by random projections."""
    from torch.linalg import svd

    U, S, Vh = svd(A if M is None else A - M, full_matrices=False)
    return U[..., :q], S[..., :q], Vh.mT[..., :q]


def pca_lowrank(A, q=None, center=True, niter=2):
    q = min(6, *A.shape[-2:]) if q is None else q
    return svd_lowrank(A - A.mean(-2, keepdim=True) if center else A, q)


def isreal(input):
    return ones_like(input, dtype=bool)


def is_same_size(input, other):
    return input.shape == other.shape


def gcd(input, other):
    """Euclid's, as often as 32 bits can need it."""
    a, b = input.abs(), other.abs()
    for _ in (0,) * 48:
        a, b = where(b == 0, a, b), where(b == 0, b, a % where(b == 0, ones_like(b), b))
    return a


def lcm(input, other):
    divisor = gcd(input, other)
    return (input * other).abs() // where(divisor == 0, ones_like(divisor), divisor)


def kaiser_window(window_length, periodic=True, beta=12.0, *, dtype=None, **options):
    n = arange(window_length, dtype=float64)
    last = window_length if periodic else window_length - 1
    ratio = 2 * n / last - 1 if last > 0 else n * 0
    window = i0(beta * sqrt((1 - ratio**2).clamp(min=0))) / i0(tensor(beta, dtype=float64))
    return window.to(get_default_dtype() if dtype is None else dtype)


def apply_(input, callable):
    """Python's own function of each number."""
    _refuse_gradient(input, "apply_")
    return input.copy_(tensor([callable(value) for value in input.flatten().tolist()]).view(input.shape))


def map_(input, other, callable):
    _refuse_gradient(input, "map_")
    values = zip(input.flatten().tolist(), other.expand(input.shape).flatten().tolist())
    return input.copy_(tensor([callable(*pair) for pair in values]).view(input.shape))


def _refuse_gradient(input, name):
    if input.requires_grad:
        raise TypeError(f"Can't call {name}() on Variable that requires grad. Use var.detach().{name}() instead.")


def zero_(input):
    return input.zero_()


def fill_(input, value):
    return input.fill_(value)


def detach_(input):
    return input.detach_()


def get_default_device():
    return device("cpu")


def get_rng_state():
    return None


def set_rng_state(state):
    pass


def qr(input, some=True):
    from torch.linalg import qr

    return qr(input, "reduced" if some else "complete")


def symeig(input, eigenvectors=False, upper=True):
    from torch.linalg import eigh

    values, vectors = eigh(input, "U" if upper else "L")
    return values, vectors if eigenvectors else vectors.new_zeros(0)


def sparse_coo_tensor(indices, values, size=None, **options):
    from torch.sparse import sparse_coo_tensor

    return sparse_coo_tensor(indices, values, size, **options)


def to_sparse(input, *layout, **options):
    return input


def coalesce(input):
    return input


def indices(input):
    """Where a sparse tensor has numbers."""
    return input.nonzero().t()


def values(input):
    return input[tuple(input.nonzero().unbind(1))]


def resolve_conj(input):
    return input


def resolve_neg(input):
    return input


def fill(input, value):
    return input.clone().fill_(value)


def put(input, index, source, accumulate=False):
    flat = input.flatten()
    return flat.index_put((index.flatten(),), source.flatten(), accumulate).reshape(input.shape)


def put_(input, index, source, accumulate=False):
    return input.copy_(put(input, index, source, accumulate))


def index_reduce(input, dim, index, source, reduce, *, include_self=True):
    """Each of the source's slices along dim goes to one place of the input."""
    shape = [1] * source.dim()
    shape[dim] = -1
    index = index.view(shape).expand(source.shape)
    mode = {"amax": "amax", "amin": "amin", "mean": "mean", "prod": "prod"}[reduce]
    return input.scatter_reduce(dim, index, source, mode, include_self=include_self)


def index_reduce_(input, dim, index, source, reduce, *, include_self=True):
    return input.copy_(index_reduce(input, dim, index, source, reduce, include_self=include_self))


def norm_except_dim(v, pow=2, dim=0):
    others = [axis for axis, _ in enumerate(v.shape) if axis != dim]
    return v.norm(pow) if dim == -1 else v.abs().pow(pow).sum(others, keepdim=True).pow(1 / pow)


def _weight_norm(v, g, dim=0):
    return v * (g / norm_except_dim(v, 2, dim))


def unravel_index(indices, shape):
    places = []
    for extent in reversed(tuple(shape)):
        places.insert(0, indices % extent)
        indices = indices // extent
    return tuple(places)


def narrow_copy(input, dim, start, length):
    return input.narrow(dim, start, length).clone()


# Losses and layers under their older names in torch itself; torch.nn.functional is read when one of them is called.


def _functional(name):
    def function(*args, **kwargs):
        from torch.nn import functional

        return getattr(functional, name)(*args, **kwargs)

    function.__self__ = "torch"  # as compiled code has its module: no class binds it
    return function


adaptive_avg_pool1d = _functional("adaptive_avg_pool1d")
affine_grid_generator = _functional("affine_grid")
alpha_dropout = _functional("alpha_dropout")
feature_alpha_dropout = _functional("feature_alpha_dropout")
avg_pool1d = _functional("avg_pool1d")
bilinear = _functional("bilinear")
conv1d = _functional("conv1d")
conv2d = _functional("conv2d")
conv3d = _functional("conv3d")
conv_transpose1d = _functional("conv_transpose1d")
conv_transpose2d = _functional("conv_transpose2d")
conv_transpose3d = _functional("conv_transpose3d")
constant_pad_nd = _functional("constant_pad_nd")
channel_shuffle = _functional("channel_shuffle")
dropout = _functional("dropout")
group_norm = _functional("group_norm")
instance_norm = _functional("instance_norm")
max_pool1d = _functional("max_pool1d")
max_pool2d = _functional("max_pool2d")
max_pool3d = _functional("max_pool3d")
pairwise_distance = _functional("pairwise_distance")
pixel_shuffle = _functional("pixel_shuffle")
pixel_unshuffle = _functional("pixel_unshuffle")
rms_norm = _functional("rms_norm")
rrelu = _functional("rrelu")


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05, cudnn_enable=True):
    return _functional("layer_norm")(input, normalized_shape, weight, bias, eps)


def native_layer_norm(input, normalized_shape, weight, bias, eps):
    axes = [-1 - axis for axis, _ in enumerate(normalized_shape)]
    mean = input.mean(axes, keepdim=True)
    rstd = (input.var(axes, unbiased=False, keepdim=True) + eps).rsqrt()
    return layer_norm(input, normalized_shape, weight, bias, eps), mean, rstd


def batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled):
    return _functional("batch_norm")(input, running_mean, running_var, weight, bias, training, momentum, eps)


def adaptive_max_pool1d(input, output_size):
    return _functional("adaptive_max_pool1d")(input, output_size, return_indices=True)


def grid_sampler(input, grid, interpolation_mode, padding_mode, align_corners):
    """Modes by number."""
    mode = ("bilinear", "nearest", "bicubic")[interpolation_mode]
    padding = ("zeros", "border", "reflection")[padding_mode]
    return _functional("grid_sample")(input, grid, mode, padding, align_corners)


grid_sampler_2d = grid_sampler_3d = grid_sampler


def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    return _functional("embedding")(indices, weight)


def _numbered(name, parameters):
    """A loss that takes its reduction as a number, in a place of its own, and reduces nothing where none is given."""

    def loss(*args, **kwargs):
        given = {**dict(zip(parameters.split(), args)), **kwargs}
        reduction = given.get("reduction", 0)
        # `int` is a type of tensors here
        given["reduction"] = reduction if isinstance(reduction, str) else ("none", "mean", "sum")[reduction]
        return _functional(name)(**given)

    return loss


binary_cross_entropy_with_logits = _numbered(
    "binary_cross_entropy_with_logits", "input target weight pos_weight reduction"
)
cosine_embedding_loss = _numbered("cosine_embedding_loss", "input1 input2 target margin reduction")
ctc_loss = _numbered("ctc_loss", "log_probs targets input_lengths target_lengths blank reduction zero_infinity")
hinge_embedding_loss = _numbered("hinge_embedding_loss", "input target margin reduction")
kl_div = _numbered("kl_div", "input target reduction")
margin_ranking_loss = _numbered("margin_ranking_loss", "input1 input2 target margin reduction")
poisson_nll_loss = _numbered("poisson_nll_loss", "input target log_input full eps reduction")
triplet_margin_loss = _numbered("triplet_margin_loss", "anchor positive negative margin p eps swap reduction")
