/** Whether a class is one loss, and which of its methods are losses of their own. */

import type { ClassStatement, FunctionStatement, Parameter } from "../syntax/tree";
import { walk } from "../syntax/walk";
import { basePaths, type ClassFacts, type ClassTable, callers } from "./classFacts";
import { has, mark } from "./flow/flow";
import { type Analysis, joinedReturn, primaryFlow } from "./flow/functionAnalysis";
import { judgedAs } from "./framework";
import { dottedPath, type Imports } from "./imports";
import type { Framework } from "./loss";
import { judge } from "./verdict/evidence";
import { voteOfName } from "./verdict/nameVote";
import { placeOf } from "./verdict/place";

/** What the judgement of a class needs of its file. */
export interface EntryView {
  readonly path: string;
  readonly imports: Imports;
  readonly classes: ClassTable;
  readonly framework: Framework;
  readonly usedAsLoss: ReadonlySet<string>;
}

const lossMethods = [
  "loss",
  "compute_loss",
  "get_loss",
  "calculate_loss",
  "calc_loss",
  "loss_fn",
  "loss_function",
  "compute",
  "calculate",
  "evaluate_loss",
  "apply",
  "value",
  "cost",
  "objective",
  "criterion",
  "penalty",
  "regularize",
  "func",
];
/** Methods that a class may have beside its loss and still be nothing else. */
const companions =
  /^_|^((?:get_|compute_|calc_)?(?:backward|gradients?|grads?)|derivative|deriv\d*|delta|prime|reset|extra_repr|get_config|from_config|update|step|reset_parameters|state_dict|name|to|set_\w+|get_name|hessian|hess|d\w*loss|loss_grad\w*|gradient_\w+)$/;

/** The method that computes a class's loss; none where its base does and the class only configures that. */
export interface ClassEntry {
  readonly method: string | undefined;
}

/** The class as one loss: which of its methods computes it. */
export function classEntry(
  view: EntryView,
  node: ClassStatement,
  facts: ClassFacts,
  analyses: ReadonlyMap<string, Analysis>,
): ClassEntry | undefined {
  const base = facts.kind === "loss" ? "loss" : facts.kind === "module" ? "module" : "none";
  const vote = voteOfName(node.name);
  const judged = (name: string, as: string) => {
    const analysis = analyses.get(name);
    const method = facts.methods.get(name);
    if (!analysis || !method) return false;
    return judge({
      name: as,
      analysis,
      docstring: node.docstring ?? method.docstring,
      parameters: ownParameters(method),
      base,
      path: view.path,
      framework: judgedAs(view.framework, view.imports),
      isUsedAsLoss: false,
      isClass: callers.includes(name),
    }).isLoss;
  };
  for (const name of callers) {
    if (!facts.methods.has(name)) continue;
    if (judged(name, node.name)) {
      const handed = vote.isLoss ? undefined : handedOn(name, facts);
      return handed !== undefined && judgeMethod(view, handed, facts, analyses, false) ? undefined : { method: name };
    }
    // A module is what its forward is.
    if (facts.kind !== "plain" && !vote.isLoss) return undefined;
  }
  const hook = facts.hooks.find((name) => judged(name, node.name));
  if (hook !== undefined && !callers.some((name) => facts.methods.has(name))) return { method: hook };
  if (facts.kind === "loss") {
    const own = [...facts.methods.keys()].find(
      (name) => name !== "__init__" && !name.startsWith("__") && judged(name, name),
    );
    const other = own ?? [...facts.methods.keys()].find((name) => !name.startsWith("_") && judged(name, node.name));
    if (other !== undefined) return { method: other };
    const isConfigured =
      facts.methods.size > 0 &&
      [...facts.methods.keys()].every((name) => companions.test(name) || /^get_default_/.test(name));
    return isConfigured ? { method: undefined } : undefined;
  }
  const losses = independent(
    [...facts.methods.keys()].filter(
      (name) =>
        !name.startsWith("__") && !callers.includes(name) && judgeMethod(view, name, facts, analyses, vote.isLoss),
    ),
    facts,
  );
  const others = [...facts.methods.keys()].filter(
    (name) => !losses.includes(name) && !companions.test(name) && !isCalledFrom(name, losses, facts),
  );
  const [only] = losses;
  // In a file of losses a class that may be one by its name is: `L1Reg` in regularizers.py.
  const isCalledSo = vote.isWhole || (vote.score >= 1 && placeOf(view.path).isOfLosses);
  if (isCalledSo && facts.kind === "plain" && losses.length < 2 && (only === undefined || others.length === 0)) {
    const computing = onlyComputed(facts, analyses);
    if (only === undefined || computing) return computing;
  }
  if (only === undefined) return undefined;
  const isActor =
    /(Agent|Trainer|Learner|Algorithm|Policy|Solver|Model|Net|Network|Buffer|Worker|Manager|Experiment|Runner|Module|Mixin)$/.test(
      node.name,
    );
  const isAlone =
    others.length === 0 &&
    facts.kind === "plain" &&
    losses.length === 1 &&
    lossMethods.includes(only) &&
    basePaths(node, view.imports).every(
      (path) => /^(object|ABC|abc\.ABC|torch\.nn\.Module)$/.test(path) || view.classes.has(path),
    );
  const isPurpose = ((vote.isLoss || isCalledSo) && vote.score > 0 && !isActor) || isAlone;
  if (!isPurpose) return undefined;
  if (losses.length === 1) return { method: only };
  const main = vote.isLoss || isCalledSo ? lossMethods.find((name) => losses.includes(name)) : undefined;
  return main === undefined ? undefined : { method: main };
}

