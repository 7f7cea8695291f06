import { expect, test } from "vitest";
import { capRows, flatRows, hatchRows, holeRows, wayRows } from "../../src/charts/annotations";
import { apart, cursorRows, locate, readAt } from "../../src/charts/cursor";
import { type CurveRow, curveRows, withinReach } from "../../src/charts/curveRows";
import { describe as tell } from "../../src/charts/describe";
import { drawChart } from "../../src/charts/drawChart";
import { curveLayout } from "../../src/charts/layout";
import { nearestIndex } from "../../src/charts/samples";
import { tabulate, writeCsv } from "../../src/charts/table";
import { thresholdRows } from "../../src/charts/thresholdLabels";
import { sceneOf } from "./scenes";
import { absoluteStudy, huberStudy, ppoStudy, roughStudy, valleyStudy } from "./studies";

test("a gradient that leaps is broken on both sides of its convention, which stands alone", () => {
  const study = absoluteStudy();
  const { value, gradient, gradientMarks, valueMarks } = curveRows(study, study.series, { value: 0, gradient: 0 });
  expect(parts(gradient)).toEqual([
    [-2, 0],
    [0, 0],
    [0, 2],
  ]);
  expect(parts(value)).toEqual([[-2, 2]]);
  expect(gradientMarks.map(({ x, y, kind }) => [x, y, kind])).toEqual([
    [0, -1, "end"],
    [0, 0, "point"],
    [0, 1, "end"],
  ]);
  expect(valueMarks).toEqual([]);
});

test("a gradient that leaps everywhere has specks for what stands alone, and no mark in the middle of all the leaps", () => {
  const study = absoluteStudy();
  const [series] = study.series;
  if (series === undefined) throw new Error("no series");
  const x = Float64Array.from({ length: 101 }, (_, i) => i / 10);
  // levels three samples long, and one that is a single sample's
  const gradient = Float32Array.from(x, (_, i) => (i === 45 ? 9 : (Math.floor(i / 3) % 5) + 1));
  const kinks = { kind: "kink", series: series.id, from: 0, to: 10, message: "", site: undefined } as const;
  const changed = { ...study, x: { ...study.x, values: x }, findings: [kinks] };
  const one = { ...series, value: new Float32Array(x.length), gradient };
  const { gradientMarks } = curveRows(changed, [one], { value: 0, gradient: 0 });
  expect(gradientMarks.map(({ x: at, y, kind }) => [at, y, kind])).toEqual([[4.5, 9, "speck"]]);
});

test("a line to numbers that no renderer can place goes far, in the same direction", () => {
  const rows = [4e9, 50, 0.2, -3e8].map((y, x): CurveRow => ({ series: "loss", part: 0, x, y }));
  const ys = (isClipped: boolean) => withinReach(rows, { domain: [0, 1], isClipped }).map(({ y }) => y);
  expect(ys(true)).toEqual([1001, 50, 0.2, -1000]);
  expect(ys(false)).toEqual([4e9, 50, 0.2, -3e8]);
});

test("where the gradient only bends the line goes on, with a mark", () => {
  const study = huberStudy();
  const { gradient, gradientMarks } = curveRows(study, study.series, { value: 0, gradient: 0 });
  expect(parts(gradient)).toEqual([[-4, 4]]);
  expect(gradientMarks.map(({ x, y, kind }) => [x, y, kind])).toEqual([
    [-1, -1, "kink"],
    [1, 1, "kink"],
  ]);
});

test("a value that jumps is not connected, and what is not finite is never drawn", () => {
  const study = roughStudy();
  const { value, gradient } = curveRows(study, study.series, { value: 0, gradient: 0 });
  expect(parts(gradient)).toEqual([[0.025, 4]]);
  expect(parts(value)).toEqual([
    [0.025, 2],
    [2, 4],
  ]);
});

