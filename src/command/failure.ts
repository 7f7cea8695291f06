/** The two ways in which a command ends badly, each with its exit code. */

/** The input is at fault: exit 1, told as `file:line:column: message`. */
export class InputFault extends Error {
  override readonly name = "InputFault";
  constructor(
    message: string,
    readonly file: string,
    /** 1-based. */
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** The command was called wrongly: exit 2. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

export interface ErrorReport {
  readonly error: { readonly message: string; readonly file: string; readonly line: number; readonly column: number };
}

export function reportOf(fault: InputFault): ErrorReport {
  return { error: { message: fault.message, file: fault.file, line: fault.line, column: fault.column } };
}
