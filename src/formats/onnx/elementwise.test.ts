import { describe, expect, test } from "vitest";
import { ACTIVATION_NAMES, ACTIVATIONS, type ElementwiseActivationName } from "../../model/activations.js";
import { asLine, combine, IDENTITY, recognize } from "./elementwise.js";

const CURVES = ACTIVATION_NAMES.filter(
  (name): name is ElementwiseActivationName => name !== "softmax" && name !== "linear",
);

describe.each(CURVES)("%s", (name) => {
  const { value } = ACTIVATIONS[name];

  test("is recognised, and is no line", () => {
    const each = combine([IDENTITY], value);
    expect(asLine(each)).toBeUndefined();
    expect(recognize(each)).toEqual({ activation: name, inner: { a: 1, b: 0 }, outer: { a: 1, b: 0 } });
  });

  test("is recognised behind a shift, with float32 constants around it", () => {
    const shifted = combine([IDENTITY], (x) => x + Math.fround(0.3));
    const each = combine([combine([shifted], value)], (x) => Math.fround(0.1) * x + 2);
    const found = recognize(each);
    expect(found?.activation).toBe(name);
    expect(found?.inner.b).toBeCloseTo(0.3, 6);
    expect(found?.outer.a).toBeCloseTo(0.1, 6);
    expect(found?.outer.b).toBeCloseTo(2, 6);
  });
});

test("1 − σ(x) is σ(−x)", () => {
  const each = combine([IDENTITY], (x) => 1 - ACTIVATIONS.sigmoid.value(x));
  expect(recognize(each)).toMatchObject({ activation: "sigmoid", inner: { a: -1 }, outer: { a: 1, b: 0 } });
});

test("a division that leaves a line is known exactly", () => {
  expect(asLine(combine([IDENTITY], (x) => x / 4 + 1))).toEqual({ a: 0.25, b: 1 });
});

test.each<[string, (x: number) => number]>([
  ["ReLU6", (x) => Math.min(6, Math.max(0, x))],
  ["leaky ReLU with another slope", (x) => (x > 0 ? x : 0.02 * x)],
  ["GELU with tanh", (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))],
  ["a hard sigmoid", (x) => Math.max(0, Math.min(1, x / 6 + 0.5))],
  ["softsign", (x) => x / (1 + Math.abs(x))],
  ["a square", (x) => x * x],
  ["nothing finite", () => Number.NaN],
  ["a tiny square", (x) => 1e-9 * x * x],
])("%s is none", (_, of) => {
  const each = combine([IDENTITY], of);
  expect(asLine(each)).toBeUndefined();
  expect(recognize(each)).toBeUndefined();
});
