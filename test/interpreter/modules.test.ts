/** Modules are evaluated name by name: what a definition does not need is not run. */

import { expect, test } from "vitest";
import { MissingFiles } from "../../src/interpreter/errors";
import { pointedAt, runProgram, told } from "./program";

test("only what a name needs is run", () => {
  const program = runProgram(`
    import matplotlib.pyplot as plt
    import pandas
    from somewhere import dataset
    data = dataset.load("x")
    raise RuntimeError("training starts here")
    for epoch in range(10):
        data.step(epoch)
    plt.plot(data)
    SCALE = 2.0
    def loss(x):
        return SCALE * x
    if __name__ == "__main__":
        main()
    def main():
        this is not Python
  `);
  expect(program.show("SCALE")).toBe("2.0");
  const loss = program.interpreter.find(program.module, "loss");
  if (loss === undefined) throw new Error("no loss");
  expect(program.interpreter.repr(program.interpreter.call(loss, [{ kind: "int", value: 3 }]))).toBe("6.0");
});

test("later statements about a name are part of it", () => {
  const program = runProgram(`
    WEIGHTS = {"a": 1}
    WEIGHTS["b"] = 2
    NAMES = []
    NAMES.append("x")
    NAMES += ["y"]
    TOTAL = 1
    DOUBLE = TOTAL * 2
    TOTAL = TOTAL + 10
    try:
        FAST = 1
    except ValueError:
        FAST = 2
    if TOTAL > 5:
        BIG = True
    else:
        BIG = False
    for i in range(3):
        NAMES.append(i)
    a, (b, *c) = 1, (2, 3, 4)
    class Options:
        pass
    Options.size = 5
  `);
  expect(["WEIGHTS", "NAMES", "TOTAL", "DOUBLE", "FAST", "BIG", "c", "Options.size"].map(program.show)).toEqual([
    "{'a': 1, 'b': 2}",
    "['x', 'y', 0, 1, 2]",
    "11",
    "2",
    "1",
    "True",
    "[3, 4]",
    "5",
  ]);
});

test("a name is seen as it was where it was used", () => {
  const program = runProgram(`
    x = 1
    y = x
    x = 2
    def later():
        return x
    z = later()
    x = 3
  `);
  expect(["x", "y", "z"].map(program.show)).toEqual(["3", "1", "2"]);
});

test("registries are filled by their decorators", () => {
  const program = runProgram(`
    LOSSES = {}
    def register(name):
        def decorate(function):
            LOSSES[name] = function
            return function
        return decorate
    @register("l1")
    def l1(x):
        return abs(x)
    class Registry:
        def __init__(self):
            self.items = {}
        def add(self, cls):
            self.items[cls.__name__] = cls
            return cls
    REGISTRY = Registry()
    @REGISTRY.add
    class Focal:
        pass
    names = sorted(LOSSES), sorted(REGISTRY.items)
    value = LOSSES["l1"](-3)
  `);
  expect([program.show("names"), program.show("value")]).toEqual(["(['l1'], ['Focal'])", "3"]);
});

test("absent modules are no error until their value is needed", () => {
  const program = runProgram(`
    import numpyro
    from einops import rearrange as re
    import some.deep.module
    from lightning import Module, hooks
    try:
        import apex
        FUSED = True
    except ImportError:
        FUSED = False
    ALIAS = numpyro.infer.SVI
    class Model(Module):
        size: hooks.Size[int] = 3
        @hooks.wrap("x")
        def forward(self, x: numpyro.Array) -> "numpyro.Array":
            return x + 1
        def report(self):
            self.log("x", 1)
    result = Model(5, name="m").forward(1)
    def uses():
        return re(1)
    def adds():
        return ALIAS + 1
  `);
  expect([program.show("FUSED"), program.show("result")]).toEqual(["False", "2"]);
  const callName = (name: string, ...given: readonly { kind: "int"; value: number }[]) =>
    told(() => {
      const found = program.interpreter.find(program.module, name);
      return found === undefined ? "none" : program.interpreter.repr(program.interpreter.call(found, given));
    });
  expect(callName("uses")).toBe(
    "'einops.rearrange' is needed here, but the module 'einops' is not part of the workspace",
  );
  expect(callName("adds")).toBe(
    "'numpyro.infer.SVI' is needed here, but the module 'numpyro' is not part of the workspace",
  );
  const model = program.interpreter.find(program.module, "Model");
  if (model === undefined) throw new Error("no Model");
  const report = program.interpreter.attribute(program.interpreter.call(model), "report");
  expect(told(() => program.interpreter.repr(program.interpreter.call(report)))).toMatch(
    /'log' would come from 'lightning.Module'/,
  );
});

