import { expect, test } from "vitest";
import { balanceOf } from "./class-balance.js";

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
