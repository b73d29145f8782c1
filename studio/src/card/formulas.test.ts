import { ACTIVATION_NAMES } from "akari/model";
import { expect, test } from "vitest";
import { activationFormula, layerFormula } from "./formulas";
import { factor, type MathNode, plainText } from "./math";

/** The marked cells' texts. */
function marked(node: MathNode): string[] {
  if (node.marked) return [plainText(node)];
  return typeof node.content === "string" ? [] : node.content.flatMap(marked);
}

test("a layer's equation marks the row of its neuron", () => {
  const formula = layerFormula(16, 784, 4);
  expect(plainText(formula)).toBe("⋮a5⋮=σ(⋮⋮⋮w5,1⋯w5,784⋮⋮⋮a1⋮a784+⋮b5⋮)");
  expect(marked(formula)).toEqual(["a5", "w5,1", "⋯", "w5,784", "b5"]);
});

test("a layer's equation has no dots where there is nothing to leave out", () => {
  expect(plainText(layerFormula(1, 1, 0))).toBe("a1=σ(w1,1a1+b1)");
  expect(plainText(layerFormula(2, 2, 1))).toBe("⋮a2=σ(⋮⋮w2,1w2,2a1a2+⋮b2)");
});

test.each([
  ["linear", "z"],
  ["sigmoid", "11+e−z"],
  ["tanh", "tanh(z)"],
  ["relu", "max(0,z)"],
  ["leaky_relu", "z if z>0, else 0.01z"],
  ["elu", "z if z>0, else ez−1"],
  ["gelu", "z2(1+erf(z2))"],
  ["silu", "z1+e−z"],
  ["softplus", "log(1+ez)"],
  ["softmax", "ez∑jezj"],
] as const)("%s has the formula %s", (name, text) => {
  expect(plainText(activationFormula(name, " if ", ", else "))).toBe(text);
});

test.each(ACTIVATION_NAMES)("%s has a formula", (name) => {
  expect(plainText(activationFormula(name, " if ", ", else "))).toContain("z");
});

test("a negative factor stands in parentheses", () => {
  expect(plainText(factor("−1.5"))).toBe("(−1.5)");
  expect(plainText(factor("1.5"))).toBe("1.5");
});
