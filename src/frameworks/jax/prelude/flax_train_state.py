"""flax.training.train_state: what a training loop hands on from step to step."""

from typing import Any

from flax import struct
from optax import apply_updates as _apply_updates


@struct.dataclass
class TrainState:
    step: Any
    apply_fn: Any = struct.field(pytree_node=False)
    params: Any
    tx: Any = struct.field(pytree_node=False)
    opt_state: Any

    def apply_gradients(self, *, grads, **options):
        updates, opt_state = self.tx.update(grads, self.opt_state, self.params)
        return self.replace(step=self.step + 1, params=_apply_updates(self.params, updates), opt_state=opt_state, **options)

    @classmethod
    def create(cls, *, apply_fn, params, tx, **options):
        return cls(step=0, apply_fn=apply_fn, params=params, tx=tx, opt_state=tx.init(params), **options)
