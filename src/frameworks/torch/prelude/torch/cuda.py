"""There is no GPU in a trace."""

from torch import Generator


def is_available():
    return False


def device_count():
    return 0


def current_device():
    return 0


def _nothing(*args, **kwargs):
    return None


manual_seed = manual_seed_all = synchronize = empty_cache = set_device = _nothing
memory_allocated = max_memory_allocated = reset_peak_memory_stats = lambda *args, **kwargs: 0