test("modules of the workspace", () => {
  const program = runProgram(
    `
      import losses.base
      import losses.focal as focal
      from losses import GAMMA, focal as again
      from losses.base import *
      from losses.base import Base as B
      value = focal.gamma_twice() + GAMMA
      shared = again is focal
      made = B(3).scaled(), helper(2), losses.base.LIMIT
      from losses.base import Missing
    `,
    {},
    {
      "/project/losses/__init__.py": "GAMMA = 2\nfrom .focal import gamma_twice\n",
      "/project/losses/focal.py":
        "from . import GAMMA\nfrom .base import helper\nfrom ..losses.base import LIMIT\ndef gamma_twice():\n    return helper(GAMMA) + LIMIT\n",
      "/project/losses/base.py":
        "LIMIT = 100\ndef helper(x):\n    return x * 2\nclass Base:\n    def __init__(self, x):\n        self.x = x\n    def scaled(self):\n        return self.x * LIMIT\n",
    },
  );
  expect(["value", "shared", "made"].map(program.show)).toEqual(["106", "True", "(300, 4, 100)"]);
  expect(program.show("Missing")).toBe("cannot import name 'Missing' from 'losses.base'");
});

test("modules that import each other", () => {
  const program = runProgram(
    "from left import a\nresult = a()",
    {},
    {
      "/project/left.py": "from right import b\ndef a():\n    return b() + 1\nBASE = 10\n",
      "/project/right.py": "from left import BASE\ndef b():\n    return BASE\n",
    },
  );
  expect(program.show("result")).toBe("11");
});

test("a library's own source has more modules than the preview brings along; other files have not", () => {
  const program = runProgram(
    "from project import SIZE\nfrom project.parts import width\nfrom other.parts import height\nx = width() + SIZE",
    { libraries: [{ modules: { project: { prelude: "SIZE = 3\n" }, other: { prelude: "" } } }] },
    {
      "/project/project/parts.py": "def width():\n    return 4\n",
      "/project/other/parts.py": "def height():\n    return 5\n",
    },
  );
  expect(program.show("x")).toBe("7");
  expect(program.show("height")).not.toContain("function");
});

test("a file that nobody has read yet ends the run with its candidates", () => {
  const asked: (readonly string[])[] = [];
  const program = runProgram("from helpers.math import scale\nx = scale(1)", {
    findFile: (candidates) => {
      asked.push(candidates);
      return "pending";
    },
  });
  expect(() => program.show("x")).toThrow(MissingFiles);
  expect(asked[0]?.slice(0, 2)).toEqual(["/project/helpers/math.py", "/project/helpers/math/__init__.py"]);
});

test("preludes are read name by name", () => {
  const parsed: string[] = [];
  const program = runProgram(
    "import framework\nfrom framework.nn import Layer\nvalue = framework.double(3), Layer(2).run(), framework.nn.SIZE",
    {
      libraries: [
        {
          modules: {
            framework: {
              members: { two: { kind: "int", value: 2 } },
              prelude: "# Doubles.\ndef double(x):\n    return x * two\n\n\ndef unused():\n    return broken(\n",
            },
            "framework.nn": {
              prelude:
                "SIZE = 4\n\n\nclass Base:\n    def run(self):\n        return self.size * SIZE\n\n\nclass Layer(Base):\n    def __init__(self, size):\n        self.size = size\n",
            },
          },
        },
      ],
    },
  );
  expect(program.show("value")).toBe("(6, 8, 4)");
  expect(parsed).toEqual([]);
});

test("a star takes from a library's private module what it defines, not what it works with", () => {
  const program = runProgram("import framework\nx = framework.twice(3)\ninner = hasattr(framework, 'double')", {
    libraries: [
      {
        modules: {
          framework: { prelude: "from framework._parts import *\n" },
          "framework._parts": {
            prelude: "from framework._formulas import double\n\n\ndef twice(x):\n    return double(x)\n",
          },
          "framework._formulas": { prelude: "def double(x):\n    return 2 * x\n" },
        },
      },
    ],
  });
  expect(program.show("x")).toBe("6");
  expect(program.show("inner")).toBe("False");
});

