"""Mixed precision, which changes no number here."""

from torch import autocast


def _decorator(function=None, **options):
    return (lambda wrapped: wrapped) if function is None else function


custom_fwd = custom_bwd = _decorator


class GradScaler:
    def __init__(self, *args, **kwargs):
        pass

    def scale(self, outputs):
        return outputs

    def unscale_(self, optimizer):
        pass

    def step(self, optimizer, *args, **kwargs):
        return optimizer.step(*args, **kwargs)

    def update(self, *args):
        pass

    def get_scale(self):
        return 1.0