test("at a leap whose place is known the number that holds there is filled, the other hollow, wherever the samples are", () => {
  const study = absoluteStudy();
  const [series] = study.series;
  if (series === undefined) throw new Error("no series");
  const marksOf = (x: Float64Array, at: number) => {
    const gradient = Float32Array.from(x, (position) => (position <= at ? 1 + position : -1));
    const one = { ...series, value: new Float32Array(x.length), gradient };
    const finding = { kind: "kink", series: series.id, from: at, to: at, message: "", site: undefined } as const;
    const changed = { ...study, x: { ...study.x, values: x }, findings: [finding] };
    const { gradientMarks } = curveRows(changed, [one], { value: 0, gradient: 0 });
    return gradientMarks.map((mark) => [mark.x, Number(mark.y.toFixed(5)), mark.kind]);
  };
  const between = Float64Array.from({ length: 20 }, (_, i) => i / 4 - 2.1);
  expect(marksOf(between, 1)).toEqual([
    [1, 2, "end"],
    [1, -1, "end"],
  ]);
  const on = Float64Array.from({ length: 20 }, (_, i) => i / 4 - 2);
  expect(marksOf(on, 1)).toEqual([
    [1, 2, "point"],
    [1, -1, "end"],
  ]);
});

test("between samples too the number that holds at a kink is filled, and the value's corner is where it is", () => {
  const study = absoluteStudy();
  const [series] = study.series;
  if (series === undefined) throw new Error("no series");
  const x = Float64Array.from({ length: 20 }, (_, i) => i / 4 - 2.1);
  const rowsFor = (there: number) => {
    const value = Float32Array.from(x, (at) => Math.abs(at - 0.3));
    const gradient = Float32Array.from(x, (at) => Math.sign(at - 0.3));
    const finding = {
      kind: "kink",
      series: series.id,
      from: 0.3,
      to: 0.3,
      message: "",
      site: undefined,
      there,
    } as const;
    const changed = { ...study, x: { ...study.x, values: x }, findings: [finding] };
    return curveRows(changed, [{ ...series, value, gradient }], { value: 0, gradient: 0 });
  };
  const marksFor = (there: number) => rowsFor(there).gradientMarks.map((mark) => [mark.x, mark.y, mark.kind]);
  expect(marksFor(0)).toEqual([
    [0.3, -1, "end"],
    [0.3, 0, "point"],
    [0.3, 1, "end"],
  ]);
  expect(marksFor(1)).toEqual([
    [0.3, -1, "end"],
    [0.3, 1, "point"],
  ]);
  const corner = rowsFor(0).value.find((row) => row.x === 0.3);
  expect(corner?.y).toBeCloseTo(0, 6);
});

test("a few leaps have their ends marked, a staircase has not", () => {
  const study = absoluteStudy();
  const [series] = study.series;
  const { values: x } = study.x;
  const stairs = (steps: number) => {
    const gradient = Float32Array.from(x, (_, i) => Math.floor((i * steps) / x.length));
    const finding = {
      kind: "kink",
      series: series?.id ?? "",
      from: x[0] ?? 0,
      to: x.at(-1) ?? 0,
      message: "steps",
      site: undefined,
    } as const;
    const one = { id: "", title: "", value: new Float32Array(x.length), isShown: true, ...series, gradient };
    const { gradient: lines, gradientMarks } = curveRows({ ...study, findings: [finding] }, [one], {
      value: 0,
      gradient: 0,
    });
    return [parts(lines).length, gradientMarks.filter(({ kind }) => kind === "end").length];
  };
  expect(stairs(4)).toEqual([4, 6]);
  expect(stairs(14)[1]).toBe(0);
});

test("where the value leaps the gradient's line is broken too, if its slope does not go on", () => {
  const study = absoluteStudy();
  const [series] = study.series;
  if (series === undefined) throw new Error("no series");
  const x = Float64Array.from({ length: 20 }, (_, i) => i / 4);
  const leapAt = (gradient: Float32Array) => {
    const value = Float32Array.from(x, (at) => (at < 2.1 ? at * at : at * at + 9));
    const finding = { kind: "jump", series: series.id, from: 2.1, to: 2.1, message: "", site: undefined } as const;
    const changed = { ...study, x: { ...study.x, values: x }, findings: [finding] };
    const { gradient: lines } = curveRows(changed, [{ ...series, value, gradient }], { value: 0, gradient: 0 });
    return parts(lines).length;
  };
  const turned = Float32Array.from(x, (at) => (at < 2.1 ? 2 * at : 2 * at - 1));
  expect(leapAt(turned)).toBe(2);
  expect(leapAt(Float32Array.from(x, (at) => 2 * at))).toBe(1);
});

function byPart(rows: readonly CurveRow[]): ReadonlyMap<string, CurveRow[]> {
  const groups = new Map<string, CurveRow[]>();
  for (const row of rows)
    groups.set(`${row.series} ${row.part}`, [...(groups.get(`${row.series} ${row.part}`) ?? []), row]);
  return groups;
}

