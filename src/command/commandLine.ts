/** The commands, their options and how they end. The contract is docs/cli.md. */

import { Command, CommanderError } from "commander";
import type { Core } from "../study/core";
import { evaluate, evaluateBatch } from "./evaluate";
import { InputFault, reportOf, UsageFault } from "./failure";
import { toJson } from "./json";
import { list } from "./list";
import { render, type SweepOptions, sweep } from "./sweep";

/** What a command needs of the world around it. */
export interface CommandIo {
  readonly openCore: () => Promise<Core>;
  readonly print: (text: string) => void;
  readonly error: (text: string) => void;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** Runs one command. @returns the exit code: 0 success, 1 the input is at fault, 2 wrong usage. */
export async function main(words: readonly string[], io: CommandIo): Promise<number> {
  const asJson = words.includes("--json") || words.includes("--batch");
  try {
    await commandLine(io).parseAsync(words, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageFault) {
      io.error(`loss-landscape: ${error.message}\n`);
      return 2;
    }
    if (error instanceof InputFault) {
      io.error(`${error.file}:${error.line}:${error.column}: ${error.message}\n`);
      if (asJson) io.print(`${toJson(reportOf(error))}\n`);
      return 1;
    }
    io.error(`loss-landscape: internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    if (asJson) io.print(`${toJson({ error: { message: "internal error", file: "", line: 1, column: 1 } })}\n`);
    return 1;
  }
}

function commandLine(io: CommandIo): Command {
  const print = (text: string): void => io.print(`${text}\n`);
  const withCore = async (run: (core: Core) => Promise<string>): Promise<void> => print(await run(await io.openCore()));
  const root = new Command("loss-landscape")
    .description("Shows the shape of a loss, and the gradient it hands out, without running its code.")
    .exitOverride()
    .configureOutput({ writeErr: io.error, writeOut: io.print });

  root
    .command("list")
    .description("list the losses of files and folders")
    .argument("<path...>")
    .option("--json", "print JSON")
    .option("--language <language>", "python or typescript, for standard input")
    .action((paths: string[], options: { json?: boolean; language?: string }) =>
      withCore((core) => list(core, paths, options)),
    );

  root
    .command("evaluate")
    .description("evaluate a loss and its gradients at given inputs")
    .argument("[file]")
    .argument("[name]")
    .option("--inputs <file>", "the inputs, as JSON")
    .option("--json", "print JSON")
    .option("--batch [file]", "one evaluation a line, from a file or standard input")
    .option("--language <language>", "python or typescript, for standard input")
    .action(async (file: string | undefined, name: string | undefined, options: EvaluateOptions) => {
      if (options.batch !== undefined) {
        const lines = evaluateBatch(
          await io.openCore(),
          options.batch === true ? "-" : options.batch,
          options.language,
        );
        for await (const line of lines) print(line);
        return;
      }
      const { inputs } = options;
      if (file === undefined || name === undefined || inputs === undefined) {
        throw new UsageFault("evaluate needs FILE NAME --inputs FILE.json, or --batch [FILE]");
      }
      await withCore((core) => evaluate(core, file, name, { ...options, inputs }));
    });

  sweepOptions(root.command("sweep").description("the data of a loss's curve or surface"))
    .option("--json", "print JSON")
    .action((file: string, name: string, options: SweepOptions & { json?: boolean }) =>
      withCore((core) => sweep(core, file, name, options)),
    );

  sweepOptions(root.command("render").description("draw a loss's curve or surface into a file"))
    .option("--theme <theme>", "light or dark", "light")
    .requiredOption("-o, --output <file>", ".svg, .png, .html or .vl.json")
    .action((file: string, name: string, options: SweepOptions & { output: string; theme: string }) =>
      withCore((core) => render(core, file, name, options)),
    );
  return root;
}

interface EvaluateOptions {
  readonly inputs?: string;
  readonly json?: boolean;
  readonly batch?: string | true;
  readonly language?: string;
}

function sweepOptions(command: Command): Command {
  return command
    .argument("<file>")
    .argument("<name>")
    .option("--x <NAME=LO:HI[:COUNT]>", "what the curve is drawn over")
    .option("--y <NAME=LO:HI[:COUNT]>", "a second axis, for a surface")
    .option("--set <NAME=VALUE>", "a coefficient's or input's value (repeatable)", collect, [])
    .option("--view <view>", "sample (one sample alone) or batch (one of several moves)")
    .option("--seed <number>", "seed of random layers and draws")
    .option("--language <language>", "python or typescript, for standard input");
}
