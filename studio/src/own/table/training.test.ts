import { describe, expect, test } from "vitest";
import type { Progress } from "../training";
import { TableTraining } from "./training";

const districts = ["centre", "harbour", "hill"];
const houses = [
  "id,area,garden,district,built,price",
  ...Array.from({ length: 60 }, (_, i) => {
    const area = 40 + ((i * 37) % 90);
    const price = 100 + 3 * area + 50 * (i % 3);
    return `${i + 1},${i % 10 === 9 ? "" : area},${i % 4 === 0 ? "yes" : "no"},${districts[i % 3]},2001-02-${String(1 + (i % 28)).padStart(2, "0")},${price}`;
  }),
].join("\n");
const file = (text: string): File => new File([text], "houses.csv");

describe("a table", () => {
  test("is told of column by column, those that are not used last", async () => {
    const look = await new TableTraining(() => {}).open({ file: file(houses), target: undefined });
    expect(look).toMatchObject({
      name: "houses.csv",
      rows: 60,
      target: "price",
      task: { kind: "values" },
      inputs: 1 + 1 + 1 + 4 + 1,
      outputs: 1,
      learned: 48,
      held: 12,
    });
    expect(look.columns).toEqual([
      { name: "area", kind: "number", least: 40, most: 129, missing: 6 },
      { name: "garden", kind: "yes-no", values: ["no", "yes"], missing: 0 },
      { name: "district", kind: "category", values: districts, missing: 0 },
      { name: "built", kind: "date", least: 11354, most: 11381, missing: 0 },
      { name: "id", kind: "left-out", reason: "an identifier: it numbers the rows" },
    ]);
  });

  test("can be learned another column of, by a network with hidden neurons or none, the same each time", async () => {
    const reports: Progress[] = [];
    const training = new TableTraining((progress) => reports.push(progress));
    const look = await training.open({ file: file(houses), target: "district" });
    expect(look.task).toEqual({ kind: "classes", names: districts });
    const { model, score, record, rows } = await training.train({ hidden: 4 });
    expect(model.definition.layers.map(({ units, activation }) => [units, activation])).toEqual([
      [4, "sigmoid"],
      [3, "softmax"],
    ]);
    expect(reports.length).toBeGreaterThan(10);
    if (score.task !== "classes") throw new Error("Districts are classes.");
    expect(score.right).toBeGreaterThan(score.usual);
    expect(record.accuracy).toBe(score.right / score.held);
    expect(record.history?.validationLoss?.length).toBe(record.history?.loss.length);
    expect(rows.map(({ truth }) => truth).every((truth) => districts.includes(truth))).toBe(true);
    expect((await training.train({ hidden: 4 })).model).toEqual(model);

    await training.open({ file: file(houses), target: "price" });
    const plain = await training.train({ hidden: 0 });
    expect(plain.model.definition.layers).toHaveLength(1);
    if (plain.score.task !== "values") throw new Error("A price is a number.");
    expect(plain.score.error).toBeLessThan(0.5 * plain.score.usualError);
    expect(plain.rows[0].cells).toMatchObject({ garden: expect.stringMatching(/yes|no/) });
  });

  test("that cannot be read leaves the one before", async () => {
    const training = new TableTraining(() => {});
    await training.open({ file: file(houses), target: undefined });
    await expect(training.open({ file: file("x,y\n1\n"), target: undefined })).rejects.toThrow(
      "houses.csv, row 2",
    );
    expect((await training.train({ hidden: 0 })).rows).toHaveLength(12);
  });
});
