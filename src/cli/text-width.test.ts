import { expect, test } from "vitest";
import { displayWidth, padAfter, padBefore } from "./text-width.js";

test("Japanese, Chinese and Korean characters take two cells", () => {
  expect(displayWidth("age")).toBe(3);
  expect(displayWidth("年齢")).toBe(4);
  expect(displayWidth("Größe カナ 한")).toBe(13);
  expect(padAfter("年", 4)).toBe("年  ");
  expect(padBefore("年", 4)).toBe("  年");
  expect(padBefore("longer", 2)).toBe("longer");
});
