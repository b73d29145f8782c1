import { expect, test } from "vitest";
import { largest, length } from "./insight";

const layer = { weight: Float32Array.of(3, -4), bias: Float32Array.of(12) };

test("the length of a layer is that of its weights and biases together", () => {
  expect(length(layer)).toBe(13);
});

test("the largest is found whatever its sign and layer", () => {
  expect(largest([layer, { weight: Float32Array.of(-20), bias: Float32Array.of(0) }])).toBe(20);
});
