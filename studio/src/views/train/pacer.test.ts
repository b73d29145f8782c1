import fc from "fast-check";
import { expect, test } from "vitest";
import { easedRate, type Pace, Pacer } from "./pacer";

/** Lets a pacer go for so many seconds, waiting as it says. @returns when each step was taken, in seconds */
function walk(pace: Pace, seconds: number, most = 5000): number[] {
  let now = 0;
  const pacer = new Pacer(pace, () => now);
  const taken: number[] = [];
  pacer.start();
  while (now < seconds * 1000 && taken.length < most) {
    if (pacer.due() === 0) {
      now += Math.max(0.01, pacer.wait());
      continue;
    }
    taken.push(now / 1000);
    pacer.did(1);
  }
  return taken;
}

test("it eases from a step a second to full speed, never slower than before", () => {
  expect(easedRate(0)).toBe(1);
  expect(easedRate(25)).toBe(Number.POSITIVE_INFINITY);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (at, more) => {
        expect(easedRate(at + more)).toBeGreaterThanOrEqual(easedRate(at));
      },
    ),
  );
  const early = walk("ease", 4);
  expect(early.length).toBeGreaterThanOrEqual(4);
  expect(early.length).toBeLessThanOrEqual(6);
  expect(early[0]).toBe(0);
});

test("so many steps a second are so many", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (pace) => {
      expect(Math.abs(walk(pace, 10).length - 10 * pace)).toBeLessThanOrEqual(0.02 * 10 * pace + 2);
    }),
    { numRuns: 20 },
  );
});

test("slow steps are watched, fast ones are not, and a new pace counts at once", () => {
  const pacer = new Pacer("ease", () => 0);
  pacer.start();
  pacer.did(1);
  expect(pacer.watched).toBe(true);
  expect(pacer.due()).toBe(0);
  pacer.set(Number.POSITIVE_INFINITY);
  expect(pacer.watched).toBe(false);
  expect(pacer.due()).toBe(Number.MAX_SAFE_INTEGER);
});
