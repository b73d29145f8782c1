import { describe, expect, test } from "vitest";
import { defineModel } from "../../model/model.js";
import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { PLAIN, styleOf } from "../terminal/color.js";
import { drawInput } from "./draw-input.js";

const network = (inputs: number, preprocessing: Preprocessing) =>
  defineModel({ inputs, layers: [{ units: 1, activation: "linear" }], preprocessing });

describe("a row of a table", () => {
  const missing = { fill: 0, indicator: false };
  const table: TablePreprocessing = {
    columns: [
      { name: "年齢", kind: "number", shift: 40, scale: 10, missing: { fill: 40, indicator: true } },
      {
        name: "city",
        kind: "category",
        values: ["Kyoto", "Nara"],
        missing: { fill: "Nara", indicator: false },
      },
      { name: "garden", kind: "yes-no", values: ["no", "yes"], missing },
    ],
    targets: ["price"],
  };
  const model = network(6, { divideBy: 1, table });

  test("is what stands in it and what the network takes; choices that are not made are counted", () => {
    const cells = new Map([
      ["年齢", "50"],
      ["city", "Nara"],
      ["garden", "no"],
    ]);
    expect(drawInput(model, [1, 0, 0, 1, 0, 0], cells, PLAIN, 80)).toEqual({
      what: "6 inputs of 3 columns",
      scale: "what stands in the row, and as the network takes it",
      lines: [
        "年齢            50  1.00  ########################",
        "city = Nara   Nara  1.00  ########################",
        "garden = yes    no  0.00  ........................",
        "3 other choices: 0",
      ],
    });
  });

  test("a stranger's cells and names move no cursor, and long ones are cut by their width", () => {
    const hostile: TablePreprocessing = {
      columns: [
        { ...table.columns[0], name: "a\x1b[31m" },
        { name: "b\x1b]0;", kind: "category", values: ["\x9b2J"], missing: { fill: "", indicator: false } },
      ],
      targets: ["price"],
    };
    const cells = new Map([
      ["a\x1b[31m", "1\x1b[2J\r\n2"],
      ["b\x1b]0;", "東京都千代田区丸の内一丁目九番一号"],
    ]);
    const { lines } = drawInput(network(4, { divideBy: 1, table: hostile }), [1, 0, 1, 0], cells, PLAIN, 80);
    expect(lines).toEqual([
      "a�[31m                         1�[2J 2  1.00  ########################",
      "b�]0; = �2J  東京都千代田区丸の内一丁…  1.00  ########################",
      "2 other choices: 0",
    ]);
  });

  test("a cell as long as a shown one is whole, a longer one is cut", () => {
    const drawn = (city: string): string =>
      drawInput(model, [1, 0, 1, 0, 0, 0], new Map([["city", city]]), PLAIN, 80).lines[1];
    expect(drawn("x".repeat(24))).toContain(` ${"x".repeat(24)} `);
    expect(drawn("x".repeat(26))).toContain(` ${"x".repeat(24)}… `);
  });

  test("of very many inputs the largest are drawn", () => {
    const columns = Array.from(
      { length: 60 },
      (_, i) => ({ name: `x${i}`, kind: "number", shift: 0, scale: 1, missing }) as const,
    );
    const wide = network(60, { divideBy: 1, table: { columns, targets: ["y"] } });
    const { lines } = drawInput(
      wide,
      Array.from({ length: 60 }, (_, i) => i),
      undefined,
      PLAIN,
      80,
    );
    expect(lines).toHaveLength(41);
    expect(lines[0]).toMatch(/^x20 /);
    expect(lines[40]).toBe("the other 20 are closer to 0");
  });
});

test("a spectrogram has time to the right and low bands below", () => {
  const sound = {
    form: "log-mel",
    rate: 8000,
    mel: { window: 256, hop: 64, frames: 3, bands: 2, lowest: 60, highest: 4000 },
    scaling: [
      { shift: -30, scale: 10 },
      { shift: -60, scale: 1 },
    ],
  } as const;
  // Frames are rows: the low band is at 0, −30 and −60 dB, the high one at −60 dB throughout.
  const { lines, what } = drawInput(
    network(6, { divideBy: 1, sound }),
    [3, 0, 0, 0, -3, 0],
    undefined,
    PLAIN,
    80,
  );
  expect(lines).toEqual(["", "@@++"]);
  expect(what).toContain("3 frames to the right, 2 bands");
});

test("a waveform is a line, in the loudest sample's share", () => {
  const sound = { form: "waveform", rate: 8, samples: 4, scaling: [{ shift: 0, scale: 0.5 }] } as const;
  const { lines, what } = drawInput(network(4, { divideBy: 1, sound }), [0, 2, -2, 0], undefined, PLAIN, 80);
  expect(what).toBe("4 samples, 0.50 s at 8 Hz");
  expect(lines.map((line) => line.padEnd(4))).toEqual([
    " #  ",
    "    ",
    "    ",
    "    ",
    "#  #",
    "    ",
    "    ",
    "    ",
    "  # ",
  ]);
});

test("a picture in colour is drawn in its colours, or by its brightness", () => {
  const model = network(12, { divideBy: 255, image: [2, 2], channels: 3 });
  const inputs = [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1];
  expect(drawInput(model, inputs, undefined, PLAIN, 80).lines).toEqual(["--", "  @@"]);
  const [line] = drawInput(model, inputs, undefined, styleOf(24), 80).lines;
  expect(line).toContain("38;2;255;0;0;48;2;0;0;0m▀");
  expect(line).toContain("38;2;0;0;0;48;2;255;255;255m▀");
});

test("a wide picture is drawn smaller", () => {
  const { what, lines } = drawInput(
    network(16, { divideBy: 255, image: [2, 8] }),
    new Array(16).fill(1),
    undefined,
    PLAIN,
    8,
  );
  expect(what).toBe("16 pixels, 2×8 · drawn 1×4");
  expect(lines).toEqual(["@@@@@@@@"]);
});
