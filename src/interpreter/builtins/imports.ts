/** Imports by a call rather than a statement. */

import { toNumber, toText } from "../conversions";
import type { Table } from "../equip";
import { fault } from "../errors";
import { iterate } from "../iteration";
import { nowhere } from "../scope";

export const importFunctions: Table = {
  "__import__(name, globals=None, locals=None, fromlist=(), level=0)": (run, call) => {
    const name = toText(call.get("name"));
    const [root = name] = name.split(".");
    const wanted = call.get("fromlist");
    // as `import a.b` it answers with `a`, as `from a.b import c` with `b`
    const isWhole = wanted.kind !== "none" && [...iterate(run, wanted)].length > 0;
    const from = run.frame?.code ?? nowhere;
    const find = (module: string) => run.importModule(module, from, toNumber(run, call.get("level")));
    const found = find(name);
    const answer = isWhole || root === name ? found : (find(root) ?? found);
    if (answer === undefined) throw fault("ModuleNotFoundError", `No module named '${name}'`);
    return answer;
  },
};
