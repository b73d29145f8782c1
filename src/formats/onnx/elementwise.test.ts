import { describe, expect, test } from "vitest";
import {
  ACTIVATIONS,
  type ElementwiseActivationName,
  HIDDEN_ACTIVATION_NAMES,
} from "../../model/activations.js";
import {
  absolute,
  asLine,
  choice,
  combine,
  constantFunction,
  type Elementwise,
  IDENTITY,
  isAbove,
  largerOf,
  type RecognizedActivation,
  recognize,
  rectified,
  smallerOf,
} from "./elementwise.js";
import {
  activationOf,
  constantOf,
  erfOf,
  exponentialOf,
  logarithmOf,
  minus,
  plus,
  reciprocalOf,
  type Smooth,
  scaledBy,
  sigmoidOf,
  softplusOf,
  tanhOf,
  times,
} from "./smooth.js";

type Function = (x: Elementwise) => Elementwise;

const smoothly =
  (of: (x: Smooth) => Smooth): Function =>
  (x) =>
    combine([x], of);
const line = (a: number, b: number): Function => smoothly((x) => plus(scaledBy(x, a), constantOf(b)));
const below =
  (curve: Function): Function =>
  (x) =>
    choice(isAbove(x, false), x, curve(x));
const ONE = constantOf(1);
const gelu = (rootOfTwo: number): Function =>
  smoothly((x) => scaledBy(times(x, plus(ONE, erfOf(scaledBy(x, 1 / rootOfTwo)))), 0.5));

/** Activations in the ways in which exporters and people write them, besides the operator that ONNX may have. */
const WAYS: Partial<Record<ElementwiseActivationName, readonly Function[]>> = {
  sigmoid: [
    smoothly(sigmoidOf),
    smoothly((x) => reciprocalOf(plus(ONE, exponentialOf(scaledBy(x, -1))))),
    smoothly((x) => times(exponentialOf(x), reciprocalOf(plus(exponentialOf(x), ONE)))),
    smoothly((x) => plus(scaledBy(tanhOf(scaledBy(x, 0.5)), 0.5), constantOf(0.5))),
  ],
  tanh: [
    smoothly(tanhOf),
    smoothly((x) => minus(scaledBy(sigmoidOf(scaledBy(x, 2)), 2), ONE)),
    smoothly((x) => {
      const [up, down] = [exponentialOf(x), exponentialOf(scaledBy(x, -1))];
      return times(minus(up, down), reciprocalOf(plus(up, down)));
    }),
  ],
  relu: [
    rectified,
    (x) => largerOf(x, constantFunction(0)),
    (x) => choice(isAbove(x, true), x, constantFunction(0)),
    (x) => combine([combine([x, absolute(x)], plus)], (sum) => scaledBy(sum, 0.5)),
    (x) => combine([x, isAbove(x, false)], times),
  ],
  leaky_relu: [below(line(0.01, 0)), below(line(Math.fround(0.01), 0)), (x) => largerOf(x, line(0.01, 0)(x))],
  elu: [
    below(smoothly((x) => minus(exponentialOf(x), ONE))),
    (x) =>
      combine([rectified(x), smoothly(exponentialOf)(smallerOf(x, constantFunction(0)))], (a, b) =>
        minus(plus(a, b), ONE),
      ),
  ],
  gelu: [gelu(Math.SQRT2), gelu(Math.fround(Math.SQRT2))],
  silu: [
    smoothly((x) => times(x, sigmoidOf(x))),
    smoothly((x) => times(x, reciprocalOf(plus(ONE, exponentialOf(scaledBy(x, -1)))))),
  ],
  softplus: [
    smoothly(softplusOf),
    smoothly((x) => logarithmOf(plus(ONE, exponentialOf(x)))),
    (x) =>
      combine(
        [rectified(x), smoothly((z) => logarithmOf(plus(ONE, exponentialOf(scaledBy(z, -1)))))(absolute(x))],
        plus,
      ),
  ],
};
const waysOf = (name: ElementwiseActivationName): readonly Function[] =>
  WAYS[name] ?? [smoothly((x) => activationOf(name, x))];
const CURVES = HIDDEN_ACTIVATION_NAMES.filter((name) => name !== "linear");

const answerOf = ({ activation, inner, outer }: RecognizedActivation, x: number): number =>
  outer.a * ACTIVATIONS[activation].value(inner.a * x + inner.b) + outer.b;

