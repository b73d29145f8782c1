/**
 * @file Functions of one number that have no corner, as sums of products in a normal form: two that are the same by
 * the rules of arithmetic, and by those of the logistic function, have the same terms. No value is ever tried.
 *
 * The rules: `e^u e^v = e^(u+v)`, `1 / (1 + e^−u) = σ(u)`, `σ(−u) = 1 − σ(u)`, `e^u σ(u) = e^u − σ(u)`,
 * `e^−u σ(u) = 1 − σ(u)`, `tanh u = 2 σ(2u) − 1`, `erf(−u) = −erf(u)`, `log(e^u + e^v) = v + softplus(u − v)` and
 * `softplus(−u) = softplus(u) − u`, with `u` and `v` lines.
 */

import { ACTIVATIONS, type ElementwiseActivationName } from "../../model/activations.js";
import { erf } from "../../model/erf.js";
import { NotDenseError, noActivation } from "./not-dense.js";

/** `x → a x + b`. */
export interface Line {
  readonly a: number;
  readonly b: number;
}

/**
 * What stands in a product as a whole: a function of a line. Of the sigmoid, erf and softplus the line rises; of the other
 * activations nothing is known but that an operator has computed them.
 */
export interface Factor {
  readonly kind: ElementwiseActivationName | "erf";
  readonly of: Line;
}

/** `coefficient · x^power · e^exponent · Π factors`. */
export interface Term {
  readonly coefficient: number;
  readonly power: number;
  readonly exponent: Line;
  readonly factors: readonly Factor[];
}

/** A sum, its terms in the order of their keys, none of them with a coefficient of 0. */
export type Smooth = readonly Term[];

/** What has more is no activation; a small file must not ask for much time. */
const MAX_TERMS = 16;
const MAX_POWER = 6;
const MAX_FACTORS = 4;

const NOWHERE: Line = { a: 0, b: 0 };

export const constantOf = (value: number): Smooth => sumOf([term(value)]);

/** `x` itself. */
export const VARIABLE: Smooth = [term(1, 1)];

function term(coefficient: number, power = 0, exponent = NOWHERE, factors: readonly Factor[] = []): Term {
  return { coefficient, power, exponent, factors };
}

const factorKey = ({ kind, of }: Factor): string => `${kind}(${of.a},${of.b})`;

const keyOfTerm = ({ power, exponent, factors }: Term): string =>
  `${power} ${exponent.a},${exponent.b} ${factors.map(factorKey).join(" ")}`;

/** Two functions with the same key are the same. */
export const keyOf = (smooth: Smooth): string =>
  smooth.map((one) => `${one.coefficient} ${keyOfTerm(one)}`).join(" + ");

