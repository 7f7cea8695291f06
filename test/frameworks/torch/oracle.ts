import type { Aval, Data, DType, Graph, NodeId } from "../../../src/graph/graph";
import { sizeOf } from "../../../src/graph/graph";
import type { Kernels } from "../../../src/graph/kernels";
import { primitiveOf } from "../../../src/graph/primitives/table";

interface V { shape: readonly number[]; dtype: DType; data: number[] }
const strides = (s: readonly number[]) => s.map((_, a) => sizeOf(s.slice(a + 1)));
const unravel = (i: number, s: readonly number[]) => { const st = strides(s); return s.map((e, a) => Math.floor(i / (st[a] as number)) % e); };
const ravel = (c: readonly number[], s: readonly number[]) => c.reduce((t, x, a) => t + x * (strides(s)[a] as number), 0);
const make = (shape: readonly number[], dtype: DType, f: (c: number[], i: number) => number): V => ({ shape, dtype, data: Array.from({ length: sizeOf(shape) }, (_, i) => { const v = f(unravel(i, shape), i); return dtype === "float32" ? Math.fround(v) : v; }) });
const get = (v: V, c: readonly number[]) => v.data[ravel(c, v.shape)] as number;
const bget = (v: V, c: readonly number[]) => get(v, v.shape.map((e, a) => (e === 1 ? 0 : (c[c.length - v.shape.length + a] as number))));
function erf(x: number): number { const n = 400, h = x / n; let s = 0; for (let i = 0; i < n; i++) { const a = h * i, b = h * (i + 1), m = (a + b) / 2; s += (Math.exp(-a * a) + 4 * Math.exp(-m * m) + Math.exp(-b * b)) * h / 6; } return Math.abs(x) > 6 ? Math.sign(x) : 2 / Math.sqrt(Math.PI) * s; }
function lgamma(x: number): number { let s = 0; while (x < 12) { s -= Math.log(Math.abs(x)); x++; } return s + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5); }
function polygamma(n: number, x: number): number { if (n === 0) { let s = 0; while (x < 12) { s -= 1 / x; x++; } return s + Math.log(x) - 1 / (2 * x) - 1 / (12 * x * x) + 1 / (120 * x ** 4) - 1 / (252 * x ** 6); } let s = 0; let f = 1; for (let i = 2; i <= n; i++) f *= i; while (x < 2000) { s += 1 / x ** (n + 1); x++; } s += 1 / (n * x ** n) + 1 / (2 * x ** (n + 1)); return (n % 2 ? 1 : -1) * f * s; }
function erfinv(y: number): number { let x = 0; for (let i = 0; i < 100; i++) x -= (erf(x) - y) / (2 / Math.sqrt(Math.PI) * Math.exp(-x * x)); return x; }
const special = { erf, erfinv, lgamma, polygamma, pow: (x: number, y: number) => Math.pow(x, y), rem: (x: number, y: number) => { const r = x % y; return r !== 0 && (r < 0) !== (y < 0) ? r + y : r; }, softplus: (x: number) => x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)), sigmoid: (x: number) => 1 / (1 + Math.exp(-x)), round: (x: number) => { const r = Math.round(x); return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r; }, sign: Math.sign };
const cache = new Map<string, (...a: number[]) => number>();
function k(): Kernels<V> {
  return {
    elementwise(name, ops, params, aval) {
      const loop = primitiveOf(name).loop as unknown as (o: string[], p: unknown, d: DType) => string;
      const d = (ops[0] as V).dtype;
      const src = loop(ops.map((_, i) => `a${i}`), params, d);
      let f = cache.get(src + ops.length);
      if (!f) { f = new Function("special", `return (${ops.map((_, i) => `a${i}`)}) => ${src}`)(special) as (...a: number[]) => number; cache.set(src + ops.length, f); }
      const g = f;
      return make(aval.shape, aval.dtype, (c) => g(...ops.map((o) => bget(o, c))));
    },
    reshape: (x, shape) => ({ ...x, shape }),
    transpose: (x, p) => make(p.map((a) => x.shape[a] as number), x.dtype, (c) => get(x, x.shape.map((_, a) => c[p.indexOf(a)] as number))),
    broadcast: (x, shape) => make(shape, x.dtype, (c) => bget(x, c)),
    slice: (x, { starts, ends, steps }) => make(starts.map((s, a) => Math.max(0, Math.ceil(((ends[a] as number) - s) / (steps[a] as number)))), x.dtype, (c) => get(x, c.map((i, a) => (starts[a] as number) + i * (steps[a] as number)))),
    pad: (x, { low, high, interior, value }) => make(x.shape.map((e, a) => (low[a] as number) + (high[a] as number) + e + Math.max(0, e - 1) * (interior[a] as number)), x.dtype, (c) => { const at = c.map((i, a) => (i - (low[a] as number)) / ((interior[a] as number) + 1)); return at.every((i, a) => Number.isInteger(i) && i >= 0 && i < (x.shape[a] as number)) ? get(x, at) : value; }),
    concat: (ps, axis) => make((ps[0] as V).shape.map((e, a) => (a === axis ? ps.reduce((t, p) => t + (p.shape[axis] as number), 0) : e)), (ps[0] as V).dtype, (c) => { let o = c[axis] as number; for (const p of ps) { const n = p.shape[axis] as number; if (o < n) return get(p, c.map((i, a) => (a === axis ? o : i))); o -= n; } return NaN; }),
    reverse: (x, axes) => make(x.shape, x.dtype, (c) => get(x, c.map((i, a) => (axes.includes(a) ? (x.shape[a] as number) - 1 - i : i)))),
    reduce(how, x, axes) {
      const keep = x.shape.map((_, a) => a).filter((a) => !axes.includes(a));
      const rs = axes.map((a) => x.shape[a] as number);
      return make(keep.map((a) => x.shape[a] as number), x.dtype, (c) => {
        const all = Array.from({ length: sizeOf(rs) }, (_, i) => { const r = unravel(i, rs); return get(x, x.shape.map((_, a) => (axes.includes(a) ? (r[axes.indexOf(a)] as number) : (c[keep.indexOf(a)] as number)))); });
        switch (how) { case "sum": return all.reduce((s, v) => s + v, 0); case "prod": return all.reduce((s, v) => s * v, 1); case "max": case "any": return all.some(Number.isNaN) ? NaN : Math.max(...all); default: return all.some(Number.isNaN) ? NaN : Math.min(...all); }
      });
    },
    argReduce: (how, x, axis) => make(x.shape.filter((_, a) => a !== axis), "int32", (c) => { const vs = Array.from({ length: x.shape[axis] as number }, (_, i) => get(x, [...c.slice(0, axis), i, ...c.slice(axis)])); const n = vs.findIndex(Number.isNaN); return n >= 0 ? n : vs.indexOf(how === "max" ? Math.max(...vs) : Math.min(...vs)); }),
    scan: (how, x, axis, reverse) => make(x.shape, x.dtype, (c) => { const n = x.shape[axis] as number; const end = c[axis] as number; const at = (i: number) => get(x, c.map((v, a) => (a === axis ? i : v))); const vs = reverse ? Array.from({ length: n - end }, (_, i) => at(end + i)) : Array.from({ length: end + 1 }, (_, i) => at(i)); return how === "sum" ? vs.reduce((s, v) => s + v, 0) : how === "prod" ? vs.reduce((s, v) => s * v, 1) : vs.some(Number.isNaN) ? NaN : Math.max(...vs); }),
    argSort: (x, axis, desc) => make(x.shape, "int32", (c) => { const vs = Array.from({ length: x.shape[axis] as number }, (_, i) => ({ v: get(x, c.map((o, a) => (a === axis ? i : o))), i })); vs.sort((p, q) => { const pn = Number.isNaN(p.v), qn = Number.isNaN(q.v); const o = pn || qn ? (pn === qn ? 0 : pn ? 1 : -1) : p.v - q.v; return (desc ? -o : o) || p.i - q.i; }); return (vs[c[axis] as number] as { i: number }).i; }),
    gather: (x, ix, axis) => make(ix.shape, x.dtype, (c) => get(x, c.map((i, a) => (a === axis ? get(ix, c) : i)))),
    scatterAdd: (u, ix, axis, size) => { const out = make(u.shape.map((e, a) => (a === axis ? size : e)), u.dtype, () => 0); u.data.forEach((v, i) => { const c = unravel(i, u.shape); c[axis] = ix.data[i] as number; (out.data[ravel(c, out.shape)] as number) += v; }); return out; },
    matmul: (x, y) => make([...x.shape.slice(0, -1), y.shape.at(-1) as number], x.dtype, (c) => { let s = 0; const b = c.slice(0, -2); for (let i = 0; i < (x.shape.at(-1) as number); i++) s += get(x, [...b, c.at(-2) as number, i]) * get(y, [...b, i, c.at(-1) as number]); return s; }),
    cholesky: (x) => mats(x, (m, n) => { const l = m.map(() => Array<number>(n).fill(0)); for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) { let s = m[i]![j]!; for (let q = 0; q < j; q++) s -= l[i]![q]! * l[j]![q]!; l[i]![j] = i === j ? Math.sqrt(s) : s / l[j]![j]!; } return l; }),
    inverse: (x) => mats(x, (m, n) => { const a = m.map((r, i) => [...r, ...r.map((_, j) => (i === j ? 1 : 0))]); for (let i = 0; i < n; i++) { let p = i; for (let r = i; r < n; r++) if (Math.abs(a[r]![i]!) > Math.abs(a[p]![i]!)) p = r; [a[i], a[p]] = [a[p]!, a[i]!]; const d = a[i]![i]!; a[i] = a[i]!.map((v) => v / d); for (let r = 0; r < n; r++) if (r !== i) { const f = a[r]![i]!; a[r] = a[r]!.map((v, j) => v - f * a[i]![j]!); } } return a.map((r) => r.slice(n)); }),
    det: (x) => { const n = x.shape.at(-1) as number; const bs = x.shape.slice(0, -2); return make(bs, x.dtype, (c) => { const m = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => get(x, [...c, i, j]))); const d = (q: number[][]): number => q.length === 1 ? q[0]![0]! : q[0]!.reduce((s, v, j) => s + (j % 2 ? -1 : 1) * v * d(q.slice(1).map((r) => r.filter((_, z) => z !== j))), 0); return d(m); }); },
  };
}
function mats(x: V, f: (m: number[][], n: number) => number[][]): V { const n = x.shape.at(-1) as number; const cache = new Map<string, number[][]>(); return make(x.shape, x.dtype, (c) => { const b = c.slice(0, -2); const key = b.join(); let m = cache.get(key); if (!m) { m = f(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => get(x, [...b, i, j]))), n); cache.set(key, m); } return m[c.at(-2) as number]![c.at(-1) as number]!; }); }
const kernels = k();
export function createEvaluator(node: (id: NodeId) => Graph["nodes"][number], inputs: ReadonlyMap<NodeId, Data>) {
  const memo = new Map<NodeId, V>();
  const value = (id: NodeId): V => {
    const known = memo.get(id);
    if (known) return known;
    const n = node(id);
    let v: V;
    if (n.kind !== "equation") v = { shape: n.aval.shape, dtype: n.aval.dtype, data: Array.from(n.kind === "constant" ? n.data : (inputs.get(id) as Data)) };
    else v = (primitiveOf(n.primitive).kernel as unknown as (k: Kernels<V>, i: V[], p: unknown, a: Aval) => V)(kernels, n.inputs.map(value), n.params, n.aval);
    if (v.data.length !== sizeOf(n.aval.shape)) throw new Error(`internal: size of ${n.kind === "equation" ? n.primitive : n.kind}`);
    v = { ...v, shape: n.aval.shape, dtype: n.aval.dtype };
    memo.set(id, v);
    return v;
  };
  return (id: NodeId): Data => { const v = value(id); return v.dtype === "float32" ? Float32Array.from(v.data) : v.dtype === "int32" ? Int32Array.from(v.data) : Uint8Array.from(v.data); };
}
