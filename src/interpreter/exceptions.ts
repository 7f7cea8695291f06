/** The exception classes of Python, and the way between them and what is thrown. */

import { nativeClass, objectClass } from "./natives";
import { Raised } from "./tracer";
import type { ClassValue, InstanceValue, Value } from "./values";
import { none, str } from "./values";

const parents: Readonly<Record<string, string>> = {
  Exception: "BaseException",
  KeyboardInterrupt: "BaseException",
  SystemExit: "BaseException",
  GeneratorExit: "BaseException",
  ArithmeticError: "Exception",
  ZeroDivisionError: "ArithmeticError",
  OverflowError: "ArithmeticError",
  FloatingPointError: "ArithmeticError",
  AssertionError: "Exception",
  AttributeError: "Exception",
  EOFError: "Exception",
  ImportError: "Exception",
  ModuleNotFoundError: "ImportError",
  LookupError: "Exception",
  IndexError: "LookupError",
  KeyError: "LookupError",
  MemoryError: "Exception",
  NameError: "Exception",
  UnboundLocalError: "NameError",
  OSError: "Exception",
  FileNotFoundError: "OSError",
  PermissionError: "OSError",
  TimeoutError: "OSError",
  RuntimeError: "Exception",
  NotImplementedError: "RuntimeError",
  RecursionError: "RuntimeError",
  StopIteration: "Exception",
  StopAsyncIteration: "Exception",
  SyntaxError: "Exception",
  TypeError: "Exception",
  ValueError: "Exception",
  UnicodeError: "ValueError",
  Warning: "Exception",
  UserWarning: "Warning",
  DeprecationWarning: "Warning",
  PendingDeprecationWarning: "Warning",
  FutureWarning: "Warning",
  RuntimeWarning: "Warning",
  SyntaxWarning: "Warning",
  ImportWarning: "Warning",
};

export const exceptionClasses: ReadonlyMap<string, ClassValue> = makeClasses();
export const baseException = requireException("BaseException");

function makeClasses(): ReadonlyMap<string, ClassValue> {
  const root = nativeClass("BaseException", [objectClass]);
  for (const name of ["__cause__", "__context__"]) root.attributes.set(name, none);
  const classes = new Map([["BaseException", root]]);
  for (const [name, parent] of Object.entries(parents)) {
    const base = classes.get(parent);
    if (base === undefined) throw new Error(`internal: ${name} stands before ${parent}`);
    classes.set(name, nativeClass(name, [base]));
  }
  return classes;
}

export function requireException(name: string): ClassValue {
  const found = exceptionClasses.get(name);
  if (found === undefined) throw new Error(`internal: no exception ${name}`);
  return found;
}

/** A KeyError shows the `repr` of its key, and holds the key itself. */
export function keyFault(key: Value, shown: string): Raised {
  const type = requireException("KeyError");
  return new Raised("KeyError", shown, {
    kind: "instance",
    type,
    attributes: new Map([["args", { kind: "tuple", items: [key] }]]),
  });
}

/** The object that `except … as e` binds. */
export function exceptionValue(error: Raised): InstanceValue {
  if (error.value?.kind === "instance") return error.value;
  const type = exceptionClasses.get(error.type) ?? requireException("RuntimeError");
  return { kind: "instance", type, attributes: new Map([["args", { kind: "tuple", items: [str(error.message)] }]]) };
}

/** What `raise` of an exception object throws; `message` is its text. */
export function raisedFrom(value: InstanceValue, message: string): Raised {
  return new Raised(value.type.name, message, value);
}

export function exceptionArguments(value: InstanceValue): readonly Value[] {
  const found = value.attributes.get("args");
  return found?.kind === "tuple" ? found.items : [];
}
