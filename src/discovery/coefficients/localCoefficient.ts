/** A coefficient where it is found, and what finding one needs to know of the file. */

import type { Expression, Span } from "../../syntax/tree";
import type { Coefficient, CoefficientValue } from "../loss";
import { isStructuralName } from "../names";
import type { SettingRead, SettingsView } from "./settingsRead";

/** A coefficient whose place still counts in its chunk. */
export interface LocalCoefficient extends Omit<Coefficient, "line"> {
  /** The top-level name in whose statement it stands, where that is not the loss's own. */
  readonly home?: string;
}

/** What the coefficients of a definition are read by. */
export interface Constants extends SettingsView {
  /** Numbers bound at the top level of the file. */
  readonly known: ReadonlyMap<string, number>;
}

/** A number under a name, where it is written. */
export function made(
  name: string,
  value: CoefficientValue,
  node: Span,
  kind: Coefficient["origin"]["kind"],
  note?: string,
): LocalCoefficient {
  return {
    name,
    value,
    span: { start: node.start, end: node.end },
    origin: { kind },
    ...(note === undefined ? {} : { note }),
  };
}

/** A setting of the file, which may stand in another statement. */
export function madeOfSetting({ name, setting }: SettingRead): LocalCoefficient {
  return { ...made(name, setting.value, setting.span, "attribute"), home: setting.home };
}

/** Numbers that may count or index rather than weigh: only their use can tell. */
export function isCount(name: string, initial: Expression): boolean {
  return isWhole(initial) || isStructuralName(name);
}

function isWhole(node: Expression): boolean {
  return node.kind === "number" ? node.isWhole : node.kind === "unary" ? isWhole(node.operand) : false;
}
