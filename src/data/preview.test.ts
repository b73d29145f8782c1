import { expect, test } from "vitest";
import type { Dataset } from "./dataset.js";
import { previewRow } from "./preview.js";

const data = (preprocessing: Dataset["preprocessing"], numbers: Dataset["features"]["data"]): Dataset => ({
  name: "data",
  features: { data: numbers, rows: 2, columns: numbers.length / 2 },
  targets: { kind: "classes", classes: Uint8Array.of(0, 1), names: ["a", "b"] },
  preprocessing,
});

test("a picture, its levels from dark to bright", () => {
  const pixels = Uint8Array.of(0, 0, 0, 0, 0, 255, 51, 0);
  expect(previewRow(data({ divideBy: 255, image: [2, 2] }, pixels), 1)).toEqual({
    kind: "picture",
    height: 2,
    width: 2,
    channels: 1,
    levels: Float32Array.of(0, 1, 0.2, 0),
  });
});

test("a coloured picture", () => {
  const pixels = Uint8Array.of(0, 0, 0, 255, 0, 51);
  expect(previewRow(data({ divideBy: 255, image: [1, 1], channels: 3 }, pixels), 1)).toMatchObject({
    channels: 3,
    levels: Float32Array.of(1, 0, 0.2),
  });
});

test("plain inputs, with no more digits than can be read", () => {
  expect(previewRow(data({ divideBy: 1 }, Float32Array.of(0, 0, 0.1, -3)), 1)).toEqual({
    kind: "cells",
    cells: [
      { name: "input 1", text: "0.1" },
      { name: "input 2", text: "-3" },
    ],
  });
});
