/** What the Python part of TensorFlow and Keras asks of us: gradients, watched tensors, seeded draws, facts about values. */

import { bool, none } from "../../interpreter/values";
import { gradientNatives } from "../torch/autograd";
import { entriesOf as torchEntriesOf } from "../torch/dispatch";
import { fresh } from "../torch/leaves";
import { isFloating } from "../torch/promotion";
import { known } from "./creation";
import { borrower, type TensorFlowTable } from "./operation";

const borrowed = borrower(torchEntriesOf(gradientNatives));

export const natives: TensorFlowTable = {
  "grad(outputs, inputs, grad_outputs, create_graph, allow_unused)": borrowed("grad"),
  "with_gradient(outputs, inputs, backward)": borrowed("custom_gradient"),
  "manual_seed(seed)": borrowed("manual_seed"),
  "watch(input)": (o) => {
    const value = o.value("input");
    if (value.kind === "tensor" && isFloating(value.element)) {
      value.node = fresh(o.t, value.node);
      value.requiresGrad = true;
    }
    return none;
  },
  "is_tensor(x)": (o) => bool(o.value("x").kind === "tensor"),
  "uniform(shape, low, high)": (o) => {
    const [low, high] = [o.number("low"), o.number("high")];
    return known(o, o.numbers(o.value("shape")), () => low + (high - low) * o.t.random.uniform());
  },
  "integers(shape, low, high)": (o) => {
    const [low, high] = [o.number("low"), o.number("high")];
    return known(o, o.numbers(o.value("shape")), () => low + Math.floor((high - low) * o.t.random.uniform()), "int32");
  },
  "normal(shape, bound)": (o) => {
    const bound = o.number("bound");
    const draw = (): number => {
      for (;;) {
        const value = o.t.random.normal();
        if (bound <= 0 || Math.abs(value) <= bound) return value;
      }
    };
    return known(o, o.numbers(o.value("shape")), draw);
  },
  "permutation(n)": (o) => {
    const places = Array.from({ length: o.number("n") }, (_, i) => i);
    for (let i = places.length - 1; i > 0; i--) {
      const j = Math.floor(o.t.random.uniform() * (i + 1));
      const [a = 0, b = 0] = [places[i], places[j]];
      places[i] = b;
      places[j] = a;
    }
    return known(o, [places.length], (i) => places[i] ?? 0, "int32");
  },
};