/** From where to where each unbroken line goes. */
function parts(rows: readonly CurveRow[]): readonly (readonly (number | undefined)[])[] {
  const groups = byPart(rows);
  return [...groups.values()].map((group) => [group[0]?.x, group.at(-1)?.x]);
}

test("threshold labels never overlap", () => {
  for (const width of [240, 400, 800]) {
    const rows = thresholdRows(ppoStudy(0.05), { width, height: 200, fontSize: 12, domain: [-2, 2], columns: [] });
    const boxes = rows.map((row) => {
      const start = ((row.x - 0.4) / 1.2) * width;
      const length = row.label.length * 6;
      return row.align === "left"
        ? { ...row, from: start, to: start + length }
        : { ...row, from: start - length, to: start };
    });
    for (const [index, box] of boxes.entries()) {
      expect(
        boxes.slice(index + 1).some((other) => other.top === box.top && other.from < box.to && box.from < other.to),
      ).toBe(false);
      expect(box.from).toBeGreaterThanOrEqual(0);
      expect(box.to).toBeLessThanOrEqual(width);
    }
  }
});

test("threshold labels keep clear of the curves where there is room, and of each other in any case", () => {
  const study = ppoStudy(0.05);
  const [low = 0, high = 1] = [study.x.values[0], study.x.values.at(-1)];
  const plot = { width: 300, height: 160, fontSize: 12, domain: [0, 1] as const };
  // a curve along the top: the first two rows are taken
  const along = [Float32Array.from(study.x.values, () => 0.9)];
  for (const { top } of thresholdRows(study, { ...plot, columns: along }))
    expect(Math.abs(top - 16)).toBeGreaterThan(7);
  // one that rises from the left: labels of the left side stay at the top
  const rising = [Float32Array.from(study.x.values, (x) => (x - low) / (high - low))];
  for (const { x, top, align } of thresholdRows(study, { ...plot, columns: rising })) {
    const reach = align === "left" ? [x, x + 0.2] : [x - 0.2, x];
    for (const at of reach) expect(Math.abs((1 - (at - low) / (high - low)) * 160 - top)).toBeGreaterThan(5);
  }
  // curves everywhere
  const everywhere = [Float32Array.from(study.x.values, (_, i) => i % 2)];
  const crowded = thresholdRows(study, { ...plot, columns: everywhere });
  expect(new Set(crowded.map(({ top, align, x }) => `${top} ${align} ${x}`)).size).toBe(crowded.length);
});

test("nothing pulls where no series does; stretches that touch are one", () => {
  const study = ppoStudy();
  const flat = study.series.slice(0, 2).map((one) => flatRows(study, [one]));
  expect(flat).toEqual([[{ from: 1.2, to: 1.6 }], [{ from: 0.4, to: 0.8 }]]);
  expect(flatRows(study, study.series)).toEqual([]);
  expect(capRows(study, study.series).filter(({ y }) => y === 0)).toHaveLength(2);
  const rough = roughStudy();
  expect(holeRows(rough, rough.series)).toEqual([{ from: -2, to: 0 }]);
});

test("hatching stays inside of its stretch", () => {
  const study = roughStudy();
  for (const { from, to, bottom, top } of hatchRows(study, [{ from: -2, to: 0 }], 600, 200)) {
    expect(from).toBeGreaterThanOrEqual(-2);
    expect(to).toBeLessThanOrEqual(0);
    expect(bottom).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThanOrEqual(1.0000001);
  }
});

test("the way of descent is said where no curve runs", () => {
  const study = huberStudy();
  const ways = wayRows(study, study.series, [-1.2, 1.2], curveLayout({ width: 700, height: 560 }, false));
  expect(ways).toEqual([
    { text: "← descent lowers pred", isAbove: true, side: "left" },
    { text: "descent raises pred →", isAbove: false, side: "right" },
  ]);
});

test("the crosshair reads the nearest sample of every series", () => {
  const scene = sceneOf(ppoStudy());
  const reading = readAt(scene, 1.0004);
  expect(reading.x).toBe(1);
  expect(reading.series.map(({ id, value, gradient }) => [id, value, gradient])).toEqual([
    ["positive", -1, -1],
    ["negative", 1, 1],
    ["total", expect.closeTo(-0.49, 6), expect.closeTo(-0.8, 6)],
  ]);
  const rows = cursorRows(scene, drawChart(scene), reading);
  expect(rows["cursorValue"]).toHaveLength(3);
  expect(rows["cursor"]).toEqual([{ x: 1, label: "1" }]);
});

