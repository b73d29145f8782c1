import fc from "fast-check";
import { expect, it } from "vitest";
import { seededRandom } from "../../../../kit/seeded";
import { qualityOf } from "../../../../plot/forward";
import type { Sample } from "../../../../plot/points";
import { trainFrom } from "../../../../plot/training";
import { cloudsOf, modelOf, movedBy, notched, REACH, rightOf, TASK, type Weights } from "./clouds";
import { ENOUGH } from "./lesson";
import { plays } from "./plays";
import { witnessOf } from "./separable";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);

/** Another way to decide it: where two hulls are apart, they are so across an edge of one, or between two corners. */
function isApart(samples: readonly Sample[]): boolean {
  const directions = samples.flatMap((a) =>
    samples.flatMap((b) => [
      [a.x - b.x, a.y - b.y],
      [a.y - b.y, b.x - a.x],
    ]),
  );
  const sums = (target: number, [dx, dy]: number[]): number[] =>
    samples
      .filter((one) => one.target === target)
      .map(
        ({ x, y }) =>
          Math.round(1000 * x) * Math.round(1000 * dx) + Math.round(1000 * y) * Math.round(1000 * dy),
      );
  return directions.some((one) => Math.max(...sums(0, one)) < Math.min(...sums(1, one)));
}

const coordinate = fc.integer({ min: -20, max: 20 }).map((value) => value / 20);
const some = (target: number) =>
  fc.array(fc.record({ x: coordinate, y: coordinate, target: fc.constant(target) }), {
    minLength: 2,
    maxLength: 6,
  });

it("a witness is found exactly where no line separates the classes", () => {
  const seen = { apart: 0, together: 0 };
  fc.assert(
    fc.property(some(0), some(1), (first, second) => {
      const apart = isApart([...first, ...second]);
      seen[apart ? "apart" : "together"]++;
      expect(witnessOf([...first, ...second]) === undefined).toBe(apart);
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.apart, seen.together)).toBeGreaterThan(10);
});

it("the shortest move is exactly the shortest", () => {
  for (const seed of SEEDS.slice(0, 10)) {
    const { samples, least, nearest } = cloudsOf(seed);
    expect(witnessOf(samples)).toBeUndefined();
    const around = (far: number, index: number): boolean =>
      Array.from({ length: 90 }, (_, i) => (i * Math.PI) / 45).some((angle) => {
        const { x, y } = samples[index];
        const place = [index, x + far * Math.cos(angle), y + far * Math.sin(angle)];
        return witnessOf(movedBy(samples, place)) !== undefined;
      });
    expect(around(least.far + 0.004, nearest)).toBe(true);
    expect(around(least.far - 0.004, nearest)).toBe(false);
  }
});

it("the moves that are let through are short, and can be made by hand", () => {
  const all = SEEDS.map((seed) => cloudsOf(seed).least.far);
  const random = seededRandom(3);
  const TRIES = 4000;
  let [line, move] = [0, 0];
  for (let n = 0; n < TRIES; n++) {
    const { samples, least } = cloudsOf(SEEDS[n % SEEDS.length]);
    const weights = [0, 1, 2].map(() => notched(REACH * (2 * random() - 1))) as unknown as Weights;
    if (rightOf(weights, samples) === samples.length) line++;
    const index = Math.floor(samples.length * random());
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    const short = Math.hypot(x - samples[index].x, y - samples[index].y) <= ENOUGH * least.far;
    if (short && witnessOf(movedBy(samples, [index, x, y])) !== undefined) move++;
  }
  expect(line / TRIES).toBeLessThan(0.01);
  expect(move / TRIES).toBeLessThan(0.01);
  expect(Math.min(...all)).toBeGreaterThan(0.1);
  expect(Math.max(...all)).toBeLessThan(0.3);
});

it("training separates the clouds, and does not where there is a witness", async () => {
  for (const seed of SEEDS.slice(0, 5)) {
    const { samples } = cloudsOf(seed);
    const { stage = [] } = await plays[1].right(seed, undefined as never);
    for (const [points, separable] of [
      [samples, true],
      [movedBy(samples, stage), false],
    ] as const) {
      let best = 0;
      const run = {
        task: TASK,
        samples: points,
        model: modelOf([0, 0, 0]),
        recipe: { optimizer: "adam", learningRate: 0.3, batch: 0 },
        seed,
      } as const;
      await trainFrom(run, 1000, 50, (_, parameters) => {
        best = Math.max(best, qualityOf({ ...run.model, parameters }, TASK, points)?.accuracy ?? 0);
      });
      expect(best === 1, `seed ${seed}`).toBe(separable);
    }
  }
});
