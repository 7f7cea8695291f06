/** Which nodes the outputs need. */

import type { Graph, NodeId } from "./graph";

export function findLive({ nodes, outputs }: Graph, wanted: readonly NodeId[] = outputs): readonly boolean[] {
  const live = nodes.map(() => false);
  for (const id of wanted) live[id] = true;
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id];
    if (live[id] && node?.kind === "equation") for (const input of node.inputs) live[input] = true;
  }
  return live;
}
