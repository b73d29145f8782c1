import { expect, test } from "vitest";
import { AkariError } from "../error.js";
import { allocateNumbers, requireRoom } from "./memory.js";
import { countParameters, defineModel, initializeParameters } from "./model.js";

test("4 GB are the most, gradients and moments counted", () => {
  expect(() => requireRoom(2 ** 28, 4)).not.toThrow();
  expect(() => requireRoom(2 ** 28 + 1, 4)).toThrow(
    new AkariError(
      "out-of-memory",
      "The network would have 268,435,457 parameters, which need 5 GB of memory; 4 GB is the most that it can have. " +
        "Make its layers smaller.",
    ),
  );
});

test("a slip in a layer's size is refused before anything is allocated", () => {
  for (const units of [10 ** 9, Number.MAX_SAFE_INTEGER]) {
    const definition = defineModel({ inputs: 784, layers: [{ units, activation: "relu" }] });
    expect(countParameters(definition)).toBeGreaterThan(2 ** 32);
    expect(() => initializeParameters(definition, 1)).toThrow(
      expect.objectContaining({ code: "out-of-memory" }),
    );
  }
});

test("an array that the machine cannot give is a sentence as well", () => {
  expect(allocateNumbers(3)).toEqual(new Float64Array(3));
  expect(() => allocateNumbers(2 ** 52)).toThrow(expect.objectContaining({ code: "out-of-memory" }));
});
