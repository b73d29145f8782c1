import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.js";

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["lr", "lr", 0],
    ["", "lr", 2],
    ["epoch", "epochs", 1],
    ["trian", "train", 1],
    ["kitten", "sitting", 3],
  ])("%s to %s takes %d edits", (from, to, edits) => {
    expect(editDistance(from, to)).toBe(edits);
  });

  test("is symmetric, and zero only for the same word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

test("nearest names the word that was meant", () => {
  expect(nearest("evalaute", ["train", "evaluate", "predict"])).toBe("evaluate");
  expect(nearest("ADAM", ["sgd", "adam", "adamw"])).toBe("adam");
});