test("in a narrow panel the cursor's numbers stand below the labels of the thresholds", () => {
  const scene = { ...sceneOf(ppoStudy()), frame: { width: 360, height: 380 } };
  const chart = drawChart(scene);
  const labels = chart.rows["thresholds"] ?? [];
  const lowest = Math.max(...labels.map((row) => Number(Reflect.get(row, "top"))));
  const rows = cursorRows(scene, chart, readAt(scene, 1.1));
  const tops = (rows["cursorValue"] ?? []).map((row) => Number(Reflect.get(row, "top")));
  expect(Math.min(...tops)).toBeGreaterThan(lowest + 10);
});

test("a pixel is a position, in both plots and on both maps", () => {
  const chart = drawChart(sceneOf(huberStudy()));
  for (const pane of chart.panes) {
    expect(locate(chart, pane.left, pane.top + 5)?.x).toBeCloseTo(-4);
    expect(locate(chart, pane.left + pane.width / 2, pane.top + 5)?.x).toBeCloseTo(0);
  }
  expect(locate(chart, 2, 2)).toBeUndefined();
  const map = drawChart(sceneOf(valleyStudy(12)));
  for (const pane of map.panes) {
    const corner = locate(map, pane.left + pane.width, pane.top);
    expect(corner?.x).toBeCloseTo(3);
    expect(corner?.y).toBeCloseTo(2);
  }
});

test("labels are pushed apart and stay inside", () => {
  expect(apart([50, 52, 90], 14, 8, 100)).toEqual([50, 64, 90]);
  expect(apart([99, 98, 97], 14, 8, 100)).toEqual([100, 86, 72]);
});

test("the nearest sample", () => {
  const x = Float64Array.of(0, 1, 2, 10);
  expect([-5, 0.4, 0.6, 5.9, 6.1, 99].map((at) => nearestIndex(x, at))).toEqual([0, 0, 1, 2, 3, 3]);
});

test("a description says what, where the pull is strongest, and what was found", () => {
  expect(tell(absoluteStudy())).toBe(
    "l1_loss and its gradient over pred from −2 to 2. The gradient is strongest at −2: −1. Gradient jumps from -1 to 1 at 0.",
  );
});

test("numbers as a table", () => {
  const csv = writeCsv(tabulate(absoluteStudy())).split("\n");
  expect(csv[0]).toBe("pred,value,gradient");
  expect(csv[1]).toBe("-2,2,-1");
  const ppo = writeCsv(tabulate(ppoStudy())).split("\n");
  expect(ppo[0]).toBe(
    'ratio,"policy, A > 0 value","policy, A > 0 gradient","policy, A < 0 value","policy, A < 0 gradient",total value,total gradient',
  );
  expect(tabulate(valleyStudy(5)).columns).toEqual([
    "pred",
    "target",
    "value",
    "gradient by pred",
    "gradient by target",
  ]);
  expect(tabulate(valleyStudy(5)).rows).toHaveLength(25);
});

test("samples on a straight line are left out, and no sample is passed by more than the tolerance", () => {
  const study = huberStudy();
  const tolerance = 1e-3;
  const { value } = curveRows(study, study.series, { value: tolerance, gradient: tolerance });
  const all = curveRows(study, study.series, { value: 0, gradient: 0 }).value;
  expect(value.length).toBeLessThan(all.length / 3);
  expect(value[0]).toEqual(all[0]);
  expect(value.at(-1)).toEqual(all.at(-1));
  for (const { x, y } of all) {
    const right = value.findIndex((row) => row.x >= x);
    const [from, to] = [value[Math.max(0, right - 1)], value[right]];
    if (from === undefined || to === undefined || from === to) continue;
    const share = to.x > from.x ? (x - from.x) / (to.x - from.x) : 1;
    expect(Math.abs(from.y + share * (to.y - from.y) - y)).toBeLessThanOrEqual(2 * tolerance);
  }
});

test("a series that is level all along does not say that nothing pulls", () => {
  const study = ppoStudy();
  const [first] = study.series;
  if (first === undefined) throw new Error("no series");
  const level = { kind: "flat", series: first.id, from: 0.4, to: 1.6, message: "", site: undefined } as const;
  expect(flatRows({ ...study, findings: [level] }, study.series)).toEqual([]);
  expect(flatRows({ ...study, findings: [level] }, [first])).toHaveLength(1);
});
