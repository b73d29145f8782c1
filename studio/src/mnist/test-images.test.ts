import { defineModel } from "akari";
import { expect, test } from "vitest";
import { readsDigits } from "./digits";
import { chooseImages, moveTo } from "./test-images.svelte";

const labels = [7, 2, 1, 0, 4, 1, 7];
const predicted = [7, 2, 7, 0, 9, 1, 1];

test("by digit, by what the network has wrong, by both", () => {
  expect(chooseImages(labels, undefined, { wrong: false })).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(chooseImages(labels, undefined, { digit: 1, wrong: false })).toEqual([2, 5]);
  expect(chooseImages(labels, predicted, { wrong: true })).toEqual([2, 4, 6]);
  expect(chooseImages(labels, predicted, { digit: 7, wrong: true })).toEqual([6]);
});

test("while the predictions are not known, none counts as wrong", () => {
  expect(chooseImages(labels, undefined, { wrong: true })).toEqual([]);
});

test("keys move by one, by a row, by a page, and stop at the ends", () => {
  const from = (place: number) => (key: string) => moveTo(key, place, 23, 5, 10);
  expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map(from(7))).toEqual([6, 8, 2, 12]);
  expect(["PageUp", "PageDown", "Home", "End"].map(from(7))).toEqual([0, 17, 0, 22]);
  expect(["ArrowLeft", "ArrowUp"].map(from(0))).toEqual([0, 0]);
  expect(["ArrowRight", "ArrowDown", "PageDown"].map(from(22))).toEqual([22, 22, 22]);
  expect(moveTo("a", 3, 23, 5, 10)).toBeUndefined();
});

test("only a network of 784 inputs and the ten digits can be right or wrong about an image", () => {
  const reads = (inputs: number, units: number, labels?: string[]): boolean =>
    readsDigits(
      defineModel({ inputs, layers: [{ units, activation: "softmax" }], ...(labels && { labels }) }),
    );
  const digits = [..."0123456789"];
  expect(reads(784, 10)).toBe(true);
  expect(reads(784, 10, digits)).toBe(true);
  expect(reads(784, 10, [..."abcdefghij"])).toBe(false);
  expect(reads(784, 2)).toBe(false);
  expect(reads(4, 10)).toBe(false);
});
