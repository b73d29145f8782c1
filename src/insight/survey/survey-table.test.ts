import { expect, test } from "vitest";
import { lines, read, tableFolder } from "../../../test/support/table-files.js";
import { surveyTable } from "./survey-table.js";

tableFolder();

test("columns of every kind, what is left out, classes and twins", async () => {
  const table = await read(
    lines("id,size,colour,member,born,same,kind", 40, (i) => {
      const size = i === 3 ? "" : String(i % 8);
      return `${i},${size},${["red", "green", "blue"][i % 3]},${i % 2 ? "yes" : "no"},2024-01-${10 + (i % 4)},x,${i === 5 ? "" : i < 35 ? "a" : "b"}`;
    }),
  );
  const survey = surveyTable(table);
  expect(survey).toMatchObject({ rows: 39, withoutTarget: 1 });
  expect(survey.inputs.map(({ name, kind, missing }) => [name, kind, missing])).toEqual([
    ["size", "number", 1],
    ["colour", "category", 0],
    ["member", "yes-no", 0],
    ["born", "date", 0],
  ]);
  expect(survey.inputs[0].numbers).toMatchObject({ least: 0, most: 7 });
  expect(survey.inputs[1].values?.map(({ text }) => text).sort()).toEqual(["blue", "green", "red"]);
  expect(survey.leftOut.map(({ name, different }) => [name, different])).toEqual([
    ["id", 40],
    ["same", 1],
  ]);
  expect(survey.classes).toMatchObject({ target: "kind", rare: ["b"] });
  // Every 24 rows are the same again, but for the row that lacks its size and the one that lacks its target.
  expect(survey.twins).toMatchObject({ same: 9, firstSame: [0, 23], contradicting: 5 });
  expect(survey.giveAways).toEqual([]);
});

test("targets that are numbers", async () => {
  const survey = surveyTable(await read(lines("a,b,y", 30, (i) => `${i % 7},${i % 5},${i / 4}`)));
  expect(survey.classes).toBeUndefined();
  expect(survey.targets).toMatchObject([{ name: "y", least: 0, most: 7.25 }]);
});
