/** Interpreters with the frameworks at hand, and probes that give them numbers at the reference. */

import type { Framework } from "../discovery/loss";
import { createProbe } from "../engine/probe";
import { jaxLibrary } from "../frameworks/jax/library";
import { jaxHome, numpyHome } from "../frameworks/numpy/arrays";
import { numpyLibrary } from "../frameworks/numpy/library";
import { tensorFlowLibrary } from "../frameworks/tensorflow/library";
import { tensorFlowTensors } from "../frameworks/tensorflow/tensors";
import { torchLibrary } from "../frameworks/torch/library";
import { TorchTensor } from "../frameworks/torch/tensor";
import { torchTensors } from "../frameworks/torch/tensors";
import { createBuilder } from "../graph/build";
import { createInterpreter } from "../interpreter/interpreter";
import type { FindFile } from "../interpreter/modules";
import type { Chunk } from "../syntax/tree";
import { parseStandIns } from "./trace/standIns";
import type { Workshop } from "./trace/trace";

export function createWorkshop(findFile: FindFile, parseChunk: (text: string) => Chunk): Workshop {
  const libraries = [torchLibrary, numpyLibrary, tensorFlowLibrary, jaxLibrary];
  const workshop: Workshop = {
    of: (framework) => ({ ...workshop, createTensor: tensorMakers[framework] ?? workshop.createTensor }),
    createInterpreter: (options) => createInterpreter({ ...options, findFile, libraries, parseChunk }),
    createScratch: () => {
      const builder = createBuilder();
      return workshop.createInterpreter({ builder, probe: workshop.createProbe(builder, new Map()) });
    },
    createProbe,
    standIns: parseStandIns(parseChunk),
    createTensor: (node, element, isLearnable) =>
      new TorchTensor(torchTensors, node, element, { requiresGrad: isLearnable, isLeaf: true }),
  };
  return workshop;
}

/** What a loss's inputs are, where they are no tensors of PyTorch's. */
const tensorMakers: Readonly<Partial<Record<Framework, Workshop["createTensor"]>>> = {
  numpy: (node, element) => new TorchTensor(numpyHome.arrays, node, element === "float32" ? "float64" : element),
  tensorflow: (node, element, isLearnable) =>
    new TorchTensor(tensorFlowTensors, node, element, { requiresGrad: isLearnable, isLeaf: true }),
  jax: (node, element) => new TorchTensor(jaxHome.arrays, node, element === "int64" ? "int32" : element),
};
