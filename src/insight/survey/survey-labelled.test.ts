import { expect, test } from "vitest";
import { surveyLabelled } from "./survey-labelled.js";

test("classes of all parts, and twins across them", () => {
  const names = ["a", "b"];
  const train = { inputs: Uint8Array.of(1, 2, 3, 4), columns: 2, classes: [0, 1], names };
  const test = { inputs: Uint8Array.of(5, 6, 1, 2, 3, 4), columns: 2, classes: [1, 0, 0], names };
  const survey = surveyLabelled([train, test]);
  expect(survey).toMatchObject({ rows: 5, twins: { same: 1, firstSame: [0, 3], contradicting: 1 } });
  expect(survey.classes.classes.map(({ examples }) => examples)).toEqual([3, 2]);
});
