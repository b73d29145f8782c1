import { describe, expect, test } from "vitest";
import { light, PLAIN, styleOf } from "./color.js";
import { esc } from "./output.js";
import {
  barOf,
  columnsOf,
  density,
  drawBar,
  drawImage,
  drawNeurons,
  drawWave,
  fitWidth,
  loudnessOf,
  mostColumns,
} from "./picture.js";

const TRUE_COLOR = styleOf(24);
const rgb = (level: number): string => light(level).join(";");

test("density goes from a blank to @, and takes magnitudes", () => {
  expect(density(0)).toBe(" ");
  expect(density(1)).toBe("@");
  expect(density(-1)).toBe("@");
  expect(density(7)).toBe("@");
});

describe("drawImage", () => {
  const cross = [0, 1, 0, 1, 1, 1, 0, 0.5, 0];

  test("plain: two characters a pixel, a line a row", () => {
    expect(drawImage(cross, 3, 3, PLAIN)).toEqual(["  @@", "@@@@@@", "  ++"]);
  });

  test("in colour: two rows a line, a missing last row dark", () => {
    const cell = (upper: number, lower: number): string =>
      `${esc()}[38;2;${rgb(upper)};48;2;${rgb(lower)}m▀${esc()}[0m`;
    expect(drawImage(cross, 3, 3, TRUE_COLOR)).toEqual([
      cell(0, 1) + cell(1, 1) + cell(0, 1),
      cell(0, 0) + cell(0.5, 0) + cell(0, 0),
    ]);
  });
});

describe("drawNeurons", () => {
  test("plain: brightness, then number, numbers aligned", () => {
    expect(drawNeurons([0, 0.5, -1], [0, 0.5, -1], PLAIN, 80)).toEqual(["1–3      0.00  ++  0.50  @@ -1.00"]);
  });

  test("in colour the number stands in its lamp", () => {
    const [line] = drawNeurons([1], [1], TRUE_COLOR, 80);
    expect(line).toContain(`48;2;${rgb(1)}m 1.00 ${esc()}[0m`);
  });

  test("rows are of equal length and fit", () => {
    const values = Array.from({ length: 16 }, (_, i) => i / 16);
    const lines = drawNeurons(values, values, PLAIN, 80);
    expect(lines.map((line) => line.trim().split(/\s{2,}/)[0])).toEqual(["1–8", "9–16"]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("however narrow the terminal, a neuron a row", () => {
    expect(drawNeurons([0.1, 0.2], [0.1, 0.2], PLAIN, 1)).toHaveLength(2);
  });

  test("a wide layer is blocks, with its brightest named", () => {
    const values = Array.from({ length: 100 }, (_, i) => (i === 41 ? 9 : i === 6 ? -5 : 0));
    const lines = drawNeurons(
      values,
      values.map((v) => v / 9),
      PLAIN,
      80,
    );
    expect(lines.map((line) => line.trim().split(" ")[0])).toEqual([
      "1–32",
      "33–64",
      "65–96",
      "97–100",
      "brightest:",
    ]);
    expect(lines[4]).toContain("brightest: 42 (9.00), 7 (-5.00)");
  });
});

describe("drawBar", () => {
  test.each([
    [0, "........"],
    [0.5, "####...."],
    [1, "########"],
    [3, "########"],
  ])("plain, %d of 8", (level, bar) => {
    expect(drawBar(level, 8, PLAIN)).toBe(bar);
  });

  test("in colour, to the eighth of a character", () => {
    expect(drawBar(5 / 16, 2, TRUE_COLOR)).toContain(`m▋ ${esc()}[0m`);
    expect(drawBar(1, 2, TRUE_COLOR)).toContain(`m██${esc()}[0m`);
    expect(drawBar(0, 2, TRUE_COLOR)).toContain(`m  ${esc()}[0m`);
  });
});

test("in plain text a pixel takes two columns", () => {
  expect(mostColumns(80, PLAIN)).toBe(40);
  expect(mostColumns(80, styleOf(24))).toBe(80);
});

test("a picture that is too wide shrinks by area, in its form or across only", () => {
  const picture = { height: 2, width: 4, data: [1, 0, 0, 0, 1, 0, 0, 1] };
  expect(fitWidth(picture, 4)).toBe(picture);
  expect(fitWidth(picture, 2)).toEqual({ height: 1, width: 2, data: Float64Array.of(0.5, 0.25) });
  expect(fitWidth(picture, 2, "across")).toEqual({
    height: 2,
    width: 2,
    data: Float64Array.of(0.5, 0, 0.5, 0.5),
  });
});

test("a waveform reaches from each column's lowest sample to its highest", () => {
  expect(drawWave([0, 0, 1, -1, 0.5, 0], 3, 5, PLAIN)).toEqual([" #", " ##", "###", " #", " #"]);
  expect(drawWave([0, 1], 10, 3, PLAIN)).toEqual([" #", "#", ""]);
  expect(drawWave([0, 1], 10, 3, styleOf(24))[0]).toContain("█");
});

test("columns as high as their numbers", () => {
  expect(columnsOf([0, 1, 4, 8])).toBe(" ▁▄█");
  expect(columnsOf([0, 0])).toBe("  ");
});

test("bars in eighths, never nothing for something", () => {
  expect(barOf(0.5, 4)).toBe("██");
  expect(barOf(1 / 16, 2)).toBe("▏");
  expect(barOf(1e-9, 10)).toBe("▏");
  expect(barOf(0, 10)).toBe("");
});

test("a recording that becomes louder", () => {
  expect(loudnessOf([0, 0, 0.1, -0.4, 0.8, -0.2], 3)).toBe(" ▄█");
  expect(loudnessOf([], 2)).toBe("  ");
});
