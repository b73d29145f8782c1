import { expect, test } from "vitest";
import { displayWidth, padAfter, padBefore, safeText } from "./text-width.js";

test("Japanese takes two columns a character, marks none", () => {
  expect(displayWidth("abc")).toBe(3);
  expect(displayWidth("年齢ｶﾅ")).toBe(6);
  expect(displayWidth("e\u0301")).toBe(1);
  expect(displayWidth("Größe カナ 한")).toBe(13);
  expect(padAfter("年齢", 6)).toBe("年齢  ");
  expect(padBefore("年齢", 3)).toBe("年齢");
});

test("a text is cut to its columns", () => {
  expect(safeText("abcdef", 4)).toBe("abc…");
  expect(safeText("年齢階級", 6)).toBe("年齢…");
  expect(safeText("abc", 3)).toBe("abc");
});

test("nothing moves the cursor", () => {
  expect(safeText("a\x1b[2Jb\r\nc\u202e")).toBe("a�[2Jb c�");
});