/** A class that is called a loss and has one thing to compute: that is it, whatever its name. */
function onlyComputed(
  facts: ClassFacts,
  analyses: ReadonlyMap<string, Analysis>,
): { readonly method: string } | undefined {
  const [only, ...others] = [...facts.methods.keys()].filter((name) => !name.startsWith("_") && !companions.test(name));
  const analysis = only === undefined ? undefined : analyses.get(only);
  if (only === undefined || others.length > 0 || !analysis || analysis.effects.backward) return undefined;
  const flow = primaryFlow(joinedReturn(analysis));
  return has(flow, ~(mark.callable | mark.text | mark.discrete)) && flow.roots.size > 0 ? { method: only } : undefined;
}

/** `def forward(self, x): return self.p_losses(x)`: the loss is the other method's. */
function handedOn(name: string, facts: ClassFacts): string | undefined {
  const receiver = facts.methods.get(name)?.parameters[0]?.name;
  const handed = new Set<string | undefined>();
  walk(facts.methods.get(name)?.body ?? [], (node) => {
    if (node.kind === "return" && node.value) {
      const callee = node.value.kind === "call" ? node.value.callee : undefined;
      const isOwn = callee?.kind === "member" && callee.object.kind === "name" && callee.object.name === receiver;
      handed.add(isOwn && voteOfName(callee.name).isLoss ? callee.name : undefined);
    }
    return undefined;
  });
  return handed.size === 1 ? [...handed][0] : undefined;
}

function ownParameters(method: FunctionStatement): string[] {
  const isStatic = method.decorators.some(
    (decorator) => decorator.kind === "name" && decorator.name === "staticmethod",
  );
  return inputNames(isStatic ? method.parameters : method.parameters.slice(1));
}

/** `*args` are whatever they are, and not a program's arguments. */
export function inputNames(parameters: readonly Parameter[]): string[] {
  return parameters.filter(({ form }) => form !== "variadic" && form !== "keywords").map(({ name }) => name);
}

export function judgeMethod(
  view: EntryView,
  name: string,
  facts: ClassFacts,
  analyses: ReadonlyMap<string, Analysis>,
  isInLoss: boolean,
): boolean {
  const analysis = analyses.get(name);
  const method = facts.methods.get(name);
  if (!analysis || !method || method.isGenerator) return false;
  if (
    method.decorators.some((decorator) =>
      /property|setter|cached_property|fixture/.test(dottedPath(decorator, facts.surroundings.imports) ?? ""),
    )
  )
    return false;
  // Inside a loss class the method `compute` needs no better name.
  const as = isInLoss && lossMethods.includes(name) ? `${name}_loss` : name;
  return judge({
    name: as,
    analysis,
    docstring: method.docstring,
    parameters: ownParameters(method),
    base: "none",
    path: view.path,
    framework: judgedAs(view.framework, view.imports),
    isUsedAsLoss: view.usedAsLoss.has(name),
  }).isLoss;
}

/** Loss methods that no other of them calls: parts of a loss are not losses of their own. */
export function independent(losses: readonly string[], facts: ClassFacts): string[] {
  return losses.filter((name) => !losses.some((other) => other !== name && calledFrom(other, facts).includes(name)));
}

export function isCalledFrom(name: string, callersOf: readonly string[], facts: ClassFacts): boolean {
  return callersOf.some((caller) => calledFrom(caller, facts).includes(name));
}

/** The methods of the same class that a method calls, however indirectly. */
export function calledFrom(name: string, facts: ClassFacts): string[] {
  const found: string[] = [];
  const visit = (one: string) => {
    const method = facts.methods.get(one);
    const receiver = method?.parameters[0]?.name;
    if (!method) return;
    walk(method.body, (node) => {
      if (
        node.kind === "member" &&
        node.object.kind === "name" &&
        node.object.name === receiver &&
        facts.methods.has(node.name) &&
        !found.includes(node.name) &&
        node.name !== name
      ) {
        found.push(node.name);
        visit(node.name);
      }
      return undefined;
    });
  };
  visit(name);
  return found;
}
