/** The learnable tensors of an object, by the names that a state dict gives them. */

import type { Interpreter } from "../../interpreter/interpreter";
import type { TensorValue, Value } from "../../interpreter/values";

export interface Learnable {
  readonly name: string;
  readonly tensor: TensorValue;
}

/** What `named_parameters` gives; for plain objects, the attributes that are tensors with a gradient. */
export function findLearnables(interpreter: Interpreter, object: Value): readonly Learnable[] {
  const named = pairsOf(interpreter, object, "named_parameters");
  if (named !== undefined) return named;
  if (object.kind !== "instance") return [];
  return [...object.attributes].flatMap(([name, tensor]) =>
    tensor.kind === "tensor" && tensor.requiresGrad ? [{ name, tensor }] : [],
  );
}

/** Everything that can be loaded into the object: learnable tensors and buffers. */
export function findState(interpreter: Interpreter, object: Value): readonly Learnable[] {
  const buffers = pairsOf(interpreter, object, "named_buffers") ?? [];
  return [...findLearnables(interpreter, object), ...buffers];
}

function pairsOf(interpreter: Interpreter, object: Value, method: string): readonly Learnable[] | undefined {
  const callee = object.kind === "instance" ? interpreter.findAttribute(object, method) : undefined;
  if (callee === undefined || isUnprepared(object)) return undefined;
  return interpreter.tracer.iterate(interpreter.call(callee)).flatMap((pair) => {
    const [name, tensor] = pair.kind === "tuple" ? pair.items : [];
    return name?.kind === "str" && tensor?.kind === "tensor" ? [{ name: name.value, tensor }] : [];
  });
}

/** A module whose own constructor was never called: a data class over a base that is not there. */
function isUnprepared(object: Value): boolean {
  return (
    object.kind === "instance" &&
    object.type.order.some(({ name }) => name === "Module") &&
    !object.attributes.has("_modules")
  );
}
