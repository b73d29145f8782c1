import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cosinePi,
  defineSchedule,
  type ScheduleDefinition,
  type ScheduleName,
  scheduledRate,
} from "./schedules.js";

const rates = (schedule: ScheduleDefinition, steps: number, stepsPerEpoch = 4): number[] =>
  Array.from({ length: steps }, (_, i) => scheduledRate(schedule, 1, i + 1, { steps, stepsPerEpoch }));

test("cosinePi is a cosine within 1e-15", () => {
  for (let i = 0; i <= 10_000; i++) {
    const x = i / 10_000;
    expect(Math.abs(cosinePi(x) - Math.cos(Math.PI * x))).toBeLessThanOrEqual(1e-15);
  }
  expect(cosinePi(0.5)).toBe(0);
});

describe("rates by hand, from 1", () => {
  test("constant", () => expect(rates(defineSchedule("constant"), 3)).toEqual([1, 1, 1]));

  test("warm-up in steps and in epochs", () => {
    expect(rates(defineSchedule("constant", { warmUp: { steps: 4 } }), 6)).toEqual([
      0.25, 0.5, 0.75, 1, 1, 1,
    ]);
    expect(rates(defineSchedule("constant", { warmUp: { epochs: 1 } }), 5)).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });

  test("step: a factor after every two epochs of two steps", () => {
    const halves = defineSchedule("step", { every: 2, factor: 0.5 });
    expect(rates(halves, 9, 2)).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25]);
  });

  test("cosine: down to 0, which comes after the last step", () => {
    expect(rates(defineSchedule("cosine"), 4)).toEqual([
      1,
      0.5 + Math.SQRT1_2 / 2,
      0.5,
      expect.closeTo(0.5 - Math.SQRT1_2 / 2, 15),
    ]);
  });

  test("one-cycle: its ends, and its top after three tenths", () => {
    const cycle = rates(defineSchedule("one_cycle"), 10);
    expect(cycle[0]).toBeCloseTo(1 / 25, 15);
    expect(cycle[2]).toBe(1);
    expect(cycle[9]).toBeCloseTo(1 / 250_000, 15);
    expect(rates(defineSchedule("one_cycle", { warmUp: { steps: 5 } }), 10)[4]).toBe(1);
  });
});

test("rates are finite, not negative and at most the optimizer's, however short the run", () => {
  const settings = fc.record({
    name: fc.constantFrom<ScheduleName>("constant", "step", "cosine", "one_cycle"),
    warmUp: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    steps: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(settings, ({ name, warmUp, steps }) => {
      const schedule = defineSchedule(name, { warmUp: warmUp === undefined ? undefined : { steps: warmUp } });
      for (const rate of rates(schedule, steps)) expect(rate >= 0 && rate <= 1).toBe(true);
    }),
  );
});

test.each([
  ["linear", {}, 'There is no schedule "linear".'],
  ["cosine", { every: 3 }, "The schedule cosine has no every"],
  ["one_cycle", { factor: 3 }, "The schedule one_cycle has no factor"],
  ["step", { every: 0 }, "a whole number of epochs, of 1 or more, not 0"],
  ["step", { factor: 0 }, "above 0 and at most 1, not 0"],
  ["constant", { warmUp: { steps: 1.5 } }, "The warm-up must be { steps } or { epochs }"],
  ["constant", { warmUp: {} }, "The warm-up must be { steps } or { epochs }"],
] as [ScheduleName, object, string][])("%s, %o", (name, settings, sentence) => {
  expect(() => defineSchedule(name, settings)).toThrow(sentence);
});
