"""optax.schedules."""

from optax._transforms import (
    Schedule, constant_schedule, polynomial_schedule, linear_schedule, exponential_decay, cosine_decay_schedule, join_schedules,
    warmup_cosine_decay_schedule, warmup_constant_schedule, piecewise_constant_schedule,
)
