import type { Dataset } from "akari";
import { expect, test } from "vitest";
import { Evaluator } from "./evaluator";
import { DEFAULT_RECIPE, definitionOf } from "./recipe";

/** A network without hidden layers, which takes every image for a 1, and brighter first pixels for it more surely. */
const recipe = { ...DEFAULT_RECIPE, hidden: [] };
const { inputs, preprocessing } = definitionOf(recipe);
const weight = new Float32Array(10 * inputs);
weight[inputs] = 5;
const bias = new Float32Array(10);
bias[1] = 0.01;

const first = [10, 20, 30, 40];
const images = new Uint8Array(4 * inputs);
first.forEach((pixel, row) => {
  images[row * inputs] = pixel;
});
const data: Dataset = {
  name: "four",
  features: { data: images, rows: 4, columns: inputs },
  targets: {
    kind: "classes",
    classes: Uint8Array.of(0, 1, 1, 0),
    names: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  },
  preprocessing,
};

test("mistakes on the test images come by how sure the network was of them, each with its pixels", async () => {
  const snapshot = { step: 7, parameters: [{ weight, bias }] };
  const scores = await new Evaluator(async () => data).score(recipe, snapshot);
  const { step, testAccuracy, trainingAccuracy, confusion, mistakes } = scores;
  expect({ step, testAccuracy, trainingAccuracy }).toEqual({
    step: 7,
    testAccuracy: 0.5,
    trainingAccuracy: undefined,
  });
  expect(confusion.slice(0, 2).map((row) => row.slice(0, 2))).toEqual([
    [0, 2],
    [0, 2],
  ]);
  expect(mistakes.map(({ index, actual, predicted }) => [index, actual, predicted])).toEqual([
    [3, 0, 1],
    [0, 0, 1],
  ]);
  const sure = Math.exp(0.01 + (5 * 40) / 255);
  expect(mistakes[0].confidence).toBeCloseTo(sure / (sure + 9), 5);
  expect([...mistakes[0].pixels.subarray(0, 2)]).toEqual([40, 0]);
});
