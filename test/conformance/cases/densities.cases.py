def plus(low=0.4, high=2.0, shape=(3,)):
    return uniform(*shape, low=low, high=high)


unit = uniform(3, low=0.1, high=0.9)
real = normal(3)
given = {
    "LogNormal": ({"loc": normal(3), "scale": plus()}, plus()),
    "Laplace": ({"loc": normal(3), "scale": plus()}, real),
    "Cauchy": ({"loc": normal(3), "scale": plus()}, real),
    "Gumbel": ({"loc": normal(3), "scale": plus()}, real),
    "HalfNormal": ({"scale": plus()}, plus()),
    "HalfCauchy": ({"scale": plus()}, plus()),
    "Weibull": ({"scale": plus(), "concentration": plus(1.2, 3.0)}, plus()),
    "Pareto": ({"scale": plus(0.1, 0.3), "alpha": plus(2.2, 4.0)}, plus()),
    "Kumaraswamy": ({"concentration1": plus(1.1, 3.0), "concentration0": plus(1.1, 3.0)}, unit),
    "FisherSnedecor": ({"df1": plus(2.2, 4.0), "df2": plus(4.5, 7.0)}, plus()),
    "ContinuousBernoulli": ({"probs": tensor([0.2, 0.9, 0.4])}, unit),
    "VonMises": ({"loc": normal(3), "concentration": tensor([0.5, 4.0, 9.0])}, real),
    "Exponential": ({"rate": plus()}, plus()),
    "Uniform": ({"low": plus(-1, 0), "high": plus(1, 2)}, unit),
    "LowRank": ({"loc": normal(3), "factor": normal(3, 2), "diagonal": plus()}, normal(2, 3)),
    "Mixture": ({"logits": normal(3, 2), "loc": normal(3, 2), "scale": plus(shape=(3, 2))}, real),
    "Wishart": ({"df": tensor(4.0), "covariance_matrix": tensor([[2.0, 0.3], [0.3, 1.0]])}, tensor([[3.0, 0.5], [0.5, 2.0]])),
}
for name, (numbers, x) in given.items():
    case("density", name=name, numbers=numbers, x=x)
    if name not in ("Cauchy", "HalfCauchy"):
        case("moments", name=name, numbers=numbers)
    if name not in ("FisherSnedecor", "VonMises", "Mixture"):
        case("spread", name=name, numbers=numbers)
for name in ("LogNormal", "Laplace", "Cauchy", "Gumbel", "HalfNormal", "HalfCauchy", "Weibull", "Pareto", "Kumaraswamy", "ContinuousBernoulli", "Exponential", "Uniform"):
    numbers, x = given[name]
    case("quantiles", name=name, numbers=numbers, x=x, u=unit)
for name in ("Laplace", "Gumbel", "Weibull", "Pareto", "Wishart", "VonMises"):
    case("most_likely", name=name, numbers=given[name][0])
case("most_likely", name="Beta", numbers={"concentration1": tensor([0.5, 2.0, 0.7]), "concentration0": tensor([0.8, 3.0, 2.0])})
case("most_likely", name="Gamma", numbers={"concentration": tensor([0.5, 3.0]), "rate": tensor([2.0, 2.0])})
case("most_likely", name="Poisson", numbers={"rate": tensor([0.5, 3.2])})
case("most_likely", name="Binomial", numbers={"total_count": 5, "probs": tensor([0.3, 0.9])})
case("below", name="Mixture", numbers=given["Mixture"][0], x=real)
for name in ("Logistic", "Cubed"):
    pair = {"loc": normal(2) * 0.5, "scale": plus(shape=(2,))}
    case("density", name=name, numbers=pair, x=plus(0.3, 1.5, (2,)))
    case("quantiles", name=name, numbers=pair, x=plus(0.3, 1.5, (2,)), u=unit[:2])
case("density", name="Sticks", numbers={"loc": normal(2), "scale": plus(shape=(2,))}, x=tensor([0.2, 0.5, 0.3]))
case("density", name="LogisticNormal", numbers={"loc": normal(2), "scale": plus(shape=(2,))}, x=tensor([0.2, 0.5, 0.3]))
case("density", name="LKJCholesky", numbers={"dim": 3, "concentration": tensor(1.5)}, x=tensor([[1.0, 0.0, 0.0], [0.6, 0.8, 0.0], [0.3, 0.4, 0.8660254]]))
case("density", name="RelaxedBernoulli", numbers={"temperature": tensor(0.7), "logits": normal(3)}, x=unit)
case("density", name="RelaxedOneHotCategorical", numbers={"temperature": tensor(0.7), "logits": normal(3)}, x=tensor([0.2, 0.5, 0.3]))
case("spread", name="Multinomial", numbers={"total_count": 4, "logits": normal(3)})
case("spread", name="Binomial", numbers={"total_count": 4, "logits": normal(3)})
kinds = {
    "Normal": {"loc": normal(3), "scale": plus()},
    "Gamma": {"concentration": plus(), "rate": plus()},
    "Beta": {"concentration1": plus(), "concentration0": plus()},
    "Bernoulli": {"logits": normal(3)},
    "Poisson": {"rate": plus()},
    "Binomial": {"total_count": 5, "logits": normal(3)},
    **{name: numbers for name, (numbers, _) in given.items()},
}
others = {name: {key: value * 0.9 + 0.1 if hasattr(value, "dim") else value for key, value in one.items()} for name, one in kinds.items()}
pairs = """
Gumbel Gumbel, Binomial Binomial, ContinuousBernoulli ContinuousBernoulli, LowRank LowRank, Normal Laplace, Laplace Normal,
Normal Gumbel, Gumbel Normal, Gamma Normal, Gamma Exponential, Gamma Gumbel, Exponential Gamma, Exponential Gumbel,
Exponential Normal, Beta Normal, Beta Gamma, Beta Exponential, Bernoulli Poisson, Pareto Exponential, Pareto Normal,
Uniform Gumbel, Uniform Normal
"""
for first, second in (pair.split() for pair in pairs.split(",")):
    case("divergence", first=first, numbers=kinds[first], second=second, others=others[second])
case("cut_density", low=tensor([-1.0, 0.0, -3.0]), x=tensor([0.5, 1.0, -2.0]))
