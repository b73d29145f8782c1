import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complaints, runTypescript } from "../../../test/support/generated.js";
import { distance, type GivenAnswer } from "../../../test/support/table-models.js";
import { reference } from "../../engine/reference/engine.js";
import { predict } from "../../insight/compile.js";
import { interpretOutputs } from "../../insight/predictions.js";
import { ACTIVATION_NAMES, type ActivationName, HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { defineModel, initializeParameters, type Model } from "../../model/model.js";
import type { ColumnPreprocessing } from "../../model/preprocessing.js";
import { encodeTypescript } from "./encode.js";

interface Exported<Given> {
  predict(given: Given): GivenAnswer;
  readonly labels?: readonly string[];
}

const run = <Given = ArrayLike<number>>(model: Model): Promise<Exported<Given>> =>
  runTypescript<Exported<Given>>(encodeTypescript(model));

/** Models of every kind of layer, with weights of either type. */
const anyModel = fc
  .record({
    inputs: fc.integer({ min: 1, max: 12 }),
    hidden: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...HIDDEN_ACTIVATION_NAMES)), {
      maxLength: 3,
    }),
    output: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(...ACTIVATION_NAMES)),
    divideBy: fc.constantFrom(1, 255, 0.5),
    seed: fc.nat({ max: 1000 }),
    float32: fc.boolean(),
  })
  .map(({ inputs, hidden, output, divideBy, seed, float32 }): Model => {
    const layers = [...hidden, output].map(([units, activation]) => ({ units, activation }));
    const definition = defineModel({ inputs, layers, preprocessing: { divideBy } });
    const parameters = initializeParameters(definition, seed).map(({ weight, bias }) => {
      const shifted = bias.map((_, i) => Math.fround(0.3 * i - 0.5));
      return float32
        ? { weight: Float32Array.from(weight), bias: Float32Array.from(shifted) }
        : { weight, bias: shifted };
    });
    return { definition, parameters };
  });

