"""torch.special where it is a series, a fraction or a recurrence."""

import math

import torch


def gammainc(input, other):
    """x^a e^-x Σ xⁿ / Γ(a + n + 1). PyTorch has a derivative by the second argument only."""
    a, x = torch.broadcast_tensors(torch.as_tensor(input).detach().double(), torch.as_tensor(other).double())
    safe = torch.where(x > 0, x, torch.ones_like(x))
    term = 1 / torch.where(a > 0, a, torch.ones_like(a))
    total = term
    for n in range(1, 20 + int(4 * float(safe.detach().max()))):
        term = term * safe / (a + n)
        total = total + term
    value = torch.exp(a * torch.log(safe) - safe - torch.lgamma(a)) * total
    value = torch.where(x > 0, torch.where(a > 0, value, 1.0), 0.0)
    return value.to(torch.result_type(torch.as_tensor(input), torch.as_tensor(other)))


def gammaincc(input, other):
    return 1 - gammainc(input, other)


def zeta(input, other):
    """Σ (q + n)^-s by Euler and Maclaurin. PyTorch has a derivative by q only."""
    s, q = torch.broadcast_tensors(torch.as_tensor(input).detach().double(), torch.as_tensor(other).double())
    total = sum((q + n) ** -s for n in range(10))
    far = q + 10
    total = total + far ** (1 - s) / (s - 1) + 0.5 * far**-s
    rising, bernoulli = s, (1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160)
    for k, factor in enumerate(bernoulli):
        total = total + factor * rising * far ** (-s - 2 * k - 1)
        rising = rising * (s + 2 * k + 1) * (s + 2 * k + 2)
    total = torch.where(s > 1, total, torch.where(s == 1, float("inf"), float("nan")).double())
    return total.to(torch.result_type(torch.as_tensor(input), torch.as_tensor(other)))


class _ScaledComplement(torch.autograd.Function):
    """e^{x²} erfc(x), as a continued fraction where both factors leave the range of numbers."""

    @staticmethod
    def forward(ctx, input):
        x = input.double()
        near = x.clamp(-26, 3)
        fraction = torch.zeros_like(x)
        far = x.clamp(min=3)
        for n in range(60, 0, -1):
            fraction = 0.5 * n / (far + fraction)
        outer = 1 / (math.sqrt(math.pi) * (far + fraction))
        inner = torch.where(x < -26, float("inf"), torch.exp(near**2) * (1 - torch.erf(near)))
        value = torch.where(x > 3, outer, inner)
        ctx.save_for_backward(x, value)
        return value.to(input.dtype)

    @staticmethod
    def backward(ctx, grad_output):
        x, value = ctx.saved_tensors
        return grad_output * (2 * x * value - 2 / math.sqrt(math.pi)).to(grad_output.dtype)


def erfcx(input):
    return _ScaledComplement.apply(input)


# What follows has no derivatives in PyTorch: the results ask for none.


def _plain(function):
    """Of numbers in double precision, back in their own."""

    def special(input):
        x = input.detach()
        value = function(x.double())
        return value.to(x.dtype if x.is_floating_point() else torch.get_default_dtype())

    return special


def _circular(x, order, is_second):
    """J or Y of order 0 or 1 at x > 0, from Hankel's expansion where x is large."""
    p, q, term = 1.0, 0.0, torch.ones_like(x)
    for k in range(1, 16):
        term = term * (4 * order * order - (2 * k - 1) ** 2) / (8 * k * x)
        sign = 1 if k % 4 < 2 else -1
        p, q = (p + sign * term, q) if k % 2 == 0 else (p, q + sign * term)
    angle = x - (0.5 * order + 0.25) * math.pi
    wave = torch.sin(angle) * p + torch.cos(angle) * q if is_second else torch.cos(angle) * p - torch.sin(angle) * q
    return torch.sqrt(2 / (math.pi * x)) * wave


def _first_kind(x, order, sign):
    """(x/2)^order Σ (sign x²/4)^k / (k! (k + order)!): J for -1, I for 1."""
    square = sign * x * x / 4
    term = torch.ones_like(x)
    total = term
    for k in range(1, 60):
        term = term * square / (k * (k + order))
        total = total + term
    return total * (x / 2) ** order


def _second_kind(x, order, sign):
    """The series of Y (-1) and K (1) that holds the logarithm, without the factor before it."""
    square = sign * x * x / 4
    harmonic, term = 0.0, torch.ones_like(x)
    total = torch.zeros_like(x) if order == 0 else term * 0.5
    for k in range(1, 60):
        harmonic = harmonic + 1 / k
        term = term * square / (k * (k + order))
        total = total + term * (harmonic if order == 0 else harmonic + 0.5 / (k + 1))
    return total * (x / 2) ** order


