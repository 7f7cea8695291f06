/** Functions that JavaScript lacks, in float64 and good to float32 at least. Generated loops call them as `special.erf`. */

export const special = { erf, erfinv, lgamma, polygamma, pow, rem, round };

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
  return 0.845062911510467529297 + polynomial(s, erfNearOne.numerator) / polynomial(s, erfNearOne.denominator);
}

function erfcLarge(size: number): number {
  const s = 1 / (size * size);
  const { numerator, denominator } = size < 1 / 0.35 ? erfTail : erfFarTail;
  return Math.exp(-size * size - 0.5625 + polynomial(s, numerator) / polynomial(s, denominator)) / size;
}

const erfSmall = {
  numerator: [
    1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3,
    -2.37630166566501626084e-5,
  ],
  denominator: [
    1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3, 1.32494738004321644526e-4,
    -3.9602282787753681232e-6,
  ],
};
const erfNearOne = {
  numerator: [
    -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1,
    -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.166375594868790843e-3,
  ],
  denominator: [
    1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2, 1.26171219808761642112e-1,
    1.36370839120290507362e-2, 1.1984499846799107417e-2,
  ],
};
const erfTail = {
  numerator: [
    -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1,
    -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592,
  ],
  denominator: [
    1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2,
    4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
  ],
};
const erfFarTail = {
  numerator: [
    -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2,
    -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2,
  ],
  denominator: [
    1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3,
    2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1,
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
  const series = lanczos.reduce((total, coefficient, i) => total + coefficient / (z + i + 1), 0.99999999999980993);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
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
