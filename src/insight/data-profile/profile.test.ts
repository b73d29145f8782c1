import { expect, test } from "vitest";
import { lines, read, tableFolder } from "../../../test/support/table-files.js";
import { balanceOf, profileLabelled, profileTable, summarizeNumbers } from "./profile.js";

tableFolder();

test("columns of every kind, what is left out, classes and duplicates", async () => {
  const table = await read(
    lines("id,size,colour,member,born,same,kind", 40, (i) => {
      const size = i === 3 ? "" : String(i % 8);
      return `${i},${size},${["red", "green", "blue"][i % 3]},${i % 2 ? "yes" : "no"},2024-01-${10 + (i % 4)},x,${i === 5 ? "" : i < 35 ? "a" : "b"}`;
    }),
  );
  const profile = profileTable(table);
  expect(profile).toMatchObject({ rows: 39, withoutTarget: 1 });
  expect(profile.inputs.map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
    ["size", "number", 1],
    ["colour", "category", 0],
    ["member", "yes-no", 0],
    ["born", "date", 0],
  ]);
  expect(profile.inputs[0].numbers).toMatchObject({ least: 0, most: 7 });
  expect(profile.inputs[1].values?.map(({ text }) => text).sort()).toEqual(["blue", "green", "red"]);
  expect(profile.leftOut.map(({ name, different }) => [name, different])).toEqual([
    ["id", 40],
    ["same", 1],
  ]);
  expect(profile.classes).toMatchObject({ target: "kind", rare: ["b"] });
  // Every 24 rows are the same again, but for the row that lacks its size and the one that lacks its target.
  expect(profile.duplicates).toMatchObject({ same: 9, firstSame: [0, 23], contradicting: 5 });
  expect(profile.leaking).toEqual([]);
});

test("targets that are numbers", async () => {
  const profile = profileTable(await read(lines("a,b,y", 30, (i) => `${i % 7},${i % 5},${i / 4}`)));
  expect(profile.classes).toBeUndefined();
  expect(profile.targets).toMatchObject([{ name: "y", least: 0, most: 7.25 }]);
});

test("classes of all parts, and duplicates across them", () => {
  const names = ["a", "b"];
  const train = { inputs: Uint8Array.of(1, 2, 3, 4), columns: 2, classes: [0, 1], names };
  const test = { inputs: Uint8Array.of(5, 6, 1, 2, 3, 4), columns: 2, classes: [1, 0, 0], names };
  const profile = profileLabelled([train, test]);
  expect(profile).toMatchObject({ rows: 5, duplicates: { same: 1, firstSame: [0, 3], contradicting: 1 } });
  expect(profile.classes.classes.map(({ examples }) => examples)).toEqual([3, 2]);
});

test("counts, rare classes, and how unequal they are", () => {
  const classes = [...new Array(90).fill(0), ...new Array(9).fill(1)];
  expect(balanceOf(classes, ["a", "b", "c"])).toEqual({
    classes: [
      { name: "a", examples: 90 },
      { name: "b", examples: 9 },
      { name: "c", examples: 0 },
    ],
    rare: ["b", "c"],
    unequal: 10,
  });
  expect(balanceOf([...new Array(20).fill(0), ...new Array(19).fill(1)], ["a", "b"])).toMatchObject({
    rare: [],
  });
});

test("range, mean, deviation and histogram, gaps passed over", () => {
  const summary = summarizeNumbers([1, 2, Number.NaN, 3, 2]);
  expect(summary).toMatchObject({ least: 1, most: 3, mean: 2 });
  expect(summary?.deviation).toBeCloseTo(Math.SQRT1_2, 12);
  expect(summary?.histogram).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1]);
});

test("one number, and none", () => {
  expect(summarizeNumbers([7])).toMatchObject({ least: 7, most: 7, deviation: 0 });
  expect(summarizeNumbers([7])?.histogram[0]).toBe(1);
  expect(summarizeNumbers([Number.NaN])).toBeUndefined();
});
