/** Interpreters with the frameworks at hand, and probes that give them numbers at the reference. */

import { createProbe } from "../engine/probe";
import { torchLibrary } from "../frameworks/torch/library";
import { TorchTensor } from "../frameworks/torch/tensor";
import { torchTensors } from "../frameworks/torch/tensors";
import { createBuilder } from "../graph/build";
import { createInterpreter } from "../interpreter/interpreter";
import type { FindFile } from "../interpreter/modules";
import type { Chunk } from "../syntax/tree";
import { parseStandIns } from "./standIns";
import type { Workshop } from "./trace";

export function createWorkshop(findFile: FindFile, parseChunk: (text: string) => Chunk): Workshop {
  const libraries = [torchLibrary];
  const workshop: Workshop = {
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
