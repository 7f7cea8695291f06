"""importlib.metadata: versions of what the preview brings along."""

from _interpreter import find_library


# who asks here instead of `torch.__version__` wants to know whether it is recent enough
_recent = {"torch": "2.6.0", "torchvision": "0.21.0"}


class PackageNotFoundError(ModuleNotFoundError):
    pass


def version(distribution_name):
    module = find_library(distribution_name.replace("-", "_"))
    if module is None:
        raise PackageNotFoundError(distribution_name)
    return _recent.get(distribution_name, getattr(module, "__version__", "0.0.0"))


def packages_distributions():
    return {}
