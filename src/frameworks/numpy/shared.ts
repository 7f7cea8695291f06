/** The part of NumPy that is written in Python and that `jax.numpy` and `tf.experimental.numpy` have too: one module's text. */

import shared from "./prelude/shared.py";
import more from "./prelude/shared_more.py";
import rest from "./prelude/shared_rest.py";
import statistics from "./prelude/shared_statistics.py";

export const sharedPrelude = [shared, statistics, more, rest].join("\n");
