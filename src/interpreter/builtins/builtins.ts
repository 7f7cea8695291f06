/** The names that every module sees without importing them. */

import { members } from "../equip";
import { exceptionClasses } from "../exceptions";
import { equipDicts } from "../methods/dicts";
import { equipIterators } from "../methods/iterators";
import { equipLists } from "../methods/lists";
import { equipSets } from "../methods/sets";
import { equipStrings } from "../methods/strings";
import * as natives from "../natives";
import type { ClassValue, Value } from "../values";
import { ellipsis, str } from "../values";
import { importFunctions } from "./imports";
import { equipNumbers, numberFunctions } from "./numbers";
import { equipObjects, objectFunctions } from "./objects";
import { equipSequences, sequenceFunctions } from "./sequences";

const classes: readonly ClassValue[] = [
  natives.objectClass,
  natives.typeClass,
  natives.intClass,
  natives.boolClass,
  natives.floatClass,
  natives.complexClass,
  natives.strClass,
  natives.bytesClass,
  natives.listClass,
  natives.tupleClass,
  natives.dictClass,
  natives.setClass,
  natives.frozensetClass,
  natives.rangeClass,
  natives.sliceClass,
  natives.propertyClass,
  natives.staticMethodClass,
  natives.classMethodClass,
  natives.superClass,
];

/** Gives Python's own classes their methods and collects the built-in names. Done once; the classes are shared by all runs. */
export function createBuiltins(): ReadonlyMap<string, Value> {
  equipObjects();
  equipNumbers();
  equipSequences();
  equipStrings();
  equipLists();
  equipDicts();
  equipSets();
  equipIterators();
  return new Map<string, Value>([
    ...Object.entries(members({ ...numberFunctions, ...sequenceFunctions, ...objectFunctions, ...importFunctions })),
    ...classes.map((one) => [one.name, one] as const),
    ...exceptionClasses,
    ["EnvironmentError", exceptionClasses.get("OSError") ?? natives.objectClass],
    ["IOError", exceptionClasses.get("OSError") ?? natives.objectClass],
    ["NotImplemented", { kind: "token", family: "other", name: "NotImplemented" }],
    ["Ellipsis", ellipsis],
    ["__debug__", { kind: "bool", value: true }],
    ["__name__", str("__main__")],
  ]);
}
