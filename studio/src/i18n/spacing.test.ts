import { expect, test } from "vitest";
import { a } from "./english";
import { asLines, spaced, unbroken } from "./spacing";

test("a space stands between Japanese and letters or digits, wherever a name brings them together", () => {
  expect(spaced`${"sigmoid"}の曲線`).toBe("sigmoid の曲線");
  expect(spaced`${"シグモイド"}の曲線`).toBe("シグモイドの曲線");
  expect(spaced`${"隠れ層 1"}の重み付き和 z`).toBe("隠れ層 1 の重み付き和 z");
  expect(spaced`${"出力「7」"}を開く（重み ${"−0.5"}）`).toBe("出力「7」を開く（重み −0.5）");
  expect(spaced`${"ギリシャ"}${"δ"}${"の"}${"½"}`).toBe("ギリシャ δ の ½");
});

test("no line ends between a number and its unit, a name and its number, or within a range", () => {
  const shown = (text: string): string =>
    asLines(text)
      .replace(/\u00a0/g, "_")
      .replace(/\u2060/g, "|");
  expect(shown("784 個の明るさに 2 乗の重みを掛け、0〜1 の明るさにします。")).toBe(
    "784_個の明るさに 2_乗の重みを掛け、0|〜|1_の明るさにします。",
  );
  expect(shown("第 1 層のニューロン 3 と隠れ層 2、ステップ 10")).toBe(
    "第_1_層のニューロン_3_と隠れ層_2、ステップ_10",
  );
  expect(shown("95% になり、−1〜−0.5 では ReLU の値")).toBe("95%_になり、−1|〜|−0.5_では ReLU の値");
  expect(shown("784 brightnesses, 0 to 1, step 5 of 10")).toBe("784 brightnesses, 0 to 1, step 5 of 10");
  expect(unbroken("1 ステップ")).toHaveLength("1 ステップ".length);
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
