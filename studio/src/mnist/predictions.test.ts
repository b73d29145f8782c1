import { compile, defineModel } from "akari";
import { expect, test } from "vitest";
import { predictAll } from "./predictions";

/** Two inputs, three classes: the first input, the second, neither. */
const model = {
  definition: defineModel({ inputs: 2, layers: [{ units: 3, activation: "softmax" }] }),
  parameters: [{ weight: Float32Array.of(1, 0, 0, 1, 0, 0), bias: Float32Array.of(0, 0, 0.5) }],
};

test("the class of every image, over several turns", async () => {
  const network = await compile(model);
  const images = new Uint8Array(2 * 600);
  images.set([1, 0, 0, 1, 0, 0], 2 * 500);
  let turns = 0;
  const classes = await predictAll(network, images, 2, new AbortController().signal, async () => {
    turns++;
  });
  expect(classes).toHaveLength(600);
  expect([...classes.slice(499, 504)]).toEqual([2, 0, 1, 2, 2]);
  expect(turns).toBe(3);
});

test("it stops when it is told to", async () => {
  const network = await compile(model);
  const stop = new AbortController();
  const turn = async (): Promise<void> => stop.abort(new Error("enough"));
  await expect(predictAll(network, new Uint8Array(2 * 600), 2, stop.signal, turn)).rejects.toThrow("enough");
});
