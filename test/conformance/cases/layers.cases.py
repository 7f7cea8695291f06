image = normal(1, 1, 6, 6)
case("PerceptualLoss", parameters="random", a=image, b=normal(1, 1, 6, 6))
case("PatchDiscriminator", parameters="random", x=normal(2, 1, 8, 8))
x, target = normal(5, 4), ints([0, 1, 2, 1, 0])
for norm in ("layer", "batch", "group", "none"):
    case("NormedMLP", init={"norm": norm}, parameters="random", x=x, target=target)
for activation in ("silu", "mish", "prelu", "selu"):
    case("NormedMLP", init={"norm": "none", "activation": activation}, parameters="random", x=x, target=target)
tokens = ints([[1, 2, 3, 0], [4, 5, 6, 1]])
for cell in ("lstm", "gru", "rnn"):
    case("SequenceLoss", init={"cell": cell}, parameters="random", tokens=tokens)
case("SequenceLoss", init={"bidirectional": True}, parameters="random", tokens=tokens)
case("AttentionPool", parameters="random", x=normal(2, 3, 4), target=normal(2, 4))
case("AttentionPool", parameters="random", x=normal(2, 3, 4), target=normal(2, 4), mask=bools([[1, 1, 0], [1, 1, 1]]))
case("Upsampler", parameters="random", x=normal(1, 1, 3, 3), y=normal(1, 1, 6, 6))
case("Ensemble", parameters="random", x=normal(4, 2), y=normal(4, 1))
kinks = tensor([-4.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 6.0, 25.0])
for name in "relu relu6 leaky_relu elu selu celu gelu silu mish softplus logsigmoid softsign tanhshrink hardshrink softshrink hardsigmoid hardswish hardtanh".split():
    case("activation", x=kinks, name=name)
case("activation", x=kinks, name="softplus", beta=2, threshold=1)
case("activation", x=kinks, name="gelu", approximate="tanh")
for name in ("softmax", "log_softmax", "glu", "normalize"):
    case("activation", x=normal(3, 4), name=name, dim=1)
ties = tensor([[[[1.0, 1.0, 0.0, 2.0], [1.0, 0.0, 2.0, 2.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, -1.0, -1.0]]]])
case("pooled", x=ties, kind="max", kernel_size=2)
case("pooled", x=ties, kind="max", kernel_size=3, stride=1, padding=1)
case("pooled", x=ties, kind="avg", kernel_size=3, stride=2, padding=1, count_include_pad=False)
case("pooled", x=ties, kind="adaptive", output_size=3)
