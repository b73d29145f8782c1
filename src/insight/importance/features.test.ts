import { expect, test } from "vitest";
import { featuresOf } from "./features.js";

test("a picture is cut into patches that cover every pixel once", () => {
  const { features, grid } = featuresOf({ divideBy: 255, image: [28, 28] }, 784);
  expect(grid).toEqual({ rows: 7, columns: 7 });
  expect(features[8].name).toBe("rows 5–8, columns 5–8");
  expect(features[8].inputs.slice(0, 5)).toEqual([116, 117, 118, 119, 144]);
  const all = features.flatMap(({ inputs }) => inputs).sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 784 }, (_, i) => i));
});

test("patches at the edge may be smaller; colours stay together", () => {
  const { features, grid } = featuresOf({ divideBy: 255, image: [3, 10], channels: 3 }, 90);
  expect(grid).toEqual({ rows: 2, columns: 5 });
  expect(features[9]).toEqual({ name: "row 3, columns 9–10", inputs: [84, 85, 86, 87, 88, 89] });
});

test("a table's columns, with all inputs that each became", () => {
  const missing = { fill: 0, indicator: true };
  const { features, grid } = featuresOf(
    {
      divideBy: 1,
      table: {
        targets: ["y"],
        columns: [
          { name: "age", kind: "number", shift: 0, scale: 1, missing },
          {
            name: "colour",
            kind: "category",
            values: ["red", "green"],
            missing: { fill: "red", indicator: false },
          },
          { name: "member", kind: "yes-no", values: ["no", "yes"], missing },
        ],
      },
    },
    7,
  );
  expect(grid).toBeUndefined();
  expect(features).toEqual([
    { name: "age", inputs: [0, 1] },
    { name: "colour", inputs: [2, 3, 4] },
    { name: "member", inputs: [5, 6] },
  ]);
});

test("a product of columns belongs to each of its factors", () => {
  const missing = { fill: 0, indicator: true };
  const number = (name: string) => ({ name, kind: "number", shift: 0, scale: 1, missing }) as const;
  const columns = [number("a"), { ...number("day"), kind: "date" as const }, number("b")];
  const { features } = featuresOf({ divideBy: 1, table: { targets: ["y"], columns, degree: 2 } }, 9);
  // a², ab and b² follow the columns.
  expect(features).toEqual([
    { name: "a", inputs: [0, 1, 6, 7] },
    { name: "day", inputs: [2, 3] },
    { name: "b", inputs: [4, 5, 7, 8] },
  ]);
});

test("plain inputs one by one, or in blocks where they are many", () => {
  expect(featuresOf({ divideBy: 1 }, 2).features).toEqual([
    { name: "input 1", inputs: [0] },
    { name: "input 2", inputs: [1] },
  ]);
  const { features } = featuresOf({ divideBy: 1 }, 130);
  expect(features).toHaveLength(44);
  expect(features[43]).toEqual({ name: "input 130", inputs: [129] });
});

test("a spectrogram in patches of frequency and time, the highest first", () => {
  const mel = { window: 256, hop: 64, frames: 14, bands: 21, lowest: 60, highest: 4000 };
  const sound = { form: "log-mel", rate: 8000, mel, scaling: [] } as const;
  const { features, grid } = featuresOf({ divideBy: 1, sound }, 14 * 21);
  expect(grid).toEqual({ rows: 7, columns: 7 });
  expect(features[0].name).toMatch(/^\d+ Hz to 4000 Hz, frames 1–2$/);
  expect(features[0].inputs).toEqual([18, 19, 20, 39, 40, 41]);
  expect(features[42].name).toMatch(/^60 Hz to /);
  const all = features.flatMap(({ inputs }) => inputs).sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: 14 * 21 }, (_, i) => i));
});

test("a waveform in stretches of time", () => {
  const sound = { form: "waveform", rate: 8000, samples: 1000, scaling: [] } as const;
  const { features } = featuresOf({ divideBy: 1, sound }, 1000);
  expect(features).toHaveLength(24);
  expect(features[0].name).toBe("0.000 to 0.005 s");
  expect(features.flatMap(({ inputs }) => inputs)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});
