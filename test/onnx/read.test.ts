/**
 * @file Networks as PyTorch, scikit-learn and Keras export them (see make_models.py): read, they answer as those
 * libraries do.
 */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reference } from "../../src/engine/reference/engine.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { encodeOnnx } from "../../src/formats/onnx/encode.js";
import { AkariError, predict } from "../../src/index.js";

type Expected =
  | { readonly inputs: readonly number[]; readonly outputs: readonly number[]; readonly labels?: string[] }
  | { readonly refused: readonly string[] };

const FOLDER = fileURLToPath(new URL("models/", import.meta.url));
const { models } = JSON.parse(readFileSync(`${FOLDER}expected.json`, "utf8")) as {
  models: Record<string, Expected>;
};
const read = (name: string): Uint8Array => readFileSync(`${FOLDER}${name}.onnx`);

test("every file is judged", () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".onnx"));
  expect(files.sort()).toEqual(
    Object.keys(models)
      .map((name) => `${name}.onnx`)
      .sort(),
  );
});

describe.each(Object.entries(models))("%s", (name, expected) => {
  if ("refused" in expected) {
    test("is refused with a sentence", () => {
      const error = catchError(() => decodeOnnx(read(name), name));
      expect(error).toMatchObject({ code: "invalid-file" });
      for (const words of expected.refused) expect(error.message).toContain(words);
    });
    return;
  }
  const { inputs, outputs, labels } = expected;
  test("answers as its library does", async () => {
    const { model } = decodeOnnx(read(name), name);
    const { definition } = model;
    expect(definition.labels).toEqual(labels);
    const found = Array.from(await predict(model, Float32Array.from(inputs), { engine: reference }));
    const isPair = definition.labels?.length === 2 && found.length * 2 === outputs.length;
    const answers = isPair ? found.flatMap((p) => [1 - p, p]) : found;
    expect(answers).toHaveLength(outputs.length);
    answers.forEach((answer, i) => {
      expect(Math.abs(answer - outputs[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(outputs[i])));
    });
  });
});

test.each([
  ["torch-20", [5, 3], ["relu", "softmax"]],
  ["torch-dynamo-gelu", [1, 2], ["gelu", "linear"]],
  ["torch-normed-9", [5, 5, 1], ["relu", "tanh", "sigmoid"]],
  ["torch-linear-after-linear", [3, 2], ["linear", "linear"]],
  ["sklearn-logistic-two", [1], ["sigmoid"]],
  ["keras-silu", [5, 2], ["silu", "linear"]],
])("%s has the layers that it was made of", (name, units, activations) => {
  const { layers } = decodeOnnx(read(name), name).model.definition;
  expect(layers.map((layer) => layer.units)).toEqual(units);
  expect(layers.map(({ activation }) => activation)).toEqual(activations);
});

test("pixels that the graph scales and flattens are a picture's", () => {
  const { preprocessing } = decodeOnnx(read("keras-pixels"), "net").model.definition;
  expect(preprocessing).toEqual({ divideBy: 255, image: [4, 4] });
});

describe("a file that is not sound", () => {
  const sound = Object.keys(models)
    .filter((name) => "inputs" in models[name])
    .map(read);

  test("cut short anywhere", () => {
    const [bytes] = sound;
    for (let length = 0; length < bytes.length; length++) {
      expect(catchError(() => decodeOnnx(bytes.subarray(0, length), "net")).message).toMatch(/^net .*\.$/);
    }
  });

  test("mutated is read or refused with an AkariError, and what is read can be written", () => {
    const change = fc.record({
      at: fc.nat(),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...sound),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (bytes, changes) => {
          const mutated = Uint8Array.from(bytes);
          for (const { at, byte } of changes) mutated[at % mutated.length] = byte;
          try {
            encodeOnnx(decodeOnnx(mutated, "net").model);
          } catch (error) {
            expect(error).toBeInstanceOf(AkariError);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  test("of any bytes is refused with an AkariError", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(catchError(() => decodeOnnx(bytes, "net"))).toBeInstanceOf(AkariError);
      }),
    );
  });
});

function catchError(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was thrown.");
}