describe.each(CURVES)("%s", (name) => {
  test("is recognised in every way of writing it, and is no line", () => {
    for (const way of waysOf(name)) {
      const each = way(IDENTITY);
      expect(asLine(each)).toBeUndefined();
      expect(recognize(each)).toEqual({ activation: name, inner: { a: 1, b: 0 }, outer: { a: 1, b: 0 } });
    }
  });

  test.each([
    [1, Math.fround(0.3), Math.fround(0.1), 2],
    [-2.5, 1.75, 1, 0],
    [0.125, -4, -3, -1],
  ])("is recognised with lines inside and around it: %d x + %d, %d y + %d", (a, b, c, d) => {
    for (const way of waysOf(name)) {
      const found = recognize(line(c, d)(way(line(a, b)(IDENTITY))));
      // A hyperbolic tangent that is shifted is a sigmoid that is, too.
      expect([name, name === "tanh" ? "sigmoid" : name]).toContain(found?.activation);
      for (const x of [-20, -3, -b / a - 0.1, -b / a, -b / a + 0.1, 0.4, 5, 30]) {
        const wanted = c * ACTIVATIONS[name].value(a * x + b) + d;
        const value = found === undefined ? Number.NaN : answerOf(found, x);
        expect(Math.abs(value - wanted)).toBeLessThan(1e-6 * Math.max(1, Math.abs(wanted)));
      }
    }
  });
});

test("1 − σ(x) is σ(−x), −tanh(x) is tanh(−x)", () => {
  const outer = { a: 1, b: 0 };
  expect(recognize(smoothly((x) => minus(ONE, sigmoidOf(x)))(IDENTITY))).toEqual({
    activation: "sigmoid",
    inner: { a: -1, b: 0 },
    outer,
  });
  expect(recognize(smoothly((x) => scaledBy(tanhOf(x), -1))(IDENTITY))).toEqual({
    activation: "tanh",
    inner: { a: -1, b: 0 },
    outer,
  });
});

test("a line is known exactly, whatever it was put together of", () => {
  expect(asLine(line(0.25, 1)(IDENTITY))).toEqual({ a: 0.25, b: 1 });
  const both = [rectified(IDENTITY), rectified(line(-1, 0)(IDENTITY))];
  expect(asLine(combine(both, minus))).toEqual({ a: 1, b: 0 });
});

const clipped =
  (least: number, most: number): Function =>
  (x) =>
    smallerOf(largerOf(x, constantFunction(least)), constantFunction(most));

test.each<[string, Function]>([
  ["ReLU6", clipped(0, 6)],
  ["what is a line from −50 to 50", clipped(-50, 50)],
  ["what is a ReLU up to 31", clipped(0, 31)],
  ["what is a ReLU up to a million", clipped(0, 1e6)],
  ["leaky ReLU with another slope", below(line(0.02, 0))],
  ["leaky ReLU with nearly the slope", below(line(0.010001, 0))],
  ["ELU with another α", below(smoothly((x) => scaledBy(minus(exponentialOf(x), ONE), 1.001)))],
  ["SELU", (x) => line(1.0507, 0)(below(smoothly((z) => scaledBy(minus(exponentialOf(z), ONE), 1.6733)))(x))],
  ["an ELU that turns the wrong way", below(smoothly((x) => minus(ONE, exponentialOf(scaledBy(x, -1)))))],
  ["a hard sigmoid", (x) => clipped(0, 1)(line(1 / 6, 0.5)(x))],
  ["a square", smoothly((x) => times(x, x))],
  ["a tiny square", smoothly((x) => scaledBy(times(x, x), 1e-9))],
  ["a step", (x) => isAbove(x, false)],
  ["a line with a hole", (x) => combine([isAbove(x, false), isAbove(x, true)], minus)],
  ["a ReLU that jumps", (x) => choice(isAbove(x, false), line(1, 1)(x), constantFunction(0))],
  ["what is 1 at 0 and else 0", (x) => combine([isAbove(x, true), isAbove(x, false)], minus)],
  ["a GELU with another root", gelu(1.41)],
  ["x times the sigmoid of something else", smoothly((x) => times(x, sigmoidOf(plus(x, ONE))))],
  ["the sum of two activations", (x) => combine([rectified(x), smoothly(tanhOf)(x)], plus)],
  ["a sigmoid squared", smoothly((x) => times(sigmoidOf(x), sigmoidOf(x)))],
])("%s is none", (name, of) => {
  const each = of(IDENTITY);
  expect(asLine(each)).toBeUndefined();
  // Of GELU the scale inside is a line's.
  if (name.startsWith("a GELU")) expect(recognize(each)?.inner.a).toBeCloseTo(Math.SQRT2 / 1.41, 12);
  else expect(recognize(each)).toBeUndefined();
});

test.each<[string, Function]>([
  ["a ReLU of a hyperbolic tangent", (x) => rectified(smoothly(tanhOf)(x))],
  ["whether a sigmoid is above 0, as it is but for rounding", (x) => isAbove(smoothly(sigmoidOf)(x), false)],
  ["e to a square", smoothly((x) => exponentialOf(times(x, x)))],
  [
    "many corners",
    (x) => Array.from({ length: 9 }, (_, i) => i).reduce((f, i) => absolute(line(1, -(2 ** (8 - i)))(f)), x),
  ],
  ["a high power", smoothly((x) => Array.from({ length: 9 }, () => x).reduce(times))],
  ["division by a line", smoothly((x) => reciprocalOf(plus(x, ONE)))],
])("%s is not even tried", (_, of) => {
  expect(() => of(IDENTITY)).toThrow("none of Akari's activations");
});
