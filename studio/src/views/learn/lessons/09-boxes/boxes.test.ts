import { predict } from "akari";
import { expect, test } from "vitest";
import { boxAt, givenBy } from "./curve";
import { BOX_MISS } from "./lesson";
import {
  bestTops,
  COUNTS,
  MISS,
  meanMiss,
  missOf,
  modelOf,
  NOTCH,
  networkOf,
  outputOver,
  PLACES,
  STEEP,
  type Step,
  stepsOf,
} from "./network";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);
/** Further apart than what comes of floats. */
const LITTLE = 1e-6;

/** Goes downhill, one top by one notch at a time. */
function improved(wanted: readonly number[], floor: number, boxes: number): number {
  let tops = bestTops(wanted, boxes);
  for (;;) {
    const near = [...tops.keys()].flatMap((i) => [NOTCH, -NOTCH].map((by) => tops.with(i, tops[i] + by)));
    const best = near.reduce((a, b) => (missOf(a, floor, wanted) <= missOf(b, floor, wanted) ? a : b));
    if (missOf(best, floor, wanted) >= missOf(tops, floor, wanted) - LITTLE)
      return missOf(tops, floor, wanted);
    tops = best;
  }
}

test("the fewest boxes come near enough with room to spare, and fewer never do", () => {
  for (const seed of SEEDS) {
    const { wanted, floor, fewest } = givenBy(seed).curve;
    expect(missOf(bestTops(wanted, fewest), floor, wanted)).toBeLessThanOrEqual(0.85 * MISS);
    for (const boxes of COUNTS.filter((count) => count < fewest))
      expect(improved(wanted, floor, boxes), `seed ${seed}`).toBeGreaterThan(1.1 * MISS);
  }
});

test("many boxes come much nearer than few", () => {
  for (const seed of SEEDS) {
    const misses = givenBy(seed).curve.misses.map(({ miss }) => miss);
    expect(misses[misses.length - 1]).toBeLessThan(0.4 * misses[0]);
  }
});

test("what is asked of one box takes steep neurons at its sides and the right height", () => {
  for (const seed of SEEDS) {
    const { box } = givenBy(seed);
    const wanted = Array.from(PLACES, (x) => boxAt(box, x));
    const missWith = (change: (step: Step, i: number) => Partial<Step>): number => {
      const steps = stepsOf(box).map((step, i) => ({ ...step, ...change(step, i) }));
      return meanMiss(outputOver(modelOf(steps, box.floor), PLACES), wanted);
    };
    expect(missWith(() => ({}))).toBeLessThan(0.75 * BOX_MISS);
    expect(missWith(({ w, b }) => ({ w: 0.4 * w, b: 0.4 * b }))).toBeGreaterThan(BOX_MISS);
    for (const by of [-0.5, 0.5])
      expect(missWith(({ b }, i) => (i === 0 ? { b: b + by * STEEP } : {}))).toBeGreaterThan(BOX_MISS);
    for (const by of [-0.1, 0.1])
      expect(missWith(({ v }) => ({ v: v + Math.sign(v) * by }))).toBeGreaterThan(BOX_MISS);
  }
});

test("what the chart shows is what the engine answers", async () => {
  for (const seed of SEEDS.slice(0, 5)) {
    const { curve, outside } = givenBy(seed);
    const network = networkOf(bestTops(curve.wanted, curve.fewest), curve.floor);
    const places = Float32Array.of(0.5, 3.7, 9.1, outside);
    const answers = await predict(
      network,
      [...places].map((x) => [x]),
    );
    for (const [i, shown] of outputOver(network, places).entries()) expect(answers[i]).toBeCloseTo(shown, 5);
    // Where it was not built, it says its bias.
    expect(answers[3]).toBeCloseTo(curve.floor, 3);
  }
});
