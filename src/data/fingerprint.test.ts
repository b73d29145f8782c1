import { expect, test } from "vitest";
import { clouds, line } from "../../test/support/tiny.js";
import type { Dataset } from "./dataset.js";
import { fingerprint, sameFingerprint } from "./fingerprint.js";

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

test("the hash is FNV-1a of float64 numbers", () => {
  // All bytes zero: the basis times the prime to the power of 8, once a byte. Three numbers: the target, and x as first and as last row.
  const zero: Dataset = {
    name: "zero",
    features: { data: Uint8Array.of(0), rows: 1, columns: 1 },
    targets: { kind: "classes", classes: Uint8Array.of(0), names: ["a", "b"] },
    preprocessing: { divideBy: 1 },
  };
  const expected = (0x811c9dc5n * 0x01000193n ** 24n) % 2n ** 32n;
  expect(fingerprint(zero).hash).toBe(expected.toString(16).padStart(8, "0"));
});
