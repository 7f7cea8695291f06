"""importlib.metadata: versions of what the preview brings along."""

from _interpreter import find_library


class PackageNotFoundError(ModuleNotFoundError):
    pass


def version(distribution_name):
    module = find_library(distribution_name.replace("-", "_"))
    if module is None:
        raise PackageNotFoundError(distribution_name)
    return getattr(module, "__version__", "0.0.0")


def packages_distributions():
    return {}
