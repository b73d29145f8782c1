import { expect, test } from "vitest";
import { a } from "./english";
import { spaced } from "./spacing";

test("a space stands between Japanese and letters or digits, wherever a name brings them together", () => {
  expect(spaced`${"sigmoid"}の曲線`).toBe("sigmoid の曲線");
  expect(spaced`${"シグモイド"}の曲線`).toBe("シグモイドの曲線");
  expect(spaced`${"隠れ層 1"}の重み付き和 z`).toBe("隠れ層 1 の重み付き和 z");
  expect(spaced`${"出力「7」"}を開く（重み ${"−0.5"}）`).toBe("出力「7」を開く（重み −0.5）");
  expect(spaced`${"ギリシャ"}${"δ"}${"の"}${"½"}`).toBe("ギリシャ δ の ½");
});

test("a digit has the article that it is read with", () => {
  expect([0, 1, 7, 8, 9, 11, 18, 80, 100].map(a)).toEqual([
    "a 0",
    "a 1",
    "a 7",
    "an 8",
    "a 9",
    "an 11",
    "an 18",
    "an 80",
    "a 100",
  ]);
});
