/** PyTorch as the interpreter sees it: modules to import, with members of ours and preludes in Python. */

import type { Library, LibraryModule } from "../../interpreter/library";
import { objectClass } from "../../interpreter/natives";
import { Raised } from "../../interpreter/tracer";
import type { ClassValue, Value } from "../../interpreter/values";
import { bool, float, none, str } from "../../interpreter/values";
import { className, inquiryFunctions } from "./attributes";
import { gradientNatives } from "./autograd";
import { creation, windows } from "./creation";
import { builtinsOf, entriesOf, pick } from "./dispatch";
import { elementwise } from "./elementwise";
import type { Entry } from "./entry";
import { where } from "./gathering";
import { hookNatives } from "./hooks";
import { joins } from "./joining";
import { fresh } from "./leaves";
import { linalg, matrices, matrixFunctions } from "./linalg";
import { linear, linearFunctions } from "./linear";
import { norms } from "./norms";
import { dtypeToken } from "./operation";
import { search } from "./order";
import torchItself from "./prelude/torch/__init__.py";
import amp from "./prelude/torch/amp.py";
import autograd from "./prelude/torch/autograd/__init__.py";
import autogradFunction from "./prelude/torch/autograd/function.py";
import autogradFunctional from "./prelude/torch/autograd/functional.py";
import cuda from "./prelude/torch/cuda.py";
import distributed from "./prelude/torch/distributed.py";
import func from "./prelude/torch/func.py";
import jit from "./prelude/torch/jit.py";
import specialSeries from "./prelude/torch/special.py";
import checkpoint from "./prelude/torch/utils/checkpoint.py";
import vmap from "./prelude/torch/vmap.py";
import { torchPreludes } from "./preludes";
import { dtypeNames, isFloating } from "./promotion";
import { TorchTensor } from "./tensor";
import {
  frameworkClass,
  home,
  inPlaceShared,
  isTensor,
  shared,
  sizeClass,
  tensorClass,
  tensorConstructor,
} from "./tensors";

const functions: ReadonlyMap<string, Entry> = new Map([
  ...shared,
  ...inPlaceShared,
  ...entriesOf(creation, windows, joins, search, linearFunctions, matrixFunctions, inquiryFunctions, {
    "where(condition, input=None, other=None)": where,
    "polygamma(n, input)": (o) => o.result(o.floatTerm("input").polygamma(o.number("n")), o.floatElement("input")),
  }),
]);

/** The names of `torch.*` that have an implementation, for the coverage table. */
export const torchFunctionNames: readonly string[] = [...functions.keys()].sort();

/** `torch.Tensor` is its own class; `torch.FloatTensor` and its kin make tensors of one type, and all of that type are theirs. */
const typedTensors: Readonly<Record<string, Value>> = Object.fromEntries(
  [...new Set(Object.values(dtypeNames))].map((element) => {
    const name = className(element);
    const made = frameworkClass(name, tensorClass, tensorConstructor(name, element));
    return [name, withInstances(made, (value) => isTensor(value) && value.element === element)];
  }),
);

/** What is asked for on a GPU by its type is made here; nothing that there is is on one. */
const typedTensorsElsewhere: Readonly<Record<string, Value>> = Object.fromEntries(
  [...new Set(Object.values(dtypeNames))].map((element) => {
    const name = className(element);
    return [name, withInstances(frameworkClass(name, tensorClass, tensorConstructor(name, element)), () => false)];
  }),
);

/** A class whose instances are told by what they are. */
function withInstances(made: ClassValue, test: (value: Value) => boolean): ClassValue {
  made.attributes.set("__instancecheck__", {
    kind: "builtin",
    name: `torch.${made.name}.__instancecheck__`,
    signature: "instance",
    run: (_, call) => bool(test(call.get("instance"))),
  });
  return made;
}

const parameterClass: ClassValue = frameworkClass("Parameter", tensorClass, {
  kind: "builtin",
  name: "torch.nn.Parameter",
  signature: "data=None, requires_grad=True",
  run: (t, call) => {
    const given = call.get("data");
    const requiresGrad = t.isTrue(call.get("requires_grad"));
    if (isTensor(given)) {
      if (requiresGrad && !isFloating(given.element))
        throw new Raised("RuntimeError", "Only Tensors of floating point and complex dtype can require gradients");
      // A leaf of its own: no gradient goes back to what it is made of.
      const node = given.requiresGrad ? t.graph.apply("stopGradient", [given.node], {}) : given.node;
      return new TorchTensor(home.tensors, fresh(t, node), given.element, {
        requiresGrad,
        isLeaf: true,
        type: parameterClass,
      });
    }
    const empty = t.graph.constant({ shape: [0], dtype: "float32" }, new Float32Array(0));
    return new TorchTensor(home.tensors, empty, "float32", { requiresGrad, isLeaf: true, type: parameterClass });
  },
});

