import type { NeuronExplanation } from "akari/insight";
import { describe, expect, test } from "vitest";
import { rounded } from "../kit/numbers";
import { describeEquation } from "./equation";

/** A neuron with terms of these products, sorted as the library sorts them. */
function neuron(products: readonly number[], bias: number): NeuronExplanation {
  const terms = products.map((product, from) => ({ from, weight: product, activation: 1, product }));
  terms.sort((s, t) => Math.abs(t.product) - Math.abs(s.product));
  const preActivation = products.reduce((sum, product) => sum + product, bias);
  const activation = 1 / (1 + Math.exp(-preActivation));
  return { layer: 1, unit: 0, terms, bias, preActivation, activation, activationFunction: "sigmoid" };
}

/** Numbers of many decimals, as good as random. */
const products = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => 3 * Math.sin(i * i + 1));

describe("the equation that is shown", () => {
  test.each([10, 16, 784])("of %s terms adds up as it is written", (count) => {
    for (let shift = 0; shift < 50; shift++) {
      const explanation = neuron(
        products(count).map((p) => p + shift / 77),
        0.1234567,
      );
      const { terms, rest, bias, preActivation, adds } = describeEquation(explanation);
      expect(terms).toHaveLength(8);
      expect(rest?.count).toBe(count - 8);
      expect(preActivation).toBe(rounded(explanation.preActivation));
      expect(adds).toBe(true);
      const thousandths = [...terms.map(({ product }) => product), rest?.sum ?? 0, bias].map((n) =>
        Math.round(n * 1000),
      );
      expect(thousandths.reduce((sum, n) => sum + n)).toBe(Math.round(preActivation * 1000));
      const left = explanation.terms.slice(8).reduce((sum, { product }) => sum + product, 0);
      expect(Math.abs((rest?.sum ?? 0) - left)).toBeLessThan(0.5e-3 * 11);
    }
  });

  test("says where the shown numbers do not add up to the last place", () => {
    expect(describeEquation(neuron([1.25, -0.5], 0.125)).adds).toBe(true);
    const off = describeEquation(neuron([0.0004, 0.0004], 0));
    expect(off).toMatchObject({ rest: undefined, preActivation: 0.001, adds: false });
    expect(off.terms.map(({ product }) => product)).toEqual([0, 0]);
  });

  test("writes all of nine terms out, for one alone is no rest", () => {
    expect(describeEquation(neuron(products(9), 0))).toMatchObject({ rest: undefined, terms: { length: 9 } });
  });
});
