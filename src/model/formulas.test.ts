import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ACTIVATION_NAMES,
  ACTIVATIONS,
  HIDDEN_ACTIVATION_NAMES,
  isElementwise,
  softmax,
} from "./activations.js";
import { evaluate, formulaText, sound } from "./expressions.js";
import {
  ACTIVATION_FORMULAS,
  ACTIVATION_SLOPES,
  BINARY_CROSS_ENTROPY_OF_SUM,
  LOSS_FORMULAS,
  LOSS_SLOPES,
} from "./formulas.js";
import { type ElementwiseLoss, type FusedLoss, LOSS_NAMES, LOSSES } from "./losses.js";

const number = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const layer = (most: number) => fc.array(number(most), { minLength: 1, maxLength: 8 });

function near(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe("an activation's formula says what the table computes", () => {
  test.each(HIDDEN_ACTIVATION_NAMES)("%s", (name) => {
    const { formula } = ACTIVATION_FORMULAS[name];
    const { value } = ACTIVATIONS[name];
    fc.assert(fc.property(number(30), (z) => near(evaluate(formula, { z }), value(z), 1e-12)));
    // Soundly written, however large its argument.
    const soundly = sound(formula);
    fc.assert(fc.property(number(1e4), (z) => near(evaluate(soundly, { z }), value(z), 1e-14)));
  });

  test("softmax", () => {
    const { formula } = ACTIVATION_FORMULAS.softmax;
    fc.assert(
      fc.property(layer(30), (z) => {
        softmax(z).forEach((a, i) => {
          near(evaluate(formula, { z: z[i], units: { z } }), a, 1e-12);
        });
      }),
    );
  });

  test("and no other activation acts on a whole layer", () => {
    expect(ACTIVATION_NAMES.filter((name) => !isElementwise(name))).toEqual(["softmax"]);
  });
});

test.each(HIDDEN_ACTIVATION_NAMES)("the derivative of %s is its slope", (name) => {
  const { value, derivative } = ACTIVATIONS[name];
  const awayFromCorners = number(20).filter((z) => Math.abs(z) > 1e-3);
  fc.assert(
    fc.property(awayFromCorners, (z) => {
      const slope = (value(z + 1e-5) - value(z - 1e-5)) / 2e-5;
      expect(Math.abs(derivative(z, value(z)) - slope)).toBeLessThan(1e-8);
    }),
  );
});

test.each(HIDDEN_ACTIVATION_NAMES)("the formula of the slope of %s is the table's", (name) => {
  const { value, derivative } = ACTIVATIONS[name];
  const slope = sound(ACTIVATION_SLOPES[name]);
  fc.assert(
    fc.property(number(30), (z) => near(evaluate(slope, { z, a: value(z) }), derivative(z, value(z)), 1e-12)),
  );
  expect(evaluate(slope, { z: 0, a: value(0) })).toBe(derivative(0, value(0)));
});

test.each(HIDDEN_ACTIVATION_NAMES)("the range of %s is where its values are", (name) => {
  const { range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } = ACTIVATION_FORMULAS[name];
  const values = Array.from({ length: 200_001 }, (_, i) => ACTIVATIONS[name].value(i / 1000 - 100));
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  expect(least).toBeGreaterThanOrEqual(range[0] - 0.005);
  expect(most).toBeLessThanOrEqual(range[1]);
  if (Number.isFinite(range[0])) expect(least).toBeLessThanOrEqual(range[0] + 0.011);
  else expect(least).toBeLessThan(-0.99);
  if (Number.isFinite(range[1])) expect(most).toBeGreaterThanOrEqual(range[1] - 0.011);
  else expect(most).toBeGreaterThan(99);
});

describe("a loss's formula says what the table computes", () => {
  const pairs = (most: number) =>
    fc.array(fc.tuple(number(most), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 8,
    });

  test.each(LOSS_NAMES)("%s", (name) => {
    const row: ElementwiseLoss | FusedLoss = LOSSES[name];
    fc.assert(
      fc.property(pairs(6), (numbers) => {
        const [z, y] = [numbers.map(([z]) => z), numbers.map(([, y]) => y)];
        if (!("fusedWith" in row)) {
          near(evaluate(LOSS_FORMULAS[name], { a: z[0], y: y[0] }), row.value(z[0], y[0]), 1e-12);
          return;
        }
        const a = row.fusedWith === "softmax" ? softmax(z) : z.map((one) => ACTIVATIONS.sigmoid.value(one));
        const sum = row.isMean
          ? z.reduce((all, _, i) => all + evaluate(LOSS_FORMULAS[name], { a: a[i], y: y[i] }), 0) / z.length
          : evaluate(LOSS_FORMULAS[name], { units: { a, y } });
        near(sum, row.example(z, y), 1e-10);
      }),
    );
  });
});

describe("a loss's slope says what the table computes", () => {
  const outputs = fc.tuple(number(6), number(6));
  test.each(Object.keys(LOSS_SLOPES) as (keyof typeof LOSS_SLOPES)[])("%s", (name) => {
    const same = (a: number, y: number) =>
      near(evaluate(LOSS_SLOPES[name], { a, y }), LOSSES[name].derivative(a, y), 1e-12);
    fc.assert(fc.property(outputs, ([a, y]) => same(a, y)));
    same(2, 2);
  });

  test("binary cross-entropy of the weighted sum", () => {
    fc.assert(
      fc.property(number(800), fc.double({ min: 0, max: 1, noNaN: true }), (z, y) =>
        near(
          evaluate(BINARY_CROSS_ENTROPY_OF_SUM, { z, y }),
          LOSSES.binary_cross_entropy.example([z], [y]),
          1e-12,
        ),
      ),
    );
  });
});

test("no two functions have the same number", () => {
  for (const table of [ACTIVATIONS, LOSSES]) {
    const ids = Object.values(table).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test("formulas are written as a reader would", () => {
  const text = (name: keyof typeof ACTIVATION_FORMULAS) => formulaText(ACTIVATION_FORMULAS[name].formula);
  expect(Object.fromEntries(ACTIVATION_NAMES.map((name) => [name, text(name)]))).toMatchObject({
    linear: "z",
    sigmoid: "1 / (1 + e^−z)",
    tanh: "tanh(z)",
    relu: "max(0, z)",
    leaky_relu: "z if z > 0, else 0.01 z",
    elu: "z if z > 0, else e^z − 1",
    gelu: "(z / 2) (1 + erf(z / √2))",
    silu: "z / (1 + e^−z)",
    softplus: "log(1 + e^z)",
    softmax: "e^z / Σⱼ e^zⱼ",
  });
  const losses = LOSS_NAMES.map((name) => [name, formulaText(LOSS_FORMULAS[name])]);
  expect(Object.fromEntries(losses)).toMatchObject({
    mean_squared_error: "(a − y)²",
    mean_absolute_error: "|a − y|",
    huber: "|a − y| − 0.5 if |a − y| > 1, else 0.5 (a − y)²",
    binary_cross_entropy: "−(y log(a) + (1 − y) log(1 − a))",
    cross_entropy: "−Σⱼ yⱼ log(aⱼ)",
  });
});