const torchFunctions = builtinsOf(home, "torch", functions);

/** Types and devices are tokens; these are their classes. */
function tokenClass(family: "dtype" | "device"): ClassValue {
  const construct = torchFunctions[family] ?? torchFunctions.device;
  if (construct === undefined) throw new Error("internal: torch.device is missing");
  return withInstances(
    frameworkClass(family, objectClass, construct),
    (value) => value.kind === "token" && value.family === family,
  );
}

const torchMembers: Readonly<Record<string, Value>> = {
  ...torchFunctions,
  dtype: tokenClass("dtype"),
  device: tokenClass("device"),
  ...Object.fromEntries(Object.entries(dtypeNames).map(([name, element]) => [name, dtypeToken(element)])),
  ...typedTensors,
  Tensor: tensorClass,
  Size: sizeClass,
  pi: float(Math.PI),
  e: float(Math.E),
  inf: float(Infinity),
  nan: float(NaN),
  newaxis: none,
  __version__: str("1.13.0"),
  ...Object.fromEntries(
    ["strided", "contiguous_format", "preserve_format", "channels_last", "channels_last_3d"].map(
      (name): [string, Value] => [name, { kind: "token", family: "other", name: `torch.${name}` }],
    ),
  ),
};

const special = entriesOf(elementwise);
const members: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  torch: torchMembers,
  "torch._native": {
    ...builtinsOf(home, "torch._native", entriesOf(gradientNatives, hookNatives)),
    ...builtinsOf(home, "torch", pick(functions, ["stack"])),
  },
  "torch.special": {
    ...builtinsOf(home, "torch.special", special),
    ...builtinsOf(home, "torch.special", pick(functions, ["polygamma", "softmax", "log_softmax", "logsumexp"])),
  },
  "torch.linalg": {
    ...builtinsOf(home, "torch.linalg", entriesOf(linear, matrices)),
    ...builtinsOf(home, "torch.linalg", entriesOf(linearFunctions, matrixFunctions, norms, linalg)),
  },
  "torch.cuda": typedTensorsElsewhere,
  "torch.nn": { Parameter: parameterClass },
  "torch.nn.parameter": { Parameter: parameterClass },
  "torch.types": {},
};

const preludes: Readonly<Record<string, string>> = {
  torch: torchItself,
  "torch.autograd": autograd,
  "torch.autograd.function": autogradFunction,
  "torch.autograd.functional": autogradFunctional,
  "torch.autograd.variable": "from torch.autograd import Variable\n",
  "torch._vmap": vmap,
  "torch.amp": amp,
  "torch.cuda": cuda,
  "torch.cuda.amp": "from torch.amp import *\nfrom torch.amp import GradScaler, autocast, custom_bwd, custom_fwd\n",
  "torch.distributed": distributed,
  "torch.distributed.nn": "def all_gather(tensor, group=None):\n    return [tensor]\n",
  "torch.func": func,
  functorch: "from torch.func import functional_call, grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp, vmap\n",
  "torch.nn.utils.stateless": "from torch.func import functional_call\n",
  "torch.jit": jit,
  "torch.special": specialSeries,
  "torch.accelerator":
    "def is_available():\n    return False\n\ndef device_count():\n    return 0\n\ndef current_accelerator(check_available=False):\n    return None\n",
  "torch.backends.cudnn": "benchmark = False\ndeterministic = False\nenabled = True\n",
  "torch.utils.checkpoint": checkpoint,
  ...torchPreludes,
};

export const torchLibrary: Library = {
  modules: Object.fromEntries(
    [...new Set([...Object.keys(members), ...Object.keys(preludes)])].map((name) => [name, moduleOf(name)]),
  ),
  standIn: { module: "torch.nn", name: "Module" },
};

function moduleOf(name: string): LibraryModule {
  const own = members[name];
  const prelude = preludes[name];
  return { ...(own === undefined ? {} : { members: own }), ...(prelude === undefined ? {} : { prelude }) };
}
