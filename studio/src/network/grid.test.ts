import { defineModel } from "akari";
import type { Preprocessing } from "akari/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asPixels, cellOf, type InputGrid, inputGrid, pixelOf, unitAt, unitOfPixel } from "./grid";

const grids = fc.record({
  kind: fc.constantFrom<InputGrid["kind"]>("image", "spectrogram"),
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.integer({ min: 1, max: 70 }),
});

test("every input has a cell of its own, and every cell its input", () => {
  fc.assert(
    fc.property(grids, (grid) => {
      const count = grid.rows * grid.columns;
      const pixels = Array.from({ length: count }, (_, unit) => pixelOf(grid, unit));
      expect([...pixels].sort((a, b) => a - b)).toEqual(pixels.map((_, i) => i));
      pixels.forEach((pixel, unit) => {
        expect(unitOfPixel(grid, pixel)).toBe(unit);
        expect(unitAt(grid, ...cellOf(grid, unit))).toBe(unit);
      });
      const values = Array.from(pixels, (_, unit) => unit);
      expect([...asPixels(grid, values)].map((unit) => pixels[unit])).toEqual(pixels.map((_, i) => i));
    }),
  );
});

test("images are read from above, spectrograms from the left, the lowest band at the bottom", () => {
  expect(cellOf({ kind: "image", rows: 28, columns: 28 }, 29)).toEqual([1, 1]);
  const sound: InputGrid = { kind: "spectrogram", rows: 31, columns: 40 };
  expect([0, 30, 31].map((unit) => cellOf(sound, unit))).toEqual([
    [30, 0],
    [0, 0],
    [30, 1],
  ]);
});

test("a network of sounds has the grid of its frames and bands; one of waves or numbers has none", () => {
  const layers = [{ units: 2, activation: "softmax" as const }];
  const scaling = [{ shift: 0, scale: 1 }];
  const mel = { window: 512, hop: 128, frames: 40, bands: 31, lowest: 60, highest: 8000 };
  const of = (inputs: number, preprocessing: Omit<Preprocessing, "divideBy">) =>
    inputGrid(defineModel({ inputs, layers, preprocessing: { divideBy: 1, ...preprocessing } }));
  expect(of(1240, { sound: { form: "log-mel", rate: 16_000, mel, scaling } })).toEqual({
    kind: "spectrogram",
    rows: 31,
    columns: 40,
  });
  expect(of(100, { sound: { form: "waveform", rate: 8000, samples: 100, scaling } })).toBeUndefined();
  expect(of(4, {})).toBeUndefined();
  expect(of(12, { image: [3, 4] })).toEqual({ kind: "image", rows: 3, columns: 4 });
  expect(of(36, { image: [3, 4], channels: 3 })).toBeUndefined();
});
