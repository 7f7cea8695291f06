/** The methods of iterators and generators. */

import { equip } from "../equip";
import { fault } from "../errors";
import { exceptionValue, raisedFrom } from "../exceptions";
import { textOf } from "../formatting";
import { nextOf } from "../iteration";
import { generatorClass, iteratorClass } from "../natives";
import { Raised } from "../tracer";
import type { Call, IteratorValue, Value } from "../values";
import { none } from "../values";

export function equipIterators(): void {
  equip(iteratorClass, {
    "__iter__(self)": (_, call) => call.get("self"),
    "__next__(self)": (run, call) => nextOf(run, call.get("self")),
  });
  equip(generatorClass, {
    "__next__(self)": (_, call) => orStop(own(call), own(call).next()),
    "send(self, value)": (_, call) => orStop(own(call), own(call).next(call.get("value"))),
    "throw(self, typ, val=None, tb=None)": (run, call) => {
      const given = call.get("typ");
      const value =
        given.kind === "class" ? run.call(given, call.get("val").kind === "none" ? [] : [call.get("val")]) : given;
      const error =
        value.kind === "instance"
          ? raisedFrom(value, textOf(run, value))
          : fault("TypeError", "exceptions must derive from BaseException");
      return orStop(own(call), own(call).raise?.(error));
    },
    "close(self)": (_, call) => {
      own(call).close?.();
      return none;
    },
  });
}

/** The end of a generator carries what it returned. */
function orStop(generator: IteratorValue, item: Value | undefined): Value {
  if (item !== undefined) return item;
  const result = generator.result?.() ?? none;
  const value = exceptionValue(fault("StopIteration", ""));
  value.attributes.set("args", { kind: "tuple", items: result.kind === "none" ? [] : [result] });
  value.attributes.set("value", result);
  throw new Raised("StopIteration", "", value);
}

function own(call: Call): IteratorValue {
  const value = call.get("self");
  if (value.kind === "iterator") return value;
  throw fault("TypeError", "descriptor requires a 'generator' object");
}
