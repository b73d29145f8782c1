import { mnist } from "akari/node";
import { expect, test } from "vitest";
import { watch } from "../../training/train-to";
import {
  BOUND,
  DECAYS,
  endOf,
  FALL,
  GAP_LEFT,
  gapOf,
  HELD,
  LEARNED,
  openedIn,
  openingsOf,
  PARTS,
  recipeOf,
  stageFor,
  testAccuracy,
  turnOf,
} from "./exam";

/** The lesson has twelve variants, in the order of their seeds; `npm run test:lessons` goes through all of them. */
const SEEDS = [0, 5];

test("without weight decay it learns by heart; 0.03 leaves little of the gap, less does not, and more learns nothing", async () => {
  const { train, test: part } = await mnist();
  const { features, targets } = part;
  if (!(features.data instanceof Uint8Array) || targets.kind !== "classes") throw new TypeError("No MNIST.");
  const images = { images: features.data, labels: Uint8Array.from(targets.classes) };
  for (const seed of SEEDS) {
    const runs = await Promise.all(DECAYS.map((_, choice) => watch(train, recipeOf(seed, choice), HELD)));
    const [first, little, , good, much] = runs;
    const left = (run: typeof first): number => gapOf(endOf(run)) / gapOf(endOf(first));
    const fall = (run: typeof first): number =>
      100 * (endOf(first).validationAccuracy - endOf(run).validationAccuracy);
    expect(first.learned).toHaveLength(LEARNED * 784);
    expect(first.trainingAccuracy).toBe(1);
    expect(endOf(first).validationAccuracy).toBeLessThan(0.75);
    expect(turnOf(first)).toBeGreaterThanOrEqual(4);
    expect(turnOf(first)).toBeLessThanOrEqual(10);
    expect(endOf(first).validationLoss).toBeGreaterThan(1.2 * first.epochs[turnOf(first) - 1].validationLoss);
    expect(left(good)).toBeLessThan(GAP_LEFT);
    expect(fall(good)).toBeLessThan(FALL);
    expect(left(little)).toBeGreaterThan(GAP_LEFT);
    expect(fall(much)).toBeGreaterThan(40);
    for (let place = 0; place < PARTS; place++) {
      const accuracy = await testAccuracy(good, place, async () => images);
      expect(Math.abs(accuracy - endOf(good).validationAccuracy)).toBeLessThan(BOUND / 100);
      expect(good.trainingAccuracy - accuracy).toBeGreaterThan(0.2);
    }
  }
});

test("what was opened is kept in its order, also of parts that are used up", () => {
  const openings = {
    part: 1,
    all: [
      { part: 0, choice: 0, expected: 100 },
      { part: 0, choice: 3, expected: 64.5 },
      { part: 1, choice: 3, expected: 66 },
    ],
  };
  const work = { seed: 1, typed: {}, stages: [[], [], stageFor(openings)] };
  expect(openingsOf(work)).toEqual(openings);
  expect(openedIn(openings)).toEqual([openings.all[2]]);
  expect(openingsOf({ ...work, stages: [] })).toEqual({ part: 0, all: [] });
});
