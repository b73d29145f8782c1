import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, keptOf } from "./kept-drawing";

/** On the pad, and as coarse as it is kept. */
const place = fc.nat({ max: 10_000 }).map((value) => value / 10_000);
const stroke = fc.array(fc.tuple(place, place), { minLength: 1 });
const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("strokes come back as they were", () => {
  fc.assert(
    fc.property(fc.array(stroke, { minLength: 1 }), (strokes) => {
      const content = { kind: "strokes", strokes } as const;
      expect(contentOf(throughText(keptOf(content)))).toEqual(content);
    }),
  );
});

test("so does a picture, with where it came from", () => {
  const sources = fc.constantFrom(
    { kind: "mnist", index: 7, label: 9 } as const,
    { kind: "painted" } as const,
    { kind: "drawing" } as const,
  );
  const values = fc.oneof(
    fc.uint8Array({ minLength: 1 }),
    fc.float32Array({ minLength: 1, noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(values, sources, (values, source) => {
      const back = contentOf(throughText(keptOf({ kind: "picture", input: { values, source } })));
      // JSON knows no −0.
      expect(back).toEqual({ kind: "picture", input: { values: values.map((value) => value + 0), source } });
    }),
  );
});

test("an empty pad is nothing to keep", () => {
  expect(keptOf({ kind: "strokes", strokes: [] })).toBeUndefined();
});

test.each([
  [{ strokes: [] }],
  [{ strokes: [[]] }],
  [{ strokes: [[0.5]] }],
  [{ strokes: [[0.5, 1.5]] }],
  [{ strokes: [[0.5, null]] }],
  [{ values: [256], bytes: true, source: { kind: "drawing" } }],
  [{ values: [0.5], bytes: true, source: { kind: "drawing" } }],
  [{ values: [1], bytes: false, source: { kind: "demonstration" } }],
  [{ values: [1], bytes: false, source: { kind: "mnist" } }],
  [{ values: [], bytes: true, source: { kind: "drawing" } }],
  [{ values: [1], bytes: true, source: { kind: "drawing" }, more: 1 }],
])("%j is no drawing", (kept) => {
  expect(contentOf(kept)).toBeUndefined();
});

test("nothing that is found breaks it", () => {
  fc.assert(fc.property(fc.anything(), (found) => contentOf(found) === undefined));
});
