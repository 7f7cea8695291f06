/** Functions that JavaScript lacks, in float64 and good to float32 at least. Generated loops call them as `special.erf`. */

import { reducePrecision as toPrecision } from "../graph/precision";

export const special = { erf, erfinv, lgamma, polygamma, pow, reducePrecision, rem, round };

function reducePrecision(x: number, exponentBits: number, mantissaBits: number): number {
  return toPrecision(x, { exponentBits, mantissaBits });
}

/** IEEE's power: unlike JavaScript's, 1 to any power is 1, and -1 to an infinite one too. */
function pow(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1;
  return x ** y;
}

/** Floored remainder: the sign of the divisor. */
function rem(x: number, y: number): number {
  const left = x % y;
  return left !== 0 && left < 0 !== y < 0 ? left + y : left;
}

/** Half to even. */
function round(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** After fdlibm's s_erf.c (Sun Microsystems, 1993): rational approximations on four intervals. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {
    const z = x * x;
    return x + x * (polynomial(z, erfSmall.numerator) / polynomial(z, erfSmall.denominator));
  }
  if (size >= 6) return Math.sign(x);
  if (Number.isNaN(x)) return x;
  return Math.sign(x) * (size < 1.25 ? erfMiddle(size) : 1 - erfcLarge(size));
}

function erfMiddle(size: number): number {
  const s = size - 1;
  return 0.8450629115104675 + polynomial(s, erfNearOne.numerator) / polynomial(s, erfNearOne.denominator);
}

function erfcLarge(size: number): number {
  const s = 1 / (size * size);
  const { numerator, denominator } = size < 1 / 0.35 ? erfTail : erfFarTail;
  return Math.exp(-size * size - 0.5625 + polynomial(s, numerator) / polynomial(s, denominator)) / size;
}

const erfSmall = {
  numerator: [
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5,
  ],
  denominator: [
    1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6,
  ],
};
const erfNearOne = {
  numerator: [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
    0.035478304325618236, -0.002166375594868791,
  ],
  denominator: [
    1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
    0.011984499846799107,
  ],
};
const erfTail = {
  numerator: [
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
    -184.60509290671104, -81.2874355063066, -9.814329344169145,
  ],
  denominator: [
    1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
    108.63500554177944, 6.570249770319282, -0.0604244152148581,
  ],
};
const erfFarTail = {
  numerator: [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
    -1025.0951316110772, -483.5191916086514,
  ],
  denominator: [
    1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
    474.52854120695537, -22.44095244658582,
  ],
};

/** Giles' approximation (2010), then two steps of Newton on erf. */
function erfinv(y: number): number {
  if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Number.POSITIVE_INFINITY : Number.NaN;
  const w = -Math.log((1 - y) * (1 + y));
  let x = y * (w < 5 ? polynomial(w - 2.5, gilesCentral) : polynomial(Math.sqrt(w) - 3, gilesTail));
  for (let step = 0; step < 2; step++) x -= ((erf(x) - y) * Math.sqrt(Math.PI)) / (2 * Math.exp(-x * x));
  return x;
}

const gilesCentral = [
  1.50140941, 0.246640727, -0.00417768164, -0.00125372503, 0.00021858087, -4.39150654e-6, -3.5233877e-6, 3.43273939e-7,
  2.81022636e-8,
];
const gilesTail = [
  2.83297682, 1.00167406, 0.00943887047, -0.0076224613, 0.00573950773, -0.00367342844, 0.00134934322, 0.000100950558,
  -0.000200214257,
];

/** Lanczos' approximation, g = 7; the reflection below one half. */
function lgamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  if (Math.abs(x) === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  const z = x - 1;
  const series = lanczos.reduce((total, coefficient, i) => total + coefficient / (z + i + 1), 0.9999999999998099);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** The asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.11), reached by the recurrence from below 10. */
function polygamma(order: number, x: number): number {
  if (Number.isNaN(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN;
  return order === 0 ? digamma(x) : (order % 2 === 0 ? -1 : 1) * factorial(order) * hurwitzZeta(order + 1, x);
}

function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (x < 0) return Number.isInteger(x) ? Number.NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shifted = x;
  let total = 0;
  for (; shifted < 10; shifted++) total -= 1 / shifted;
  const z = 1 / (shifted * shifted);
  return total + Math.log(shifted) - 0.5 / shifted - z * polynomial(z, digammaSeries);
}

const digammaSeries = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];

/** Σ (x + k)^-s over k ≥ 0, by Euler and Maclaurin from x + k = 10 on. */
function hurwitzZeta(s: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY;
  let shifted = x;
  let total = 0;
  for (let steps = 0; shifted < 10 && steps < 100_000; shifted++, steps++) total += shifted ** -s;
  total += shifted ** (1 - s) / (s - 1) + 0.5 * shifted ** -s;
  let rising = s;
  let power = shifted ** (-s - 1);
  bernoulliOverFactorial.forEach((coefficient, i) => {
    total += coefficient * rising * power;
    rising *= (s + 2 * i + 1) * (s + 2 * i + 2);
    power /= shifted * shifted;
  });
  return total;
}

/** B₂ₖ / (2k)! */
const bernoulliOverFactorial = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
];

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

/** Horner's scheme, the constant first. */
function polynomial(x: number, coefficients: readonly number[]): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + (coefficients[i] ?? 0);
  return value;
}
