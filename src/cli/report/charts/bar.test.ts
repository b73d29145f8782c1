import { expect, test } from "vitest";
import { bar, barRange } from "./bar.js";

test("a range holds 0, all bars and their whiskers", () => {
  expect(
    barRange([
      { value: 3, deviation: 1 },
      { value: -1, deviation: 0.5 },
    ]),
  ).toEqual({ from: -1.5, to: 4 });
  expect(barRange([{ value: 0, deviation: 0 }])).toEqual({ from: 0, to: 1 });
});

test("a bar begins at 0", () => {
  const { text } = bar(2, 1, { from: 0, to: 4 });
  expect(text).toContain('x="0" y="3" width="100"');
  expect(text).toContain('d="M50 8H150M0 0V16"');
  expect(bar(-1, 0, { from: -1, to: 1 }).text).toContain('x="0" y="3" width="100"');
});
