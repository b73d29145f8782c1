import { describe, expect, test } from "vitest";
import { defineModel } from "../model/model.js";
import { DEFAULT_LIMITS, MediaAllowance, mostRows } from "./admission.js";
import { Problem } from "./problem.js";

const status = (ask: () => void): number | undefined => {
  try {
    ask();
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error.status : Number.NaN;
  }
};

describe("what a request's pictures and recordings may ask for", () => {
  test("pixels of each, and of all together", () => {
    const allowance = new MediaAllowance({ ...DEFAULT_LIMITS, pixels: 100 });
    for (let i = 0; i < 40; i++) allowance.picture(2, 5);
    expect(status(() => allowance.picture(1, 1))).toBe(413);
    expect(status(() => new MediaAllowance({ ...DEFAULT_LIMITS, pixels: 100 }).picture(1, 101))).toBe(413);
  });

  test("seconds of all together", () => {
    const allowance = new MediaAllowance({ ...DEFAULT_LIMITS, soundSeconds: 10 });
    allowance.recording(4);
    allowance.recording(6);
    expect(status(() => allowance.recording(0.001))).toBe(413);
  });
});

test("rows are fewer where each says many numbers or long names", () => {
  const model = (units: number, letters: number) =>
    defineModel({
      inputs: 4,
      layers: [{ units, activation: "softmax" }],
      labels: Array.from({ length: units }, (_, i) => String(i).padEnd(letters, "x")),
    });
  expect(mostRows(DEFAULT_LIMITS, model(10, 5))).toBe(10_000);
  expect(mostRows(DEFAULT_LIMITS, model(1000, 5))).toBe(2 ** 21 / 1000 - ((2 ** 21 / 1000) % 1));
  expect(mostRows(DEFAULT_LIMITS, model(2, 2 ** 20))).toBe(16);
  expect(mostRows(DEFAULT_LIMITS, model(2, 2 ** 26))).toBe(1);
});
