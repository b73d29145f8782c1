import { type Dataset, defineModel, evaluate, fit, initializeParameters, type Model } from "akari";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mnist } from "../../../dist/node.js";
import { carriesWeights, LinkError, readLink, writeLink } from "./link";

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
    const before = (await evaluate(model, images)).accuracy ?? Number.NaN;
    const after = (await evaluate(read?.model ?? model, images)).accuracy ?? Number.NaN;
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
