/** What a definition's documentation says of its inputs: the axes that it spells (`(N, C)`, `[batch, time]`, `B x C x H x W`). */

/** Of one input: a word or a number for each axis, and the sentence that tells. */
export interface Documented {
  /** None where no shape is spelled, or its number of axes is left open (`(N, *)`). */
  readonly axes: readonly string[] | undefined;
  readonly text: string;
}

/** @param texts docstrings, and comments as `name: comment` */
export function documentedInputs(texts: readonly string[], names: readonly string[]): ReadonlyMap<string, Documented> {
  const found = new Map<string, Documented>();
  for (const text of texts)
    for (const [name, entry] of entriesOf(text, names)) {
      const known = found.get(name);
      if (known?.axes === undefined) found.set(name, { axes: axesIn(entry), text: `${known?.text ?? ""} ${entry}` });
    }
  return found;
}

/** What follows each input's name, up to the next one's or to a paragraph about something else. */
function entriesOf(text: string, names: readonly string[]): readonly (readonly [string, string])[] {
  const byName = new Map(names.map((name) => [name.toLowerCase(), name] as const));
  const found: [string, string][] = [];
  let open: string[] = [];
  for (const line of text.split("\n")) {
    const heading = /^\s*(returns?|raises|yields?|examples?|notes?|references?)\b\W*$|^\s*:returns?|^\s*returns?:/i;
    if (heading.test(line)) open = [];
    const start = startOf(line);
    const told = start === undefined ? [] : start.names.flatMap((one) => byName.get(one.toLowerCase()) ?? []);
    if (start !== undefined && told.length > 0 && told.length === start.names.length) {
      open = told;
      for (const name of told) found.push([name, start.rest]);
    } else if (start?.isEntry) open = [];
    else
      for (const name of open) {
        const last = found.findLast(([one]) => one === name);
        if (last !== undefined) last[1] += `\n${line.trim()}`;
      }
  }
  return found;
}

interface EntryStart {
  readonly names: readonly string[];
  readonly rest: string;
  /** Something is said of what stands there: `name: …`, `name (type): …`, `name : type`. */
  readonly isEntry: boolean;
}

/** `pred, target: (N, C)`, `- pred (Tensor): …`, `:param pred: …`, `pred : Tensor`, "`pred` - …" */
function startOf(line: string): EntryStart | undefined {
  const plain = line.replaceAll(/[`'"]|\*\*/g, "");
  const found =
    /^\s*(?:[-•*]\s+|[:@]param\s+(?:[\w.[\]]+\s+(?=\w+:))?|inputs?:\s+)?(\w+(?:\s*[,/&]\s*\w+)*)\s*(?=[:([=]|\s[-–—]+\s)(.*)$/i.exec(
      plain,
    );
  if (found === null) return undefined;
  const [, spelled = "", rest = ""] = found;
  return { names: spelled.split(/\s*[,/&]\s*/), rest, isEntry: /^\s*[:([–—-]/.test(rest) };
}

// ---------------------------------------------------------------- shapes

/** The first shape that is spelled. */
function axesIn(entry: string): readonly string[] | undefined {
  for (const { groups, index } of entry.matchAll(
    /[([](?<inner>[^()[\]]*)[)\]]|(?<crossed>\b(?:[A-Z]\d?|\d+)(?:\s?[x×*]\s?(?:[A-Z]\d?|\d+))+\b)/g,
  )) {
    const isNamed = /\b(shape|size|dim\w*|tensor|array)\b[^.;]*$|^\s*:?\s*$/i.test(
      entry.slice(0, index).split("\n").at(-1) ?? "",
    );
    const spelled = (groups?.inner ?? groups?.crossed ?? "").replace(/^shape\s*[:=]?\s*/i, "");
    const isCrossed = /^([A-Z]\d?|\d+)(\s?[x×*]\s?([A-Z]\d?|\d+))+$/.test(spelled);
    const words = spelled.split(isCrossed ? /\s?[x×*]\s?/ : /\s*[,;]\s*/);
    const axes = words.map((word) => word.trim()).filter((word) => word !== "");
    if (axes.length === 0 || axes.length > 6 || areCoordinates(axes)) continue;
    const isClear =
      axes.length > 1 ? axes.some((axis) => /^[A-Z]|\d|_/.test(axis)) : /^[BN]$|batch|n_samples/.test(axes[0] ?? "");
    if (axes.every(isAxis) && (isNamed || isClear)) return axes;
    if (axes.some((axis) => isOpen(axis)) && axes.every((axis) => isAxis(axis) || isOpen(axis))) return undefined;
  }
  return undefined;
}

function isOpen(axis: string): boolean {
  return /^(\.\.\.?|…|\*\w*|any)$/.test(axis);
}

/** A number, one letter (`N`, `D1`, `E_pos`), or a word for an extent. */
function isAxis(axis: string): boolean {
  if (/^\d{1,5}$|^[A-Z]\d?(_\w+)?$|^[bnchwdtkmslepvf]\d?$|^[A-Z][A-Z]$/.test(axis)) return true;
  const word = axis.toLowerCase().replaceAll(/[#\s-]+/g, "_");
  return /^(\d|\w+_?[-+*/]_?\w+$|_*(num|n|max)_|batch|bs$|bsz$|seq|time|steps?$|frames?$|channels?$|class|height|width|feat|dim|embed|hidden|vocab|samples?$|nodes?$|edges?$|points?$|tokens?$|length|len$|quer(y|ies)$|anchors?$|boxes$|bins$|horizon|freq|pixels?$|labels?$|actions?$|views?$)|_(size|dim|dims|len|length|count|num|classes|features|channels|steps|samples|frames|points|nodes|bins)$/.test(
    word,
  );
}

/** `(x1, y1, x2, y2)`, `(cx, cy, w, h)`: what stands along an axis, not axes. */
function areCoordinates(axes: readonly string[]): boolean {
  const coordinate =
    /^(c?[xyzwhr]\d?|[xy](_?(min|max|c|center))|[ltrb]|top|left|right|bottom|angle|theta|width|height|dx|dy)$/i;
  return axes.every((axis) => coordinate.test(axis)) && axes.some((axis) => /x|^l$|left/i.test(axis));
}

/** `Float[Tensor, "batch time"]`, by the words of an annotation. */
export function axesOfAnnotation(annotation: string | undefined): readonly string[] | undefined {
  const found =
    /^(?:Float\d*|Int\d*|UInt\d*|Bool|Num|Real|Shaped|Integer|Inexact)\s(?:\w+\s)*?(?:Tensor|Array|ndarray)\s(.+)$/.exec(
      annotation ?? "",
    );
  const axes = found?.[1]?.trim().split(/\s+/);
  return axes === undefined || axes.some((axis) => isOpen(axis)) ? undefined : axes;
}