function sumOf(terms: readonly Term[]): Smooth {
  const sums = new Map<string, Term>();
  for (const one of terms) {
    const key = keyOfTerm(one);
    const coefficient = (sums.get(key)?.coefficient ?? 0) + one.coefficient;
    if (!Number.isFinite(coefficient)) throw new NotDenseError("gives numbers that are not finite");
    sums.set(key, { ...one, coefficient });
  }
  const found = [...sums].filter(([, { coefficient }]) => coefficient !== 0);
  if (found.length > MAX_TERMS) throw noActivation();
  return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

export const plus = (...summands: readonly Smooth[]): Smooth => sumOf(summands.flat());

export const scaledBy = (smooth: Smooth, by: number): Smooth =>
  sumOf(smooth.map((one) => ({ ...one, coefficient: one.coefficient * by })));

export const minus = (a: Smooth, b: Smooth): Smooth => plus(a, scaledBy(b, -1));

export const times = (a: Smooth, b: Smooth): Smooth =>
  sumOf(a.flatMap((left) => b.flatMap((right) => product(left, right))));

function product(s: Term, t: Term): readonly Term[] {
  const power = s.power + t.power;
  const factors = [...s.factors, ...t.factors].sort((a, b) => (factorKey(a) < factorKey(b) ? -1 : 1));
  if (power > MAX_POWER || factors.length > MAX_FACTORS) throw noActivation();
  const exponent = { a: s.exponent.a + t.exponent.a, b: s.exponent.b + t.exponent.b };
  const coefficient = s.coefficient * t.coefficient;
  if (exponent.a === 0) return [term(coefficient * Math.exp(exponent.b), power, NOWHERE, factors)];
  return withoutExponential(term(coefficient, power, exponent, factors));
}

/** Resolves `e^u σ(u)` and `e^−u σ(u)`. */
function withoutExponential(one: Term): readonly Term[] {
  const { exponent, factors } = one;
  const at = factors.findIndex(
    ({ kind, of }) =>
      kind === "sigmoid" &&
      ((of.a === exponent.a && of.b === exponent.b) || (of.a === -exponent.a && of.b === -exponent.b)),
  );
  if (at < 0) return [one];
  const others = factors.toSpliced(at, 1);
  const negative = { ...one, coefficient: -one.coefficient, exponent: NOWHERE };
  return exponent.a === factors[at].of.a
    ? [...withoutExponential({ ...one, factors: others }), negative]
    : [{ ...one, exponent: NOWHERE, factors: others }, negative];
}

const functionOf = (kind: Factor["kind"]): ((x: number) => number) =>
  kind === "erf" ? erf : ACTIVATIONS[kind].value;

/** What a function is at a single number. */
export const valueAt = (smooth: Smooth, x: number): number =>
  smooth.reduce(
    (sum, { coefficient, power, exponent, factors }) =>
      sum +
      factors.reduce(
        (all, { kind, of }) => all * functionOf(kind)(of.a * x + of.b),
        coefficient * x ** power * Math.exp(exponent.a * x + exponent.b),
      ),
    0,
  );

/** Between which values a function stays, which itself it does not reach where it is no constant. */
export function boundsOf(smooth: Smooth): readonly [least: number, most: number] {
  let [least, most] = [0, 0];
  for (const { coefficient, power, exponent, factors } of smooth) {
    const isUnbounded = power > 0 || factors.some(({ kind }) => kind !== "sigmoid" && kind !== "softplus");
    const size =
      exponent.a !== 0 || isUnbounded || factors.some(({ kind }) => kind === "softplus")
        ? coefficient * Number.POSITIVE_INFINITY
        : coefficient;
    const isConstant = factors.length === 0 && Math.abs(size) < Number.POSITIVE_INFINITY;
    least += isUnbounded ? Number.NEGATIVE_INFINITY : isConstant ? size : Math.min(0, size);
    most += isUnbounded ? Number.POSITIVE_INFINITY : isConstant ? size : Math.max(0, size);
  }
  return [least, most];
}

/** The line that a function is; undefined where it is none. */
export function lineOf(smooth: Smooth): Line | undefined {
  let [a, b] = [0, 0];
  for (const { coefficient, power, exponent, factors } of smooth) {
    if (power > 1 || exponent.a !== 0 || factors.length > 0) return undefined;
    if (power === 1) a = coefficient;
    else b = coefficient;
  }
  return { a, b };
}

/** @throws NotDenseError where it is none */
function requireLine(smooth: Smooth): Line {
  const line = lineOf(smooth);
  if (line === undefined) throw noActivation();
  return line;
}

/** Without a negative 0. */
export const negated = ({ a, b }: Line): Line => ({ a: 0 - a, b: 0 - b });

const smoothLine = ({ a, b }: Line): Smooth => sumOf([term(a, 1), term(b)]);

/** A function of a line; of a constant its value. */
function ofLine(smooth: Smooth, value: (x: number) => number, of: (line: Line) => Smooth): Smooth {
  const line = requireLine(smooth);
  return line.a === 0 ? constantOf(value(line.b)) : of(line);
}

const factor = (kind: Factor["kind"], of: Line): Smooth => [term(1, 0, NOWHERE, [{ kind, of }])];

export const sigmoidOf = (smooth: Smooth): Smooth =>
  ofLine(smooth, ACTIVATIONS.sigmoid.value, (u) =>
    u.a > 0 ? factor("sigmoid", u) : minus(constantOf(1), factor("sigmoid", negated(u))),
  );

export const tanhOf = (smooth: Smooth): Smooth =>
  ofLine(smooth, Math.tanh, () => minus(scaledBy(sigmoidOf(scaledBy(smooth, 2)), 2), constantOf(1)));

export const erfOf = (smooth: Smooth): Smooth =>
  ofLine(smooth, erf, (u) => (u.a > 0 ? factor("erf", u) : scaledBy(factor("erf", negated(u)), -1)));

export const softplusOf = (smooth: Smooth): Smooth =>
  ofLine(smooth, ACTIVATIONS.softplus.value, (u) =>
    u.a > 0 ? factor("softplus", u) : plus(factor("softplus", negated(u)), smooth),
  );

/** An activation that an operator computes by itself. */
export const activationOf = (name: ElementwiseActivationName, smooth: Smooth): Smooth =>
  ofLine(smooth, ACTIVATIONS[name].value, (u) => factor(name, u));

export const exponentialOf = (smooth: Smooth): Smooth => ofLine(smooth, Math.exp, (u) => [term(1, 0, u)]);

/** Of one or two powers of e: `c e^u` or `c (e^u + e^v)`. */
function powersOf(smooth: Smooth): { c: number; u: Line; v?: Line } {
  const [first, second, ...more] = smooth;
  const isPower = ({ power, factors }: Term) => power === 0 && factors.length === 0;
  const fits =
    first !== undefined &&
    more.length === 0 &&
    smooth.every(isPower) &&
    (second === undefined || second.coefficient === first.coefficient);
  if (!fits) throw noActivation();
  const [u, v] = [first.exponent, second?.exponent];
  // A constant beside e^u keeps what comes out of it short.
  if (v !== undefined && u.a === 0) return { c: first.coefficient, u: v, v: u };
  return { c: first.coefficient, u, ...(v === undefined ? {} : { v }) };
}

const between = (u: Line, v: Line): Smooth => smoothLine({ a: u.a - v.a, b: u.b - v.b });

export function reciprocalOf(smooth: Smooth): Smooth {
  const { c, u, v } = powersOf(smooth);
  if (v === undefined) return scaledBy(exponentialOf(smoothLine(negated(u))), 1 / c);
  return scaledBy(times(exponentialOf(smoothLine(negated(v))), sigmoidOf(between(v, u))), 1 / c);
}

export function logarithmOf(smooth: Smooth): Smooth {
  const { c, u, v } = powersOf(smooth);
  const sum = v === undefined ? smoothLine(u) : plus(smoothLine(v), softplusOf(between(u, v)));
  return plus(constantOf(Math.log(c)), sum);
}
