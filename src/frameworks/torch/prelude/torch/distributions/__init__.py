"""torch.distributions: what losses of policies, variational models and density models are made of."""

from torch.distributions.continuous import Cauchy, Gumbel, Laplace, Normal, StudentT
from torch.distributions.covariance import LKJCholesky, LowRankMultivariateNormal, Wishart
from torch.distributions.discrete import (
    Bernoulli,
    Binomial,
    Categorical,
    Geometric,
    Multinomial,
    NegativeBinomial,
    OneHotCategorical,
    OneHotCategoricalStraightThrough,
    Poisson,
    RelaxedOneHotCategorical,
)
from torch.distributions.distribution import Distribution, ExponentialFamily
from torch.distributions.interval import Beta, ContinuousBernoulli, Kumaraswamy, Uniform, VonMises
from torch.distributions.kl import kl_divergence, register_kl
from torch.distributions.multivariate import Dirichlet, Independent, MixtureSameFamily, MultivariateNormal
from torch.distributions.positive import (
    Chi2,
    Exponential,
    FisherSnedecor,
    Gamma,
    HalfCauchy,
    HalfNormal,
    InverseGamma,
    LogNormal,
    Pareto,
    Weibull,
)
from torch.distributions.transformed import LogisticNormal, RelaxedBernoulli, TransformedDistribution
from torch.distributions.transforms import (
    AbsTransform,
    AffineTransform,
    ComposeTransform,
    ExpTransform,
    IndependentTransform,
    LowerCholeskyTransform,
    PowerTransform,
    SigmoidTransform,
    SoftmaxTransform,
    SoftplusTransform,
    StickBreakingTransform,
    TanhTransform,
    Transform,
    identity_transform,
)
