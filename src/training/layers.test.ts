import { describe, expect, test } from "vitest";
import { defineModel } from "../model/model.js";
import { dropoutShares, requireBatches } from "./layers.js";

const problem = (check: () => unknown): string => {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

/** A network with hidden layers of as many units. */
const network = (...hidden: number[]) =>
  defineModel({
    inputs: 4,
    layers: [
      ...hidden.map((units) => ({ units, activation: "relu" as const })),
      { units: 2, activation: "softmax" },
    ],
  });

describe("dropoutShares", () => {
  test("are those of each layer's inputs", () => {
    expect(dropoutShares(network(3, 3), {})).toEqual([0, 0, 0]);
    expect(dropoutShares(network(3, 3), { dropout: 0.5 })).toEqual([0, 0.5, 0.5]);
    expect(dropoutShares(network(3, 3), { dropout: [0.1, 0.2], inputDropout: 0.3 })).toEqual([0.3, 0.1, 0.2]);
    expect(dropoutShares(network(), { inputDropout: 0.3 })).toEqual([0.3]);
  });

  test("go with the hidden layers", () => {
    expect(problem(() => dropoutShares(network(), { dropout: 0.5 }))).toContain("the network has none");
    expect(problem(() => dropoutShares(network(3, 3), { dropout: [0.5] }))).toBe(
      "The option dropout has 1 shares, but the network has 2 hidden layers: give one number for all, or one for each.",
    );
  });
});

describe("requireBatches", () => {
  test("every step has two examples or more", () => {
    const on = { batchNorm: true };
    for (const [batch, examples] of [
      [32, 64],
      [32, 66],
      [2, 4],
    ]) {
      expect(problem(() => requireBatches(network(3), on, batch, examples))).toBe("");
    }
    expect(problem(() => requireBatches(network(3), on, 32, 65))).toBe(
      "Batch normalisation needs two examples or more in every step, but of 65 examples in batches of 32 one would be " +
        "alone. Choose another batch.",
    );
    expect(problem(() => requireBatches(network(3), on, 1, 4))).toContain("in batches of 1");
    expect(problem(() => requireBatches(network(3), {}, 1, 4))).toBe("");
  });

  test("there is a hidden layer", () => {
    const check = () => requireBatches(network(), { batchNorm: true }, 2, 4);
    expect(problem(check)).toContain("is for hidden layers, but the network has none");
  });
});
