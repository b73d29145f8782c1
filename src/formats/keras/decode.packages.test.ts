import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { reference } from "../../engine/reference/engine.js";
import { AkariError } from "../../error.js";
import { predict } from "../../insight/compile.js";
import { decodeModel } from "../codecs.packages.js";
import { loadModel, loadParameters } from "../files.node.js";
import { decodeKeras } from "./decode.packages.js";

const FOLDER = new URL("../../../test/keras/", import.meta.url);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const path = (name: string) => new URL(name, FOLDER).pathname;

interface Expected {
  readonly models: Readonly<Record<string, { inputs: number[][]; outputs: number[][] }>>;
}
const { models }: Expected = JSON.parse(readFileSync(new URL("expected.json", FOLDER), "utf8"));

describe("models that Keras 3 saved", () => {
  test.each(Object.keys(models))("%s answers as in Keras", async (name) => {
    const { inputs, outputs } = models[name];
    const { model } = await loadModel(path(`${name}.keras`));
    const answers = await predict(model, inputs.flat(), { engine: reference });
    expect(answers).toHaveLength(outputs.flat().length);
    for (const [i, value] of outputs.flat().entries())
      expect(Math.abs(answers[i] - value)).toBeLessThan(2e-6);
  });

  test("are the same where HDF5 has deflated their arrays", async () => {
    const [{ model }, { model: plain }] = await Promise.all(
      ["deflated.keras", "digits.keras"].map((name) => loadModel(path(name))),
    );
    expect(model.parameters).toEqual(plain.parameters);
  });

  test("keep what inputs are divided by, and the picture's size", () => {
    const { preprocessing } = decodeKeras(fixture("digits.keras"), "digits").model.definition;
    expect(preprocessing).toEqual({ divideBy: 255, image: [4, 4] });
    expect(decodeKeras(fixture("activations.keras"), "a").model.definition.preprocessing).toEqual({
      divideBy: 1,
      takesBytes: true,
      image: [2, 2],
      channels: 3,
    });
  });

  test("are something to start from", async () => {
    const { names, definition } = await loadParameters(path("functional.keras"));
    expect(names[2]).toEqual({ weight: "4.weight", bias: "4.bias" });
    expect(definition?.layers.map(({ activation }) => activation)).toEqual(["elu", "leaky_relu", "linear"]);
  });

  test("take a scale only where they have none", async () => {
    const { model } = await loadModel(path("functional.keras"), { divideBy: 2 });
    expect(model.definition.preprocessing).toEqual({ divideBy: 2 });
    await expect(loadModel(path("digits.keras"), { divideBy: 2 })).rejects.toThrow("would be ignored");
    await expect(loadModel(path("digits.keras"), { activations: ["relu"] })).rejects.toThrow(
      "would be ignored",
    );
  });
});

describe("what Akari does not have is named", () => {
  const reasons: Readonly<Record<string, string>> = {
    branches: '"left" (Dense) and the layer "right" (Dense) branch from one layer',
    convolution: 'the layer "look" (Conv2D) is none that Akari has',
    relu6: 'the layer "capped" (ReLU) has settings that Akari\'s relu has not',
    trailing: 'no dense layer follows the layer "last" (BatchNormalization)',
    unflattened: 'the layer "each_row" (Dense) takes in [4, 4] numbers without a Flatten',
  };
  const files = readdirSync(FOLDER).filter((name) => name.startsWith("refused-"));

  test.each(files)("%s", (name) => {
    const reason = reasons[name.slice("refused-".length, -".keras".length)];
    expect(() => decodeKeras(fixture(name), name)).toThrow(
      expect.objectContaining({ code: "invalid-file", message: expect.stringContaining(reason) }),
    );
  });

  test("a file of Keras 2's", () => {
    const { parts } = unpacked;
    const metadata = new TextEncoder().encode('{"keras_version": "2.15.0"}');
    expect(() => decodeKeras(zipSync({ ...parts, "metadata.json": metadata }), "a.keras")).toThrow(
      "a.keras was saved by Keras 2.15.0",
    );
  });

  test("a zip of something else", () => {
    const bytes = zipSync({ "readme.txt": new Uint8Array(3) });
    expect(() => decodeKeras(bytes, "a.zip")).toThrow("a.zip is a zip file, but not a model of Keras 3's");
  });

  test.each<[string, unknown, string]>([
    ["a model of another class", { class_name: "Mine", config: { layers: [] } }, 'the class "Mine"'],
    ["no layers", { class_name: "Sequential", config: {} }, "no list of layers"],
    ["no inputs", { class_name: "Sequential", config: { layers: [] } }, "how many inputs it takes"],
    [
      "no dense layer",
      { class_name: "Sequential", config: { layers: [], build_input_shape: [null, 3] } },
      "it has no dense layer",
    ],
  ])("%s", (_what, config, message) => {
    expect(() => decodeKeras(withConfig(config), "net.keras")).toThrow(message);
  });
});

/** A good file's weights beside another description. */
function withConfig(config: unknown): Uint8Array {
  const { parts } = unpacked;
  return zipSync({ ...parts, "config.json": new TextEncoder().encode(JSON.stringify(config)) }, { level: 0 });
}

const unpacked = await (async () => {
  const { unzipSync, strFromU8 } = await import("fflate");
  const parts = unzipSync(fixture("functional.keras"));
  return { parts, config: JSON.parse(strFromU8(parts["config.json"])) as Record<string, unknown> };
})();

describe("damage is answered by a sentence", () => {
  const readOrRefuse = async (bytes: Uint8Array) => {
    try {
      const { model } = await decodeModel(bytes, { name: "net.keras" });
      expect(model.parameters.length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toBeInstanceOf(AkariError);
      expect(error).toMatchObject({ code: "invalid-file" });
    }
  };

  test("a file cut short anywhere", async () => {
    const good = fixture("functional.keras");
    const ends = fc.integer({ min: 0, max: good.length - 1 });
    await fc.assert(
      fc.asyncProperty(ends, (end) => readOrRefuse(good.subarray(0, end))),
      { numRuns: 300 },
    );
  });

  test("wrong bytes anywhere in the zip, and anywhere in its HDF5", async () => {
    const good = fixture("functional.keras");
    const weights = unpacked.parts["model.weights.h5"];
    const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    });
    const changed = (bytes: Uint8Array, list: [number, number][]) => {
      const copy = bytes.slice();
      for (const [at, value] of list) copy[at % copy.length] = value;
      return copy;
    };
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        await readOrRefuse(changed(good, list));
        await readOrRefuse(
          zipSync({ ...unpacked.parts, "model.weights.h5": changed(weights, list) }, { level: 0 }),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("anything in place of anything in the description", async () => {
    const places = paths(unpacked.config);
    const odd = fc.constantFrom<unknown>(null, -1, 0, 1e99, "x", [], {}, true, [null, 3], [["dense", 0, 0]]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), odd, async (place, value) => {
        const config = structuredClone(unpacked.config);
        let at: Record<string, unknown> = config;
        for (const key of place.slice(0, -1)) at = at[key] as Record<string, unknown>;
        at[place[place.length - 1]] = value;
        await readOrRefuse(withConfig(config));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The way to every value within a value. */
function paths(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...paths(inner).map((rest) => [key, ...rest]),
  ]);
}
