import { describe, expect, test } from "vitest";
import { defineModel } from "../model/model.js";
import { completeRegularization, dropoutShares, type Regularization } from "./regularization.js";

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

describe("completeRegularization", () => {
  test("keeps what is on and leaves out what is off", () => {
    expect(completeRegularization({})).toEqual({});
    expect(completeRegularization({ dropout: 0, inputDropout: 0, l1: 0 })).toEqual({});
    const all: Regularization = { dropout: [0.2, 0], inputDropout: 0.1, l1: 1e-5 };
    expect(completeRegularization(all)).toEqual(all);
  });

  test.each([
    [{ dropout: 1 }, "The option dropout must be a number from 0 to below 1, or a list of one"],
    [{ dropout: -0.1 }, "not -0.1."],
    [{ dropout: [0.5, Number.NaN] }, "not NaN."],
    [{ l1: -1 }, "The option l1 must be a number of 0 or more, not -1."],
    [{ l1: Number.POSITIVE_INFINITY }, "not Infinity."],
    [{ inputDropout: 2 }, "The option inputDropout must be a number from 0 to below 1, not 2."],
  ] as [Regularization, string][])("%o", (options, sentence) => {
    expect(problem(() => completeRegularization(options))).toContain(sentence);
  });
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
