import { deflateRawSync } from "node:zlib";
import { type Dataset, defineModel, evaluate, fit, type Model } from "akari";
import { initializeParameters } from "akari/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mnist } from "../../../dist/node.js";
import { carriesWeights, fitsLink, LinkError, readLink, writeLink } from "./link";

const small = defineModel({
  inputs: 2,
  layers: [
    { units: 3, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
  labels: ["猫", "dog"],
});
const smallModel: Model = { definition: small, parameters: initializeParameters(small, 7) };

const problem = async (hash: string): Promise<unknown> => {
  const error = await readLink(hash).catch((thrown: unknown) => thrown);
  return error instanceof LinkError ? error.problem : error;
};

describe("a link carries a model", () => {
  test("its description whole, its weights within half a step of their rows' scales", async () => {
    const read = await readLink(await writeLink(smallModel));
    expect(read?.trained).toBe(true);
    expect(read?.model.definition).toEqual(small);
    smallModel.parameters.forEach(({ weight, bias }, i) => {
      const columns = weight.length / bias.length;
      for (let row = 0; row < bias.length; row++) {
        const original = weight.subarray(row * columns, (row + 1) * columns);
        const step = Math.max(...original.map(Math.abs)) / 127;
        original.forEach((value, n) => {
          const restored = read?.model.parameters[i].weight[row * columns + n];
          expect(Math.abs((restored ?? Number.NaN) - value)).toBeLessThanOrEqual(step * 0.5001);
        });
      }
    });
  });

  test("a row of zeros stays one", async () => {
    const parameters = smallModel.parameters.map(({ weight, bias }) => ({
      weight: weight.map(() => 0),
      bias,
    }));
    const read = await readLink(await writeLink({ definition: small, parameters }));
    expect([...(read?.model.parameters[0].weight ?? [])]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("784-16-16-10 in 17 KB, and it answers as well as before", async () => {
    const { train, test: images } = (await mnist()) as { train: Dataset; test: Dataset };
    const network = defineModel({
      inputs: 784,
      layers: [
        { units: 16, activation: "sigmoid" },
        { units: 16, activation: "sigmoid" },
        { units: 10, activation: "softmax" },
      ],
    });
    const { model } = await fit(network, train, { epochs: 3 });
    const hash = await writeLink(model);
    expect(hash.length).toBeLessThan(17_500);
    const read = await readLink(hash);
    const accuracyOf = async (given: Model): Promise<number> => {
      const evaluation = await evaluate(given, images);
      return evaluation.task === "classes" ? evaluation.accuracy : Number.NaN;
    };
    const [before, after] = [await accuracyOf(model), await accuracyOf(read?.model ?? model)];
    expect(before).toBeGreaterThan(0.9);
    expect(Math.abs(after - before)).toBeLessThanOrEqual(0.005);
  });

  test("a large network goes without its weights and comes with fresh ones", async () => {
    const definition = defineModel({ inputs: 784, layers: [{ units: 100, activation: "softmax" }] });
    expect(carriesWeights(definition)).toBe(false);
    const hash = await writeLink({ definition, parameters: initializeParameters(definition, 3) });
    expect(hash.length).toBeLessThan(400);
    const read = await readLink(hash);
    expect(read?.trained).toBe(false);
    expect(read?.model.definition).toEqual(definition);
  });
});

/** A link as anybody may write one, its checksum right. @param numbers what follows the description */
function linkOf(description: unknown, numbers: Uint8Array = new Uint8Array()): string {
  const text = Buffer.from(typeof description === "string" ? description : JSON.stringify(description));
  const content = Buffer.concat([Buffer.alloc(4), text, numbers]);
  content.writeUInt32LE(text.length, 0);
  let hash = 0x811c9dc5;
  for (const byte of content) hash = Math.imul(hash ^ byte, 0x01000193);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(hash >>> 0, 0);
  return `#m=1.${deflateRawSync(Buffer.concat([checksum, content]), { level: 9 }).toString("base64url")}`;
}

describe("a small link that asks for much", () => {
  const dense = (inputs: number, ...units: number[]) => ({
    ...small,
    labels: undefined,
    inputs,
    loss: "mean_squared_error",
    layers: units.map((count) => ({ units: count, activation: "tanh", initializer: "glorot_uniform" })),
  });

  test("is not made, however few letters it has", async () => {
    const large = linkOf(dense(20_000, 23_000));
    expect(large.length).toBeLessThan(300);
    expect(await problem(large)).toBe("large");
    expect(await problem(linkOf(dense(1, ...Array<number>(3000).fill(1000))))).toBe("large");
    expect(await problem(linkOf(dense(2 ** 50, 2 ** 50)))).toBe("large");
    expect(await readLink(linkOf(dense(1999, 1000)))).toMatchObject({ trained: false });
    expect(fitsLink(defineModel({ inputs: 2000, layers: [{ units: 1000, activation: "tanh" }] }))).toBe(
      false,
    );
  });

  test("is not unpacked to the end", async () => {
    const bomb = linkOf(" ".repeat(50_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await problem(bomb)).toBe("damaged");
  });
});

describe("a link of what is no network", () => {
  const of = (scale: number, bias: number): string =>
    linkOf(
      {
        ...small,
        labels: undefined,
        loss: "mean_squared_error",
        layers: [{ units: 1, activation: "linear" }],
      },
      new Uint8Array([...new Uint8Array(Float32Array.of(scale, bias).buffer), 127, 1]),
    );

  test("has numbers that are not finite", async () => {
    expect((await readLink(of(1, 2)))?.model.parameters[0].weight).toEqual(Float32Array.of(127, 1));
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(await problem(of(bad, 0))).toBe("damaged");
      expect(await problem(of(1, bad))).toBe("damaged");
    }
    // Finite in the link, and no longer where they are multiplied.
    expect(await problem(of(3e38, 0))).toBe("damaged");
  });

  test.each<[string, object]>([
    ["inputs", { inputs: 1.5 }],
    ["layers", { layers: {} }],
    [
      "a sound",
      { preprocessing: { divideBy: 1, sound: { form: "waveform", rate: 1e12, samples: 2, scaling: 3 } } },
    ],
    ["a table", { preprocessing: { divideBy: 1, table: { columns: "all", targets: [] } } }],
    ["scaling", { preprocessing: { divideBy: 1, scaling: { precision: "float16", each: [] } } }],
    ["labels", { labels: [{}, 7] }],
  ])("has %s that are none", async (_what, wrong) => {
    expect(await problem(linkOf({ ...small, ...wrong }))).toBe("damaged");
  });
});

describe("what is no whole link", () => {
  test("carries no model", async () => {
    expect(await readLink("")).toBeUndefined();
    expect(await readLink("#content")).toBeUndefined();
  });

  test("is told from a newer one", async () => {
    expect(await problem("#m=2.abc")).toBe("newer");
    expect(await problem("#m=0.abc")).toBe("damaged");
    expect(await problem("#m=")).toBe("damaged");
    expect(await problem("#m=1.!")).toBe("damaged");
  });

  test("is damaged wherever it was cut or changed", async () => {
    const hash = await writeLink(smallModel);
    for (let length = hash.length - 1; length > 4; length -= 7) {
      expect(await problem(hash.slice(0, length))).toBe("damaged");
    }
    for (let i = 5; i < hash.length; i += 5) {
      const letter = hash[i] === "A" ? "B" : "A";
      const found = await problem(hash.slice(0, i) + letter + hash.slice(i + 1));
      // The last letter may hold bits that belong to no byte.
      if (i < hash.length - 1) expect(found, `letter ${i}`).toBe("damaged");
    }
  });

  test("with any other letter at any place, it is damaged or still the same model", async () => {
    const hash = await writeLink(smallModel);
    const whole = await readLink(hash);
    const letter = fc.constantFrom(...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: "#m=1.".length, max: hash.length - 1 }),
        letter,
        async (at, other) => {
          try {
            expect(await readLink(hash.slice(0, at) + other + hash.slice(at + 1))).toEqual(whole);
          } catch (error) {
            if (!(error instanceof LinkError)) throw error;
            expect(error.problem).toBe("damaged");
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
