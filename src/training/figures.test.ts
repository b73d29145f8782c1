import { expect, test } from "vitest";
import { isBetter } from "./figures.js";

const epoch = (validationLoss: number, validationAccuracy?: number) => ({
  epoch: 1,
  step: 1,
  loss: 1,
  seconds: 1,
  samplesPerSecond: 1,
  validationLoss,
  ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
});

test("accuracy decides where there is one, whatever the loss", () => {
  expect(isBetter(epoch(3, 0.8), undefined)).toBe(true);
  expect(isBetter(epoch(3, 0.8), epoch(1, 0.7))).toBe(true);
  expect(isBetter(epoch(1, 0.8), epoch(3, 0.8))).toBe(false);
  expect(isBetter(epoch(1, 0.7), epoch(3, 0.8))).toBe(false);
});

test("else the loss does, and any number is better than none", () => {
  expect(isBetter(epoch(1), epoch(2))).toBe(true);
  expect(isBetter(epoch(2), epoch(2))).toBe(false);
  expect(isBetter(epoch(3), epoch(2))).toBe(false);
  expect(isBetter(epoch(3), epoch(Number.NaN))).toBe(true);
  expect(isBetter(epoch(Number.NaN), epoch(Number.NaN))).toBe(false);
  expect(isBetter(epoch(Number.NaN), epoch(2))).toBe(false);
});

test("the loss decides where it is asked to", () => {
  expect(isBetter(epoch(1, 0.7), epoch(3, 0.8), true)).toBe(true);
  expect(isBetter(epoch(3, 0.9), epoch(3, 0.8), true)).toBe(false);
});