_gamma = 0.5772156649015329


def _bessel_j(order):
    def function(x):
        size = x.abs()
        near, far = size.clamp(max=14), size.clamp(min=14)
        value = torch.where(size < 14, _first_kind(near, order, -1), _circular(far, order, False))
        return value if order == 0 else torch.where(x < 0, -value, value)

    return _plain(function)


def _bessel_y(order):
    def function(x):
        near, far = x.clamp(1e-30, 14), x.clamp(min=14)
        log = torch.log(near / 2) + _gamma
        series = 2 / math.pi * (log * _first_kind(near, order, -1) - _second_kind(near, order, -1))
        if order == 1:
            series = series - 2 / (math.pi * near)
        value = torch.where(x < 14, series, _circular(far, order, True))
        edge = torch.where(x == 0, float("-inf"), float("nan")).double()
        return torch.where(x > 0, value, edge)

    return _plain(function)


def _modified_k(order, is_scaled):
    def function(x):
        near = x.clamp(1e-30, 2)
        log = torch.log(near / 2) + _gamma
        if order == 0:
            series = -log * _first_kind(near, 0, 1) + _second_kind(near, 0, 1)
        else:
            series = log * _first_kind(near, 1, 1) + 1 / near - _second_kind(near, 1, 1)
        far = x.clamp(min=2)
        # The integral of exp(-x (cosh t - 1)) cosh(order t), by the trapezoidal rule, which is exact to the last digit here.
        integral = sum(
            (0.5 if i == 0 else 1.0) * torch.exp(-far * (math.cosh(0.1 * i) - 1)) * math.cosh(order * 0.1 * i)
            for i in range(50)
        )
        scaled = torch.where(x < 2, series * torch.exp(near), 0.1 * integral)
        value = scaled if is_scaled else scaled * torch.exp(-x)
        edge = torch.where(x == 0, float("inf"), float("nan")).double()
        return torch.where(x > 0, value, edge)

    return _plain(function)


bessel_j0 = _bessel_j(0)
bessel_j1 = _bessel_j(1)
bessel_y0 = _bessel_y(0)
bessel_y1 = _bessel_y(1)
modified_bessel_k0 = _modified_k(0, False)
modified_bessel_k1 = _modified_k(1, False)
scaled_modified_bessel_k0 = _modified_k(0, True)
scaled_modified_bessel_k1 = _modified_k(1, True)


def modified_bessel_i0(input):
    return torch.special.i0(input.detach())


def modified_bessel_i1(input):
    return torch.special.i1(input.detach())


def spherical_bessel_j0(input):
    x = input.detach()
    return torch.where(x == 0, torch.ones_like(x), torch.sin(x) / x)


def _recurrence(first, step):
    """A family of polynomials in x: the one of degree 1, and each from the two before it."""

    def polynomial(input, n):
        x = torch.as_tensor(input).detach()
        degree = int(n)
        before, now = torch.ones_like(x), first(x)
        if degree < 0:
            return torch.zeros_like(x)
        for k in range(1, degree):
            before, now = now, step(x, k, now, before)
        return now if degree > 0 else before

    return polynomial


def _chebyshev(x, k, now, before):
    return 2 * x * now - before


def _shifted(x, k, now, before):
    return 2 * (2 * x - 1) * now - before


chebyshev_polynomial_t = _recurrence(lambda x: x, _chebyshev)
chebyshev_polynomial_u = _recurrence(lambda x: 2 * x, _chebyshev)
chebyshev_polynomial_v = _recurrence(lambda x: 2 * x - 1, _chebyshev)
chebyshev_polynomial_w = _recurrence(lambda x: 2 * x + 1, _chebyshev)
shifted_chebyshev_polynomial_t = _recurrence(lambda x: 2 * x - 1, _shifted)
shifted_chebyshev_polynomial_u = _recurrence(lambda x: 2 * (2 * x - 1), _shifted)
shifted_chebyshev_polynomial_v = _recurrence(lambda x: 2 * (2 * x - 1) - 1, _shifted)
shifted_chebyshev_polynomial_w = _recurrence(lambda x: 2 * (2 * x - 1) + 1, _shifted)
hermite_polynomial_h = _recurrence(lambda x: 2 * x, lambda x, k, now, before: 2 * x * now - 2 * k * before)
hermite_polynomial_he = _recurrence(lambda x: x, lambda x, k, now, before: x * now - k * before)
laguerre_polynomial_l = _recurrence(
    lambda x: 1 - x, lambda x, k, now, before: ((2 * k + 1 - x) * now - k * before) / (k + 1)
)
legendre_polynomial_p = _recurrence(
    lambda x: x, lambda x, k, now, before: ((2 * k + 1) * x * now - k * before) / (k + 1)
)
