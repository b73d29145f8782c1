import { trace } from "akari";
import { expect, it } from "vitest";
import { COURSE, countOf, definitionOf, networksOf, slipsOfCount } from "./counts";
import { layerOf } from "./layer";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

it("the sums are those of the engine", async () => {
  for (const seed of SEEDS) {
    const { weights, inputs, biases, sums } = layerOf(seed);
    const model = {
      definition: definitionOf([3, 3]),
      parameters: [{ weight: Float32Array.from(weights.flat()), bias: Float32Array.from(biases) }],
    };
    const { layers } = await trace(model, Float32Array.from(inputs));
    for (const [i, z] of sums.entries()) expect(layers[0].preActivations[i]).toBeCloseTo(z, 5);
  }
});

it("784-16-16-10 has 12,560 numbers in its first layer and 13,002 in all, and no slip comes to as many", () => {
  expect(countOf(COURSE.slice(0, 2))).toBe(12_560);
  expect(countOf(COURSE)).toBe(13_002);
  for (const sizes of [COURSE.slice(0, 2), COURSE])
    for (const counts of slipsOfCount(sizes).values()) expect(counts).not.toContain(countOf(sizes));
});

it("neighbours count other networks", () => {
  const pairs = SEEDS.map((seed) => JSON.stringify(networksOf(seed)));
  expect(new Set(pairs).size).toBeGreaterThan(35);
});
