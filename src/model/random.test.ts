import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { permutation, portableLog, randomGenerator } from "./random.js";

test("the first numbers of a stream are fixed for ever", () => {
  const random = randomGenerator(1, "golden");
  expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([3094256464, 3925459775, 3079179414]);
});

test("seed and name both decide the stream", () => {
  const first = (seed: number, name: string) => randomGenerator(seed, name).uint32();
  const draws = [
    first(1, "a"),
    first(2, "a"),
    first(1, "b"),
    first(2 ** 32 + 1, "a"),
    first(-1, "a"),
    first(1, "aa"),
  ];
  expect(new Set(draws).size).toBe(draws.length);
});

test("uniform numbers fill [0, 1) evenly", () => {
  const random = randomGenerator(7, "uniform");
  const bins = new Array(10).fill(0);
  for (let i = 0; i < 100_000; i++) bins[Math.floor(random.uniform() * 10)]++;
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test("normal numbers have mean 0, variance 1 and kurtosis 3", () => {
  const random = randomGenerator(7, "normal");
  const draws = Array.from({ length: 100_000 }, () => random.normal());
  const moment = (n: number) => draws.reduce((sum, x) => sum + x ** n, 0) / draws.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(moment(2)).toBeCloseTo(1, 1);
  expect(moment(4)).toBeGreaterThan(2.85);
  expect(moment(4)).toBeLessThan(3.15);
});

describe("below", () => {
  test("each result is equally likely", () => {
    const random = randomGenerator(3, "below");
    const bins = new Array(6).fill(0);
    for (let i = 0; i < 60_000; i++) bins[random.below(6)]++;
    for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test("stays below any bound", () => {
    const random = randomGenerator(3, "bounds");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (bound) => {
        const draw = random.below(bound);
        expect(draw).toBeGreaterThanOrEqual(0);
        expect(draw).toBeLessThan(bound);
      }),
    );
  });
});

test("a permutation has every number once, in another order", () => {
  const order = permutation(1000, randomGenerator(1, "order"));
  expect([...order]).not.toEqual([...order.slice().sort()]);
  expect([...order.slice().sort()]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test("the portable logarithm agrees with Math.log to the last bits", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      const exact = Math.log(x);
      expect(Math.abs(portableLog(x) - exact)).toBeLessThanOrEqual(4e-16 * Math.max(Math.abs(exact), 1));
    }),
  );
});