test("errors inside a prelude point at the user's call", () => {
  const program = runProgram("import framework\ndef f(x):\n    return framework.check(x + 1)\n", {
    libraries: [
      { modules: { framework: { prelude: 'def check(x):\n    if x > 0:\n        raise ValueError(f"bad {x}")\n' } } },
    ],
  });
  const f = program.interpreter.find(program.module, "f");
  if (f === undefined) throw new Error("no f");
  expect(told(() => String(program.interpreter.call(f, [{ kind: "int", value: 1 }])))).toBe("ValueError: bad 2");
  expect(pointedAt(() => program.interpreter.call(f, [{ kind: "int", value: 1 }]))).toBe("framework.check(x + 1)");
});

test("notebook cells and half-typed statements around the definition do no harm", () => {
  const program = runProgram(`
    def good(x):
        return x + 1
    def broken(x:
        return x
    value = good(1)
    x = = 3
  `);
  expect(program.show("value")).toBe("2");
});

test("a base class that could not be found is taken for the framework's module class", () => {
  const program = runProgram(
    `
      from lightning import LightningModule
      class Model(LightningModule):
          def __init__(self, size):
              super().__init__(size, name="m")
              self.size = size
          def forward(self, x):
              return x * self.size
      result = Model(3)(4), hasattr(Model(3), "log")
    `,
    {
      libraries: [
        {
          modules: {
            framework: {
              prelude: "class Module:\n    def __call__(self, *args):\n        return self.forward(*args)\n",
            },
          },
          standIn: { module: "framework", name: "Module" },
        },
      ],
    },
  );
  expect(program.show("result")).toBe("(12, False)");
});

test("what a class body takes from an absent base is absent, and the class is there", () => {
  const program = runProgram(`
    import textwrap
    from somewhere import Base
    class Config(Base):
        FIELDS = Base.FIELDS + ["beta"]
        names, sizes = Base.pairs()
        note = textwrap.dedent("""
            two
              lines
        """).strip()
        def scaled(self, x):
            return 2 * x
    class Own(Config):
        MORE = Config.FIELDS + ["gamma"]
    USED = Own().scaled(3)
    NOTE = Own.note
    def needs():
        return len(Own.MORE)
  `);
  expect(program.show("USED")).toBe("6");
  expect(program.show("NOTE")).toBe("'two\\n  lines'");
  const needs = program.interpreter.find(program.module, "needs");
  if (needs === undefined) throw new Error("no needs");
  expect(() => program.interpreter.call(needs)).toThrow("somewhere");
});

test("a question to an absent module, whether another is there, counts as answered by yes", () => {
  const program = runProgram(`
    from somewhere.utils import is_math_available, is_other_available
    if is_math_available():
        import math
        ROOT = math.sqrt(16)
    else:
        ROOT = 0
    if not is_other_available():
        raise ImportError("other is needed")
    if is_other_available():
        from other import Thing
        DEPTH = Thing.depth
    def use(x):
        return ROOT * x if not isinstance(x, Thing) else DEPTH
    USED = ROOT * 3
  `);
  expect(program.show("USED")).toBe("12.0");
  expect(program.show("Thing")).toContain("Thing");
});

test("what a program asks about its surroundings is answered", () => {
  const program = runProgram(`
    import importlib.metadata
    import importlib.util
    import os
    from contextvars import ContextVar
    from packaging import version
    from packaging.version import parse
    newer = parse("1.10.0+cu117") > parse("1.9") and version.parse("2.0") == version.parse("2.0.0")
    known = importlib.util.find_spec("math") is not None
    unknown = importlib.util.find_spec("horovod") is None
    try:
        importlib.metadata.version("horovod")
    except importlib.metadata.PackageNotFoundError:
        release = "none"
    def nested():
        depth = ContextVar("depth", default=1)
        token = depth.set(2)
        inside = depth.get()
        depth.reset(token)
        return inside, depth.get()
    depths = nested()
    home = os.path.join(os.path.expanduser("~"), "x") if os.access("/", os.W_OK) else ""
  `);
  const names = ["newer", "known", "unknown", "release", "depths", "home"];
  expect(names.map((name) => program.show(name))).toEqual(["True", "True", "True", "'none'", "(2, 1)", "'~/x'"]);
});
