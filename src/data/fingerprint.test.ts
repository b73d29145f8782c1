import fc from "fast-check";
import { expect, test } from "vitest";
import { clouds, line } from "../../test/support/tiny.js";
import { mix } from "../model/random.js";
import type { Dataset } from "./dataset.js";
import {
  DataHash,
  fingerprint,
  KnownRowCounter,
  NumberHash,
  type RowSketch,
  RowSketcher,
  requireSketch,
  sameFingerprint,
} from "./fingerprint.js";

const same = (a: Dataset, b: Dataset): boolean => sameFingerprint(fingerprint(a), fingerprint(b));

test("neither the name nor the arrays' types matter", () => {
  const data = line(9);
  expect(same(data, { ...data, name: "moved" })).toBe(true);
  const bytes = { ...data, features: { ...data.features, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) } };
  const wide = { ...bytes, features: { ...bytes.features, data: Float32Array.from(bytes.features.data) } };
  expect(same(bytes, wide)).toBe(true);
  expect(fingerprint(clouds(5))).toMatchObject({ name: "clouds", rows: 5, columns: 2 });
});

test("another target, another first or last input, another size", () => {
  const changed = (change: (data: Dataset) => void): boolean => {
    const copy = structuredClone(clouds(50));
    change(copy);
    return same(clouds(50), copy);
  };
  expect(changed(() => {})).toBe(true);
  expect(changed(({ features }) => features.data.set([9], 0))).toBe(false);
  expect(changed(({ features }) => features.data.set([9], 99))).toBe(false);
  expect(
    changed(({ targets }) => {
      if (targets.kind === "classes") targets.classes[25] ^= 1;
    }),
  ).toBe(false);
  expect(same(clouds(50), clouds(51))).toBe(false);
});

const CHANGES = fc.record({
  rows: fc.integer({ min: 1, max: 30 }),
  columns: fc.integer({ min: 1, max: 5 }),
  place: fc.nat(),
  value: fc.oneof(fc.integer({ min: -3, max: 300 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  part: fc.constantFrom("inputs", "targets", "weights"),
});

test("whatever number is changed, wherever, it is noticed, and nothing else is", () => {
  fc.assert(
    fc.property(CHANGES, ({ rows, columns, place, value, part }) => {
      const make = (): Dataset & { weights: Float64Array } => ({
        name: "some",
        features: {
          data: Float64Array.from({ length: rows * columns }, (_, i) => (i * 7) % 11),
          rows,
          columns,
        },
        targets: {
          kind: "values",
          data: Float64Array.from({ length: rows }, (_, row) => row / 3),
          columns: 1,
        },
        weights: new Float64Array(rows).fill(1),
        preprocessing: { divideBy: 1 },
      });
      const data = make();
      if (data.targets.kind !== "values") return;
      const numbers = { inputs: data.features.data, targets: data.targets.data, weights: data.weights }[part];
      const before = numbers[place % numbers.length];
      numbers[place % numbers.length] = value;
      expect(same(make(), data)).toBe(before === value);
      const { weights: _, ...unweighted } = make();
      expect(same(make(), unweighted)).toBe(true);
    }),
    {
      numRuns: 300,
      // Its first 32 bits are zero, and so is the hash of what stands before it.
      examples: [[{ rows: 22, columns: 2, place: 39, value: 4.4e-323, part: "inputs" }]],
    },
  );
});

test("the classes' names are part of it", () => {
  const renamed = (data: Dataset): Dataset =>
    data.targets.kind === "classes" ? { ...data, targets: { ...data.targets, names: ["left", "up"] } } : data;
  expect(same(clouds(50), renamed(clouds(50)))).toBe(false);
});

test("rows taken in pieces are hashed as those taken at once", () => {
  const { features, targets } = clouds(40);
  if (targets.kind !== "classes") throw new Error("Clouds have classes.");
  const piece = (from: number, to: number): Pick<Dataset, "features" | "targets"> => ({
    features: { data: features.data.slice(from * 2, to * 2), rows: to - from, columns: 2 },
    targets: { ...targets, classes: targets.classes.slice(from, to) },
  });
  const hash = new DataHash();
  for (const [from, to] of [
    [0, 1],
    [1, 17],
    [17, 40],
  ])
    hash.add(piece(from, to));
  expect(hash.digest(targets)).toBe(fingerprint(clouds(40)).hash);
});

test("the hash is the same on every machine", () => {
  const data: Dataset = {
    name: "fixed",
    features: { data: Float64Array.of(0, 1, -2.5, 1e300, 255, -0), rows: 2, columns: 3 },
    targets: { kind: "classes", classes: Uint8Array.of(1, 0), names: ["猫", "dog"] },
    weights: Float32Array.of(1, 0.5),
    preprocessing: { divideBy: 1 },
  };
  expect(fingerprint(data).hash).toBe("449a9505d7833b9e369eec15fc7b69a6");
});

test("the hash of older files is FNV-1a of float64 numbers", () => {
  // All bytes zero: the basis times the prime to the power of 8, once a byte.
  const hash = new NumberHash();
  hash.add([0, 0, 0]);
  const expected = (0x811c9dc5n * 0x01000193n ** 24n) % 2n ** 32n;
  expect(hash.digest()).toBe(expected.toString(16).padStart(8, "0"));
});

const sketch = (from: number, to: number): RowSketch => {
  const rows = new RowSketcher();
  for (let row = from; row < to; row++) rows.add(mix(row + 1));
  return rows.finish();
};

const asked = (of: RowSketch, from: number, to: number) => {
  const rows = new KnownRowCounter(of);
  for (let row = from; row < to; row++) rows.add(mix(row + 1));
  return rows.finish();
};

test("of few rows each is known", () => {
  fc.assert(
    fc.property(fc.nat(749), fc.nat(2000), fc.nat(2000), (learned, from, count) => {
      const both = Math.max(0, Math.min(learned, from + count) - from);
      expect(asked(sketch(0, learned), from, from + count)).toEqual({ asked: count, known: both });
    }),
    { numRuns: 30 },
  );
});

test("of many rows a sample is kept, 4 KB of text at most, which tells about how many are known", () => {
  const many = sketch(0, 50_000);
  expect(many.rows).toBe(50_000);
  expect(many.hashes).toHaveLength(4000);
  const half = asked(many, 40_000, 60_000);
  expect(half.comparedRows).toBeGreaterThan(150);
  expect(Math.abs(half.known - 10_000)).toBeLessThan(1500);
  expect(asked(many, 50_000, 90_000).known).toBe(0);
});

test("the order in which rows come does not matter, nor that some come twice", () => {
  const rows = new RowSketcher();
  for (let row = 4999; row >= 0; row--) for (const _ of [1, 2]) rows.add(mix(row + 1));
  expect(rows.finish().hashes).toBe(sketch(0, 5000).hashes);
});

test.each(["AAA", "*", btoa("\0\0\0\x02\0\0\0\x01"), btoa("\0".repeat(3004))])("no hashes: %j", (hashes) => {
  expect(() => requireSketch({ rows: 1, hashes })).toThrow("must be base64, in ascending order");
});
