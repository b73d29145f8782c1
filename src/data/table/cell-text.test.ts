import { expect, test } from "vitest";
import { cellText, dateText } from "./cell-text.js";
import { parseDate } from "./cells.js";

test("numbers, categories and gaps", () => {
  expect(cellText({ name: "x", kind: "number" }, 1.5)).toBe("1.5");
  expect(cellText({ name: "x", kind: "number" }, 4.803999999999999)).toBe("4.804");
  expect(cellText({ name: "x", kind: "number" }, Number.NaN)).toBe("");
  expect(cellText({ name: "x", kind: "category", values: ["red", "green"] }, 1)).toBe("green");
  expect(cellText({ name: "x", kind: "yes-no", values: ["no", "yes"] }, 0)).toBe("no");
});

test.each(["2024-02-29", "1969-12-31", "2024-01-31T09:30Z", "2024-01-31T09:30:05Z"])(
  "the date %s",
  (text) => {
    expect(dateText(parseDate(text))).toBe(text);
  },
);
