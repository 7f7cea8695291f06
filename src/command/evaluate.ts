/** `evaluate`: one evaluation at exactly the given inputs, or one for each line of a batch. */

import { z } from "zod";
import type { Core, EvaluateInputs, Evaluation, Json } from "../study/core";
import { floatKey, isJsonList } from "../study/trace/plainValues";
import { type ErrorReport, InputFault, reportOf, UsageFault } from "./failure";
import { readDocument, readText } from "./files";
import { toJson } from "./json";

const jsonSchema: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(jsonSchema), z.record(z.string(), jsonSchema)]),
);
const named = z.record(z.string(), jsonSchema).optional();
const inputsSchema = z.object({ init: named, parameters: named, args: named });
const batchSchema = z.object({ file: z.string(), symbol: z.string(), inputs: inputsSchema });

export async function evaluate(
  core: Core,
  file: string,
  name: string,
  options: { inputs: string; json?: boolean; language?: string },
): Promise<string> {
  const inputs = parseInputs(readText(options.inputs), options.inputs);
  const document = readDocument(file, options.language);
  await core.open(document);
  const result = await evaluateOne(core, file, name, inputs);
  return options.json ? toJson(result) : describe(result);
}

/** Answers arrive in the order of the lines; a bad case gives its error and the next one runs. */
export async function* evaluateBatch(core: Core, file: string, language: string | undefined): AsyncGenerator<string> {
  const text = readText(file);
  const opened = new Set<string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const entry = parseBatchLine(line, file, index + 1);
      if (!opened.has(entry.file)) await core.open(readDocument(entry.file, language));
      opened.add(entry.file);
      yield toJson(await evaluateOne(core, entry.file, entry.symbol, inputsOf(entry.inputs)));
    } catch (error) {
      yield toJson(batchError(error, file, index + 1));
    }
  }
}

function batchError(error: unknown, file: string, line: number): ErrorReport {
  if (error instanceof InputFault) return reportOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return { error: { message: error instanceof UsageFault ? message : `internal: ${message}`, file, line, column: 1 } };
}

async function evaluateOne(core: Core, file: string, name: string, inputs: EvaluateInputs): Promise<Evaluation> {
  const reply = await core.evaluate(file, name, inputs);
  if (reply.kind === "ready") return reply.result;
  const start = reply.range?.start ?? { line: 0, column: 0 };
  throw new InputFault(reply.message, reply.range?.path ?? file, start.line + 1, start.column + 1);
}

function parseInputs(text: string, file: string): EvaluateInputs {
  const parsed = inputsSchema.safeParse(parseJson(text, file, 1));
  if (!parsed.success) throw new InputFault(z.prettifyError(parsed.error), file, 1, 1);
  return inputsOf(parsed.data);
}

function parseBatchLine(text: string, file: string, line: number): z.infer<typeof batchSchema> {
  const parsed = batchSchema.safeParse(parseJson(text, file, line));
  if (!parsed.success) throw new InputFault(z.prettifyError(parsed.error), file, line, 1);
  return parsed.data;
}

/** `5.0` is a float in Python, and no 5: outside of tensors it is kept apart. */
function markFloats(text: string): string {
  return text.replace(/"tensor"\s*:[^{}]*|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d+(\.|e)/i.test(token) && Number.isInteger(Number(token)) ? `{"${floatKey}":${token}}` : token,
  );
}

function withoutMarks(json: Json): Json {
  if (json === null || typeof json !== "object") return json;
  if (isJsonList(json)) return json.map(withoutMarks);
  const { [floatKey]: marked } = json;
  if (marked !== undefined) return marked;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withoutMarks(value)]));
}

/** Python's writer puts bare NaN and Infinity into JSON; they are read as such. */
function parseJson(text: string, file: string, line: number): unknown {
  const marked = markFloats(text);
  try {
    return JSON.parse(marked);
  } catch (error) {
    try {
      return JSON.parse(marked.replace(/(?<![\w"])(-?Infinity|NaN)(?![\w"])/g, '"$1"'));
    } catch {
      throw new InputFault(`this is no JSON: ${error instanceof Error ? error.message : String(error)}`, file, line, 1);
    }
  }
}

function inputsOf(data: z.infer<typeof inputsSchema>): EvaluateInputs {
  const { init, parameters, args } = data;
  return {
    ...(init ? { init } : {}),
    ...(parameters ? { parameters: withoutMarksIn(parameters) } : {}),
    ...(args ? { args } : {}),
  };
}

function withoutMarksIn(named: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(named).map(([name, json]) => [name, withoutMarks(json)]));
}

function describe(result: Evaluation): string {
  const lines = result.outputs.map(({ name, shape, data }) => `${name} [${shape.join(", ")}] = ${toJson(data)}`);
  const gradients = (title: string, table: Readonly<Record<string, Json>>) =>
    Object.entries(table).map(([name, data]) => `∂${title}/∂${name} = ${data === null ? "no path" : toJson(data)}`);
  const first = result.outputs[0]?.name ?? "output";
  return [...lines, ...gradients(first, result.gradients), ...gradients(first, result.parameterGradients)].join("\n");
}