test("an exported program predicts the same to 1e-9", async () => {
  const inputs = fc.infiniteStream(fc.double({ min: -3, max: 3, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(anyModel, inputs, async (model, numbers) => {
      const { inputs: count, preprocessing } = model.definition;
      const input = Array.from(numbers.take(count), (x) => x * preprocessing.divideBy);
      const exported = await run(model);
      const [expected] = interpretOutputs(
        model.definition,
        await predict(model, input, { engine: reference }),
      );
      expect(distance(exported.predict(input), expected, model)).toBeLessThan(1e-9);
    }),
    { numRuns: 150 },
  );
});

/** Those that the bound was set for: a later one adds what its own code is long. */
const TEN: readonly ActivationName[] = [
  "linear",
  "sigmoid",
  "tanh",
  "relu",
  "leaky_relu",
  "elu",
  "gelu",
  "silu",
  "softplus",
  "softmax",
];

const everything = (names: readonly ActivationName[] = [...HIDDEN_ACTIVATION_NAMES, "softmax"]): Model => {
  const layers = names.map((activation) => ({
    units: 3,
    activation,
  }));
  const definition = defineModel({
    inputs: 4,
    layers,
    preprocessing: { divideBy: 255, image: [2, 2] },
    labels: ["cat */", 'a "dog"', "`bird`\u2028"],
  });
  return { definition, parameters: initializeParameters(definition, 1) };
};

const number = (name: string, indicator = false): ColumnPreprocessing => ({
  name,
  kind: "number",
  shift: 10,
  scale: 4,
  missing: { fill: 12, indicator },
});

const WITHOUT_FILL: ColumnPreprocessing = {
  name: "width",
  kind: "number",
  shift: 10,
  scale: 4,
  missing: { fill: Number.NaN, indicator: false },
};

const table = (...columns: ColumnPreprocessing[]): Model => {
  const definition = defineModel({
    inputs: 2,
    layers: [{ units: 1, activation: "linear" }],
    preprocessing: {
      divideBy: 1,
      table: { columns, targets: ["price"] },
      outputs: [{ name: "price", shift: 100, scale: 5 }],
    },
  });
  return { definition, parameters: [{ weight: Float32Array.of(1, 2), bias: Float32Array.of(0.5) }] };
};

const sound = (form: "waveform" | "log-mel"): Model => {
  const scaling = { shift: 0.5, scale: 2 };
  const mel = { window: 256, hop: 64, frames: 2, bands: 2, lowest: 60, highest: 4000 };
  const definition = defineModel({
    inputs: 4,
    layers: [{ units: 1, activation: "sigmoid" }],
    preprocessing: {
      divideBy: 1,
      sound:
        form === "waveform"
          ? { form, rate: 8000, samples: 4, scaling: [scaling] }
          : { form, rate: 8000, mel, scaling: [scaling, scaling] },
    },
    labels: ["low", "high"],
  });
  return { definition, parameters: initializeParameters(definition, 1) };
};

describe("the program", () => {
  test.each([
    ["of every activation", everything()],
    ["of a table", table(number("width */\n"), number("height"))],
    ["of a table in which nothing can stand in for a gap", table(WITHOUT_FILL, number("height"))],
    ["of waveforms", sound("waveform")],
    ["of spectrograms", sound("log-mel")],
  ])("%s has nothing for the strictest compiler to say", (_what, model) => {
    expect(complaints(encodeTypescript(model))).toEqual([]);
  });

  test("of ten activations has less than 2 KB beside its weights and labels", () => {
    const code = encodeTypescript(everything(TEN));
    const weights = /base64 = "(.*)"/.exec(code)?.[1] ?? "";
    const labels = /labels: .* = (.*);/.exec(code)?.[1] ?? "";
    expect(weights).not.toBe("");
    const bytes = new TextEncoder().encode(code).length - weights.length - labels.length;
    expect(bytes).toBeLessThan(2048);
  });

  test("has the labels as they are", async () => {
    expect((await run(everything())).labels).toEqual(everything().definition.labels);
  });

  test("takes a table's row as it is, and answers in the target's unit", async () => {
    const { predict: ask } = await run<object>(table(number("width"), number("height")));
    const price = 100 + 5 * (1 + 2 * 2 + 0.5);
    expect(ask({ width: 14, height: 18 })).toEqual({ values: { price } });
    expect(ask({ height: "18", colour: "red", width: " 14.0" })).toEqual({ values: { price } });
    for (const nothing of [null, undefined, Number.NaN, "", "NA", "-"]) {
      expect(ask({ width: nothing, height: 10 })).toEqual({ values: { price: 100 + 5 * (0.5 + 0.5) } });
    }
  });

  test("refuses a missing cell that nothing can stand in for", async () => {
    const { predict: ask } = await run<object>(table(WITHOUT_FILL, number("height")));
    expect(() => ask({ width: null, height: 10 })).toThrow("is missing, and nothing can stand in for it");
    expect(ask({ width: 14, height: 18 })).toEqual({ values: { price: 100 + 5 * (1 + 2 * 2 + 0.5) } });
  });

  test.each([
    [{ width: 1 }, 'lacks "height"'],
    [{ width: 1, height: "high" }, 'Column "height": "high" is not a finite number.'],
    [{ width: Number.POSITIVE_INFINITY, height: 1 }, 'Column "width": "Infinity" is not a finite number.'],
    [{ width: "0x10", height: 1 }, '"0x10" is not'],
    [{ width: 1e300, height: 1 }, "too large after scaling"],
    [{ width: 1, height: true }, '"true" is not a finite number'],
    [[1, 2], 'lacks "width"'],
    [null, "takes a row"],
    ["width", "takes a row"],
  ])("refuses %j with a sentence", async (row, sentence) => {
    const { predict: ask } = await run<unknown>(table(number("width"), number("height")));
    expect(() => ask(row)).toThrow(sentence);
  });

  test("takes no other number of inputs, and of pixels only bytes", async () => {
    const { predict: ask } = await run(everything());
    expect(() => ask([1])).toThrow("predict takes 4 numbers: 2×2 pixels, row by row, whole, 0 to 255");
    for (const bad of [Number.NaN, 256, -1, 0.5])
      expect(() => ask([1, 2, 3, bad])).toThrow("predict takes 4 numbers");
    expect(ask(Uint8Array.of(0, 1, 2, 255)).label).toBeDefined();
  });

  test("says of digits what is left to its caller", () => {
    const definition = defineModel({
      inputs: 784,
      layers: [{ units: 10, activation: "softmax" }],
      preprocessing: { divideBy: 255, image: [28, 28] },
    });
    const code = encodeTypescript({ definition, parameters: initializeParameters(definition, 1) });
    expect(code).toContain(" * The digit as MNIST has it");
  });

  test.each([
    [{ rate: 100, samples: [1, 2] }, "rate is 100"],
    [{ rate: 8000, samples: [] }, "samples must be numbers"],
    [{ rate: 8000, samples: [[1], [1, 2]] }, "samples must be numbers"],
    [{ rate: 8000, samples: [0, Number.NaN] }, "sample 2 is not a finite number"],
  ])("refuses the recording %j with a sentence", async (recording, sentence) => {
    const { predict: ask } = await run<unknown>(sound("log-mel"));
    expect(() => ask(recording)).toThrow(sentence);
  });

  test("is not written where the description contradicts itself", () => {
    const model = table(number("width", true), number("height"));
    expect(() => encodeTypescript(model)).toThrow("becomes 3 inputs, and the model takes 2");
  });
});
