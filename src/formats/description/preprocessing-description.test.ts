import { describe, expect, it } from "vitest";
import type { Preprocessing } from "../../model/preprocessing.js";
import { parsePreprocessing, requireInputs } from "./preprocessing-description.js";

const scaling = { shift: 1.5, scale: 2 };
const missing = { fill: 0, indicator: true };

const KINDS: Readonly<Record<string, Preprocessing>> = {
  "plain numbers": { divideBy: 1 },
  "a grey picture": { divideBy: 255, image: [28, 14] },
  "a picture in colour": { divideBy: 255, image: [8, 8], channels: 3 },
  "a table": {
    divideBy: 1,
    table: {
      columns: [
        { name: "size", kind: "number", ...scaling, missing },
        { name: "day", kind: "date", ...scaling, missing },
        { name: "old", kind: "yes-no", values: ["no", "yes"], missing },
        {
          name: "colour",
          kind: "category",
          values: ["red", "blue"],
          missing: { fill: "red", indicator: false },
        },
      ],
      targets: ["price"],
      degree: 2,
      products: [scaling],
    },
    outputs: [{ name: "price", ...scaling }],
  },
  "a spectrogram": {
    divideBy: 1,
    sound: {
      form: "log-mel",
      rate: 8000,
      mel: { window: 256, hop: 128, frames: 30, bands: 2, lowest: 0, highest: 4000 },
      scaling: [scaling, scaling],
    },
  },
  "a waveform": { divideBy: 1, sound: { form: "waveform", rate: 8000, samples: 400, scaling: [scaling] } },
};

describe("preprocessing as JSON", () => {
  it.each(Object.entries(KINDS))("comes back as it was: %s", (_, preprocessing) => {
    expect(parsePreprocessing(JSON.parse(JSON.stringify(preprocessing)))).toEqual(preprocessing);
  });

  it.each([
    [{ divideBy: "1" }, "The number that inputs are divided by"],
    [{ divideBy: 1, image: [28] }, "The picture's size must be two numbers"],
    [{ divideBy: 1, channels: 4 }, "The picture's channels must be 3"],
    [{ divideBy: 1, table: { columns: {}, targets: ["y"] } }, "The table's columns must be a list"],
    [{ divideBy: 1, table: { columns: [{ name: "x", kind: "text" }], targets: ["y"] } }, "Column 1's kind"],
    [{ divideBy: 1, outputs: [{ name: "y", shift: 0, scale: 0 }] }, "Output 1's scale"],
    [{ divideBy: 1, sound: { form: "noise" } }, "The sound's"],
  ])("is refused with a sentence: %j", (stored, sentence) => {
    expect(() => parsePreprocessing(stored)).toThrow(sentence);
  });

  it("is what the network takes, told without making it", () => {
    const { table } = KINDS["a table"];
    const { sound } = KINDS["a waveform"];
    if (table === undefined || sound === undefined) throw new Error("one of the kinds is missing");
    // Each of the four may be missing but the colour, which is one of two or another; and the square of the size.
    expect(() => requireInputs({ divideBy: 1, table }, 10)).not.toThrow();
    expect(() => requireInputs({ divideBy: 1, table }, 11)).toThrow(
      "The network takes 11 inputs, but of a row of its table 10 are made.",
    );
    expect(() => requireInputs({ divideBy: 1, table: { ...table, degree: 2 ** 50 } }, 10)).toThrow(
      "far more",
    );
    expect(() => requireInputs({ divideBy: 1, sound }, 400)).not.toThrow();
    expect(() => requireInputs({ divideBy: 1, sound }, 399)).toThrow("of a recording 400 are made");
  });

  it("is refused where a column of two values has another number of them", () => {
    const column = { name: "old", kind: "yes-no", values: ["no"], missing };
    const stored = { divideBy: 1, table: { columns: [column], targets: ["y"] } };
    expect(() => parsePreprocessing(stored)).toThrow("Column 1 must have two values.");
  });
});
