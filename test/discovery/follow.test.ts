/** A definition is found again after edits, by name or by place. */

import { expect, test } from "vitest";
import { discover } from "../../src/discovery/discover";
import { follow } from "../../src/discovery/follow";
import type { Loss } from "../../src/discovery/loss";
import { loadPythonParser } from "../syntax/pythonParser";

const parser = await loadPythonParser();
const find = (...names: string[]) =>
  discover(
    parser.parse(
      "a.py",
      names
        .map((name) => `import torch\ndef ${name}(pred, target):\n    return ((pred - target) ** 2).mean()\n`)
        .join("\n"),
    ),
  );
const key = (losses: readonly Loss[], ordinal: number) => {
  const loss = losses[ordinal];
  if (!loss) throw new Error("no such loss");
  return { qualifiedName: loss.qualifiedName, kind: loss.kind, ordinal };
};

test("by name, wherever it moved", () => {
  const before = find("a", "b", "c");
  expect(follow(key(before, 2), before, find("c", "x", "a"))?.name).toBe("c");
});

test("renamed: the new name at the old place", () => {
  const before = find("a", "b", "c");
  expect(follow(key(before, 1), before, find("a", "bb", "c"))?.name).toBe("bb");
  expect(follow(key(before, 1), undefined, find("a", "bb", "c"))?.name).toBe("bb");
});

test("renamed and moved: one went, one came", () => {
  const before = find("a", "b", "c");
  expect(follow(key(before, 1), before, find("a", "c", "bb"))?.name).toBe("bb");
});

test("gone: a neighbour is not it", () => {
  const before = find("a", "b", "c");
  expect(follow(key(before, 1), before, find("a", "c"))).toBeUndefined();
});

test("uses of one name are told apart by their order", () => {
  const source = "import torch.nn as nn\na = nn.HuberLoss(delta=1.0)\nb = nn.HuberLoss(delta=2.0)\n";
  const before = discover(parser.parse("a.py", source));
  const after = discover(parser.parse("a.py", `x = 1\n${source}`));
  expect(follow(key(before, 1), before, after)?.line).toBe(4);
});
