import fc from "fast-check";
import { expect, test } from "vitest";
import { isPositive } from "../../model/outputs.js";
import { LabelTally } from "../../training/label-scores.js";
import { assessLabels } from "./label-metrics.js";

/** What a network with these outputs scores; both `[examples][labels]`. */
function assess(truth: readonly (readonly boolean[])[], outputs: readonly (readonly number[])[]) {
  const tally = new LabelTally(truth[0].length);
  for (const [n, row] of truth.entries()) tally.add((k) => row[k], outputs[n], 0);
  return assessLabels(tally.finish(), (n, k) => truth[n][k], outputs.flat());
}

test("four examples of three labels, computed by hand as scikit-learn defines it", () => {
  const truth = [
    [true, false, true],
    [false, true, false],
    [true, true, false],
    [true, false, false],
  ];
  const outputs = [
    [0.9, 0.2, 0.4],
    [0.3, 0.8, 0.1],
    [0.6, 0.5, 0.2],
    [0.7, 0.6, 0.3],
  ];
  // Told: 1 0 0 | 0 1 0 | 1 0 0 | 1 1 0. Of a: 3 of 3 found; of b: 1 of 2, and 1 of 2 wrongly; of c: 0 of 1.
  const scores = assess(truth, outputs);
  expect(scores.exactMatch).toBe(1 / 4);
  expect(scores.accuracy).toBe(9 / 12);
  expect(scores.labels).toEqual([
    { examples: 3, accuracy: 1, precision: 1, recall: 1, f1: 1, rocAuc: 1 },
    // 0.8 and 0.5 against 0.2 and 0.6: three pairs of four in order.
    { examples: 2, accuracy: 0.5, precision: 0.5, recall: 0.5, f1: 0.5, rocAuc: 0.75 },
    // Never predicted: 0 by definition.
    { examples: 1, accuracy: 0.75, precision: 0, recall: 0, f1: 0, rocAuc: 1 },
  ]);
  // 4 of 5 told are true, 4 of 6 true are told.
  expect(scores.micro).toEqual({ precision: 4 / 5, recall: 4 / 6, f1: 8 / 11 });
  expect(scores.macro).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
  expect(scores.rocAuc).toBeCloseTo(2.75 / 3, 14);
});

test("a label that is true of none counts as 0 in the macro means, and has no area", () => {
  const scores = assess(
    [
      [true, false],
      [false, false],
    ],
    [
      [0.9, 0.1],
      [0.1, 0.1],
    ],
  );
  expect(scores.macro.f1).toBe(0.5);
  expect(scores.labels[1]).not.toHaveProperty("rocAuc");
  expect(scores.rocAuc).toBe(1);
  expect(scores.micro.f1).toBe(1);
});

test("every figure is what its definition says", () => {
  const table = fc.integer({ min: 1, max: 5 }).chain((labels) =>
    fc.array(
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 8 })), {
        minLength: labels,
        maxLength: labels,
      }),
      { minLength: 1, maxLength: 20 },
    ),
  );
  fc.assert(
    fc.property(table, (rows) => {
      const truth = rows.map((row) => row.map(([actual]) => actual));
      const outputs = rows.map((row) => row.map(([, eighth]) => eighth / 8));
      const told = outputs.map((row) => row.map(isPositive));
      const scores = assess(truth, outputs);
      const labels = [...truth[0].keys()];
      const cells = rows.flatMap((_, n) => labels.map((k) => [truth[n][k], told[n][k]] as const));
      const f1 = (some: readonly (readonly [boolean, boolean])[]): number => {
        const hits = some.filter(([a, p]) => a && p).length;
        const all = some.filter(([a]) => a).length + some.filter(([, p]) => p).length;
        return all === 0 ? 0 : (2 * hits) / all;
      };
      const ofLabel = (k: number) => rows.map((_, n) => [truth[n][k], told[n][k]] as const);
      expect(scores.micro.f1).toBeCloseTo(f1(cells), 12);
      expect(scores.macro.f1).toBeCloseTo(
        labels.reduce((sum, k) => sum + f1(ofLabel(k)), 0) / labels.length,
        12,
      );
      expect(scores.accuracy).toBeCloseTo(cells.filter(([a, p]) => a === p).length / cells.length, 12);
      const exact = truth.filter((row, n) => row.every((actual, k) => actual === told[n][k])).length;
      expect(scores.exactMatch).toBeCloseTo(exact / rows.length, 12);
      for (const k of labels) {
        const [ups, downs] = [true, false].map((is) =>
          outputs.filter((_, n) => truth[n][k] === is).map((row) => row[k]),
        );
        const won = ups.flatMap((a): number[] => downs.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const area = won.length === 0 ? undefined : won.reduce((a, b) => a + b, 0) / won.length;
        expect(scores.labels[k].rocAuc ?? -1).toBeCloseTo(area ?? -1, 12);
      }
    }),
    { numRuns: 200 },
  );
});
