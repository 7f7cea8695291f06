"""From one loss per element to what a loss function returns."""


def reduced(loss, reduction):
    if reduction == "mean":
        return loss.mean()
    if reduction == "sum":
        return loss.sum()
    if reduction == "none":
        return loss
    raise ValueError(f"{reduction} is not a valid value for reduction")


def chosen_reduction(size_average, reduce, reduction):
    """The two old flags, where given, win over `reduction`, whose mean has an old name too."""
    if size_average is None and reduce is None:
        return "mean" if reduction == "elementwise_mean" else reduction
    if reduce is not None and not reduce:
        return "none"
    return "mean" if size_average is None or size_average else "sum"


class _Reduction:
    """PyTorch's own numbers for the names, which some toolboxes ask for."""

    @staticmethod
    def get_enum(reduction):
        numbers = {"none": 0, "mean": 1, "elementwise_mean": 1, "sum": 2}
        if reduction not in numbers:
            raise ValueError(f"{reduction} is not a valid value for reduction")
        return numbers[reduction]

    @staticmethod
    def legacy_get_string(size_average, reduce, emit_warning=True):
        return chosen_reduction(size_average, reduce, "mean")
