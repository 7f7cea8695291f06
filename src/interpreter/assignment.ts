/** Giving values to targets: names, attributes, items, and patterns of them; and taking them away. */

import type { Expression } from "../syntax/tree";
import { deleteAttribute, setAttribute } from "./attributeWrites";
import { fault } from "./errors";
import { deleteItem, setItem } from "./indexing";
import { unpack } from "./iteration";
import type { Frame, Runtime } from "./runtime";
import { mark } from "./runtime";
import type { Value } from "./values";
import { list, none } from "./values";

export function assign(run: Runtime, frame: Frame, target: Expression, value: Value): void {
  switch (target.kind) {
    case "name":
      frame.scope.bind(target.name, value);
      if (frame.code.isUser && ((value.kind === "tensor" && !value.isPending) || value.kind === "traced")) {
        run.onLocal?.(target.name, value, frame.depth);
        run.locals.push({
          name: target.name,
          node: value.node,
          place: { chunk: frame.chunk, start: target.start, end: target.end },
          function: frame.name,
          depth: frame.depth,
        });
      }
      return;
    case "member": {
      const object = run.evaluate(frame, target.object);
      mark(run, frame, target);
      return setAttribute(run, object, target.name, value);
    }
    case "index": {
      const object = run.evaluate(frame, target.object);
      const index = run.evaluate(frame, target.index);
      mark(run, frame, target);
      return setItem(run, object, index, value);
    }
    case "tuple":
    case "list":
      mark(run, frame, target);
      return assignItems(run, frame, target.items, value);
    case "spread":
      return assign(run, frame, target.value, list([...run.iterate(value)]));
    default:
      mark(run, frame, target);
      throw fault("SyntaxError", "cannot assign to this expression");
  }
}

export function remove(run: Runtime, frame: Frame, target: Expression): void {
  mark(run, frame, target);
  switch (target.kind) {
    case "name":
      if (!frame.scope.unbind(target.name)) throw fault("NameError", `name '${target.name}' is not defined`);
      return;
    case "member":
      return deleteAttribute(run, run.evaluate(frame, target.object), target.name);
    case "index":
      return deleteItem(run, run.evaluate(frame, target.object), run.evaluate(frame, target.index));
    case "tuple":
    case "list":
      for (const item of target.items) remove(run, frame, item);
      return;
    default:
      throw fault("SyntaxError", "cannot delete this expression");
  }
}

function assignItems(run: Runtime, frame: Frame, targets: readonly Expression[], value: Value): void {
  const star = targets.findIndex((target) => target.kind === "spread");
  if (star < 0) {
    const items = unpack(run, value, targets.length);
    targets.forEach((target, index) => assign(run, frame, target, items[index] ?? none));
    return;
  }
  const items = run.iterate(value);
  const after = targets.length - star - 1;
  if (items.length < star + after) {
    throw fault("ValueError", `not enough values to unpack (expected at least ${star + after}, got ${items.length})`);
  }
  const end = items.length - after;
  targets.forEach((target, index) => {
    if (index === star) assign(run, frame, target, list(items.slice(star, end)));
    else assign(run, frame, target, items[index < star ? index : end + index - star - 1] ?? none);
  });
}
