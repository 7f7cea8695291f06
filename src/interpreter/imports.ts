/** `import` and `from … import`: what they bind. A module that is not there is no error until its value is needed. */

import type { FromImportStatement, ImportStatement, Span } from "../syntax/tree";
import { findAttribute } from "./attributes";
import { fault } from "./errors";
import type { Frame, Runtime } from "./runtime";
import { mark } from "./runtime";
import { LexicalScope } from "./scope";
import { didYouMean } from "./suggestions";
import type { AbsentValue, ModuleValue, Value } from "./values";

export function executeImport(run: Runtime, frame: Frame, statement: ImportStatement): void {
  for (const { module, alias } of statement.names) {
    mark(run, frame, statement);
    const found = run.importModule(module, frame.code, 0);
    if (found === undefined && frame.importGuards > 0)
      throw fault("ModuleNotFoundError", `No module named '${module}'`);
    if (alias !== undefined) {
      frame.scope.bind(alias, found ?? absent(run, frame, module, statement));
      continue;
    }
    const [root = module] = module.split(".");
    const top = root === module ? found : run.importModule(root, frame.code, 0);
    frame.scope.bind(
      root,
      top ?? (found === undefined ? absent(run, frame, root, statement) : folder(run, frame, root)),
    );
  }
}

export function executeFromImport(run: Runtime, frame: Frame, statement: FromImportStatement): void {
  mark(run, frame, statement);
  const module = run.importModule(statement.module, frame.code, statement.level);
  for (const { name, alias } of statement.names) {
    if (name !== "*") frame.scope.bind(alias ?? name, importMember(run, frame, statement, module, name));
  }
}

function importMember(
  run: Runtime,
  frame: Frame,
  statement: FromImportStatement,
  module: ModuleValue | undefined,
  name: string,
): Value {
  const dotted = `${".".repeat(statement.level)}${statement.module}`;
  const found =
    (module && findAttribute(run, module, name)) ??
    run.importModule(joined(statement.module, name), frame.code, statement.level);
  if (found !== undefined) return found;
  mark(run, frame, statement);
  if (frame.importGuards > 0) {
    throw module === undefined
      ? fault("ModuleNotFoundError", `No module named '${dotted}'`)
      : fault("ImportError", `cannot import name '${name}' from '${dotted}'`);
  }
  if (module !== undefined && isUserModule(module)) {
    throw fault("ImportError", `cannot import name '${name}' from '${dotted}'${didYouMean(name, namesOf(module))}`);
  }
  return absent(run, frame, joined(dotted, name), statement);
}

function joined(module: string, name: string): string {
  return module === "" || module.endsWith(".") ? `${module}${name}` : `${module}.${name}`;
}

/** A name that was not found: who was asked for it decides the words. */
export function absent(run: Runtime, frame: Frame, name: string, span: Span): AbsentValue {
  const [root = name] = name.split(".");
  const reason = run.isLibrary(root)
    ? "the preview does not support it"
    : `the module '${root}' is not part of the workspace`;
  return { kind: "absent", name, reason, place: { chunk: frame.chunk, start: span.start, end: span.end } };
}

/** A folder without `__init__.py`: its members are modules. */
function folder(run: Runtime, frame: Frame, name: string): ModuleValue {
  const { code } = frame;
  return {
    kind: "module",
    name,
    scope: new LexicalScope("module", undefined, code),
    find: (member) => run.importModule(`${name}.${member}`, code, 0),
  };
}

function isUserModule(module: ModuleValue): boolean {
  return module.scope instanceof LexicalScope && module.scope.code.isUser;
}

function namesOf(module: ModuleValue): Iterable<string> {
  return module.scope instanceof LexicalScope ? module.scope.visible() : module.scope.names.keys();
}
