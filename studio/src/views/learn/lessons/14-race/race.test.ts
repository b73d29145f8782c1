import { expect, test } from "vitest";
import { ARRIVED, orderOf, raceOf, STEPS, timesLeastAt } from "./race";

const SEEDS = Array.from({ length: 30 }, (_, i) => i * 7919 + 1);

test("in every race all arrive, clearly one after the other; SGD is not first, and could be", async () => {
  const orders = new Set<string>();
  for (const seed of SEEDS) {
    const race = await raceOf(seed);
    const steps = race.runs.map(({ arrived = Number.NaN }) => arrived).sort((a, b) => a - b);
    expect(steps[1] - steps[0]).toBeGreaterThanOrEqual(4);
    expect(steps[2] - steps[1]).toBeGreaterThanOrEqual(4);
    expect(steps[2]).toBeLessThanOrEqual(STEPS);
    expect(race.best.arrived).toBeLessThanOrEqual(steps[0] - 4);
    expect(race.best.arrived).toBeGreaterThanOrEqual(14);
    expect(race.best.arrived).toBeLessThanOrEqual(25);
    expect(orderOf(race)[0]).not.toBe("sgd");
    for (const run of race.runs) {
      expect(timesLeastAt(run, race.valley, 0)).toBeGreaterThan(15);
      expect(timesLeastAt(run, race.valley, 0)).toBeLessThan(22);
      expect(timesLeastAt(run, race.valley, run.arrived ?? 0)).toBeLessThanOrEqual(ARRIVED);
      expect(timesLeastAt(run, race.valley, (run.arrived ?? 0) - 1)).toBeGreaterThan(ARRIVED);
    }
    orders.add(orderOf(race).join());
  }
  // Nobody can know the order without looking.
  expect(orders.size).toBeGreaterThanOrEqual(3);
});
