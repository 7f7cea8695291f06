from ..measures import Cosine
from ..tools import shared as sh
from .pairs_loss import PairsLoss


class SoftPairsLoss(PairsLoss):  # @loss
    def __init__(self, near=2, far=40, shift=0.5, **kwargs):
        super().__init__(on_matrix=True, **kwargs)
        self.near = near
        self.far = far
        self.shift = shift

    def _compute_loss(self, matrix, alike, unlike):
        pulled = self.measure.margin(matrix, self.shift)
        pushed = self.measure.margin(self.shift, matrix)
        near_loss = (1.0 / self.near) * sh.logsumexp(self.near * pulled, keep=alike.bool())
        far_loss = (1.0 / self.far) * sh.logsumexp(self.far * pushed, keep=unlike.bool())
        return {"loss": {"losses": near_loss + far_loss, "by": "element"}}

    def get_default_measure(self):
        return Cosine()


class NoiseRatioPairsLoss(PairsLoss):  # @loss
    def get_default_distance(self):
        return Cosine()
