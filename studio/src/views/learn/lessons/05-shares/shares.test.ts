import { compile } from "akari";
import { expect, test } from "vitest";
import { DONE } from "../../lesson";
import { lesson, SHARE_FIELDS } from "./lesson";
import { pairModel, pairOf, SAME, shareOfPair, shareOfSingle, singleFor, singleModel } from "./nodes";
import { exponentials, sumsOf, total } from "./sums";

const SEEDS = Array.from({ length: 200 }, (_, i) => i * 7919 + 1);

test("shares pass that are worked out from the powers as the table has them", () => {
  for (const seed of SEEDS) {
    const [a, b, c] = exponentials(sumsOf(seed)).map((power) => Number(power.toFixed(2)));
    const sum = total([a, b, c]);
    const typed = Object.fromEntries([a, b, c].map((e, i) => [SHARE_FIELDS[i], (e / sum).toFixed(2)]));
    expect(lesson.tasks[0].check({ seed, typed, stages: [] }, undefined as never)).toEqual(DONE);
  }
});

test("numbers differ from seed to seed", () => {
  expect(new Set(SEEDS.map((seed) => sumsOf(seed).join())).size).toBeGreaterThan(40);
  expect(new Set(SEEDS.map((seed) => pairOf(seed).join())).size).toBeGreaterThan(150);
});

test("the engine says of both networks what the check goes by", async () => {
  for (const seed of SEEDS.slice(0, 30)) {
    const pair = pairOf(seed);
    const single = singleFor(pair);
    for (const [model, share] of [
      [pairModel(pair), shareOfPair(pair, [1, 0.5])],
      [singleModel(single), shareOfSingle(single, [1, 0.5])],
    ] as const) {
      const network = await compile(model);
      const [said] = network.trace(Float32Array.of(1, 0.5)).layers[0].activations;
      network.dispose();
      expect(Math.abs(said - share)).toBeLessThan(SAME);
    }
  }
});
