import { readFileSync } from "node:fs";
import { mnist } from "akari/node";
import { beforeAll, expect, test } from "vitest";
import { PIXELS } from "../../../../mnist/digits";
import { readModel } from "../../../../models/load";
import { FULL } from "../../paint/painted";
import { toolsOf } from "../../tools";
import { drawnFor, READABLE, ring, shapeOf, strongestBlocks, templateOf } from "./claims";
import { HOLDS, LOOPED, SEEING_LOOPS } from "./lesson";
import { areaUnderCurve, aucOf, type Seen, seenBy } from "./seen";

let seen: Seen;
let labels: Uint8Array;
let weights: Float32Array | Float64Array;
beforeAll(async () => {
  const bytes = readFileSync(new URL("../../../../../../models/lamps.safetensors", import.meta.url));
  const { model } = await readModel(new Uint8Array(bytes), "lamps.safetensors");
  const { features, targets } = (await mnist()).test;
  if (!(features.data instanceof Uint8Array) || targets.kind !== "classes") throw new TypeError("No MNIST.");
  labels = Uint8Array.from(targets.classes);
  const images = { images: features.data, labels };
  seen = await seenBy(await toolsOf(model, async () => images));
  weights = model.parameters[0].weight as Float32Array;
});

test("the area under the curve is the share of pairs that are told, a tie half of one", () => {
  expect(areaUnderCurve([3, 1, 2, 0], [1, 0, 1, 0])).toBe(1);
  expect(areaUnderCurve([0, 1], [1, 0])).toBe(0);
  expect(areaUnderCurve([5, 5, -5], [1, 0, 0])).toBe(0.75);
});

test("no neuron of the hidden layers is always lit or never, so that every claim can be tested", () => {
  for (const layer of [1, 2])
    for (let unit = 0; unit < 16; unit++) {
      const share = seen.lit[layer - 1][unit].filter((one) => one === 1).length / seen.count;
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.9);
    }
});

test("of the neurons that are asked about, a painting of the strongest blocks of weights tells when they are lit", () => {
  for (const unit of READABLE) {
    const own = weights.subarray(unit * PIXELS, (unit + 1) * PIXELS);
    const reached = [4, 8, 12, 16, 20].map((count) =>
      aucOf(seen, templateOf(strongestBlocks(own, count)), 1, unit),
    );
    expect(Math.max(...reached), `neuron ${unit + 1}`).toBeGreaterThanOrEqual(0.85);
    expect(reached.filter((auc) => auc >= HOLDS).length).toBeGreaterThanOrEqual(2);
  }
});

test("digits with loops: none of the second hidden layer tells them with 0.8, and one by being dark", () => {
  const isLooped = labels.map((label) => ((LOOPED as readonly string[]).includes(String(label)) ? 1 : 0));
  const aucs = Array.from({ length: 16 }, (_, unit) => {
    const own = Array.from({ length: seen.count }, (_, n) =>
      Math.round(1e6 * seen.activations[1][n * 16 + unit]),
    );
    return areaUnderCurve(own, isLooped);
  });
  expect(aucs.filter((auc) => auc >= HOLDS)).toHaveLength(SEEING_LOOPS);
  expect(aucs.filter((auc) => auc <= 1 - HOLDS)).toHaveLength(1);
});

test("rings as somebody paints them are loops, and say little of most neurons of the second hidden layer", () => {
  const rings = [ring(9, 14, 4, 3), ring(14, 14, 8, 6), ring(18, 14, 4, 4)];
  const aucs: number[] = [];
  for (const pixels of rings) {
    const template = templateOf(pixels.flatMap((pixel) => [pixel, FULL]));
    expect(shapeOf(template)).toBe("loop");
    expect(shapeOf(templateOf(pixels.slice(4).flatMap((pixel) => [pixel, FULL])))).toBe("open");
    for (let unit = 0; unit < 16; unit++) aucs.push(aucOf(seen, template, 2, unit));
  }
  expect(aucs.filter((auc) => auc >= HOLDS)).toHaveLength(0);
  expect(aucs.filter((auc) => auc > 0.35 && auc < 0.65).length / aucs.length).toBeGreaterThan(0.7);
});

test("each seed has its own neurons", () => {
  const seeds = Array.from({ length: 100 }, (_, i) => i * 7919 + 1);
  expect(new Set(seeds.map((seed) => drawnFor(seed).unit)).size).toBe(READABLE.length);
  for (const seed of seeds) expect(new Set(drawnFor(seed).offered).size).toBe(3);
});
