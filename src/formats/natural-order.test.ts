import { expect, test } from "vitest";
import { compareNaturally } from "./natural-order.js";

test("numbers in names compare as numbers", () => {
  const ordered = [
    "",
    "0.",
    "2.",
    "10.",
    "99999999999999999998.",
    "99999999999999999999.",
    "fc.",
    "fc1.",
    "fc2.",
  ];
  ordered.push("fc10.", "fc10.1.", "layers.2.", "layers.10.");
  expect([...ordered].reverse().sort(compareNaturally)).toEqual(ordered);
});

test("leading zeros decide only between equals", () => {
  expect(["b1", "b02", "b2", "b01"].sort(compareNaturally)).toEqual(["b01", "b1", "b02", "b2"]);
});
