import { fit } from "akari";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPoints, type TablePoints } from "../../own/table/points";
import { qualityOf } from "../../plot/forward";
import { networkFor } from "../../plot/network";
import { toDataset, valueAt } from "../../plot/points";
import { FEWEST_ROWS, firstChoice, ownProblem } from "./own-points";
import { problemNamed } from "./problems";

const flowers = (rows: number): string =>
  [
    "length,width,place,kind",
    ...Array.from(
      { length: rows },
      (_, i) =>
        `${1.5 + (i % 2) * 3 + (i % 7) / 10},${0.2 + (i % 2) + (i % 5) / 20},${i % 4},${i % 2 === 0 ? "setosa" : "virginica"}`,
    ),
  ].join("\n");
const tableOf = (text: string): Promise<TablePoints> => readPoints(new File([text], "flowers.csv"));

test("a table's columns of numbers and of few classes can be points", async () => {
  const table = await tableOf(flowers(40));
  expect(table.numbers.map(({ name }) => name)).toEqual(["length", "width", "place"]);
  expect(table.classes.map(({ name, names }) => [name, names])).toEqual([["kind", ["setosa", "virginica"]]]);
  expect(firstChoice(table)).toEqual({ kind: "classes", x: "length", y: "width", target: "kind" });
});

test("every row is a point to learn from or one that is held out, at the place of its cells", async () => {
  const table = await tableOf(flowers(40));
  await fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const problem = ownProblem(table, { kind: "classes", x: "length", y: "width", target: "kind" });
      if (problem?.axes === undefined) throw new Error("There are points.");
      const [learned, held] = [problem.samples(seed), problem.heldOut(seed)];
      expect([learned.length, held.length]).toEqual([32, 8]);
      const [x, y] = problem.axes;
      const places = [...learned, ...held].map((one) =>
        [valueAt(x, one.x).toFixed(2), valueAt(y, one.y).toFixed(2), one.target].join(),
      );
      const cells = Array.from(table.numbers[0].values, (length, row) =>
        [length.toFixed(2), table.numbers[1].values[row].toFixed(2), table.classes[0].classes[row]].join(),
      );
      expect(places.sort()).toEqual(cells.sort());
    }),
    { numRuns: 20 },
  );
});

test("rows without one of the cells are no points, and too few of them, or a column that does not vary, are none at all", async () => {
  const text = `${flowers(30)}\n,1,2,setosa\n2,,1,setosa\n3,1,2,\n`;
  const table = await tableOf(text);
  const choice = { kind: "curve", x: "length", y: "width", target: "" } as const;
  const problem = ownProblem(table, choice);
  expect((problem?.samples(1).length ?? 0) + (problem?.heldOut(1).length ?? 0)).toBe(30);
  const few = {
    ...table,
    numbers: table.numbers.map((column) => ({ ...column, values: column.values.slice(0, FEWEST_ROWS - 1) })),
  };
  expect(ownProblem(few, choice)).toBeUndefined();
  const flat = {
    ...table,
    numbers: [table.numbers[0], { name: "width", values: new Float64Array(33).fill(2) }],
  };
  expect(ownProblem(flat, choice)).toBeUndefined();
  expect(ownProblem(table, { ...choice, kind: "classes", target: "none" })).toBeUndefined();
});

test("a Worker knows the problem by what it is, and it is learned", async () => {
  const problem = ownProblem(await tableOf(flowers(60)), {
    kind: "classes",
    x: "length",
    y: "width",
    target: "kind",
  });
  if (problem === undefined) throw new Error("There are points.");
  const { kind, classes, recipe } = problemNamed(structuredClone(problem.reference));
  expect({ kind, classes, recipe }).toEqual({
    kind: problem.kind,
    classes: problem.classes,
    recipe: problem.recipe,
  });
  const samples = problem.samples(1);
  const data = toDataset(problem, samples);
  const { model } = await fit(networkFor(problem, recipe), data, {
    optimizer: "adam",
    learningRate: 0.03,
    epochs: 200,
  });
  expect(qualityOf(model, problem, samples)?.accuracy).toBe(1);
});
