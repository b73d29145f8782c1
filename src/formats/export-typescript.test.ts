import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { predict } from "../insight/predict.js";
import { ACTIVATION_NAMES, type ActivationName } from "../model/activations.js";
import { defineModel, initializeParameters, type Model } from "../model/model.js";
import type { ColumnPreprocessing } from "../model/preprocessing.js";
import { exportTypescript } from "./export-typescript.js";

interface Exported {
  predict(input: ArrayLike<number>): number[];
  readonly labels: readonly string[];
}

/** The exported program, as a bundler would have it. */
async function run(code: string): Promise<Exported> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return (await import(
    `data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`
  )) as Exported;
}

/** What the strictest compiler says of a program that has no library but the language's own. */
function complaints(code: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    lib: ["lib.es2022.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) =>
    name === "net.ts"
      ? ts.createSourceFile(name, code, language)
      : getSourceFile.call(host, name, language, ...rest);
  const program = ts.createProgram(["net.ts"], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const HIDDEN = ACTIVATION_NAMES.filter((name) => name !== "softmax");

/** Models of every kind of layer, with weights of either type. */
const anyModel = fc
  .record({
    inputs: fc.integer({ min: 1, max: 12 }),
    hidden: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...HIDDEN)), { maxLength: 3 }),
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

test("an exported program predicts the same to 1e-6", async () => {
  const inputs = fc.infiniteStream(fc.double({ min: -3, max: 3, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(anyModel, inputs, async (model, numbers) => {
      const { inputs: count, preprocessing } = model.definition;
      const input = Array.from(numbers.take(count), (x) => x * preprocessing.divideBy);
      const exported = await run(exportTypescript(model));
      const expected = await predict(model, input, { engine: "reference" });
      const found = exported.predict(input);
      expect(found).toHaveLength(expected.length);
      found.forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected[i])));
      });
    }),
    { numRuns: 150 },
  );
});

const everything = (): Model => {
  const layers = [...HIDDEN, "softmax" as const].map((activation: ActivationName) => ({
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

const table = (...columns: ColumnPreprocessing[]): Model => {
  const definition = defineModel({
    inputs: 2,
    layers: [{ units: 1, activation: "linear" }],
    preprocessing: {
      divideBy: 1,
      table: { columns, target: "price" } as never,
      outputs: [{ name: "price", shift: 100, scale: 5 }],
    },
  });
  return { definition, parameters: [{ weight: Float32Array.of(1, 2), bias: Float32Array.of(0.5) }] };
};

describe("the program", () => {
  test.each([
    ["of every activation", everything()],
    ["of a table", table(number("width */\n"), number("height"))],
  ])("%s has nothing for the strictest compiler to say", (_what, model) => {
    expect(complaints(exportTypescript(model))).toEqual([]);
  });

  test("of every activation has less than 2 KB beside its weights and labels", () => {
    const code = exportTypescript(everything());
    const weights = /atob\("(.*)"\)/.exec(code)?.[1] ?? "";
    const { labels } = everything().definition;
    const bytes = new TextEncoder().encode(code).length - weights.length - JSON.stringify(labels).length;
    expect(bytes).toBeLessThan(2048);
  });

  test("has the labels as they are", async () => {
    expect((await run(exportTypescript(everything()))).labels).toEqual(everything().definition.labels);
  });

  test("scales a table's numbers, and its answers back", async () => {
    const { predict: ask } = await run(exportTypescript(table(number("width"), number("height"))));
    expect(ask([14, 18])).toEqual([100 + 5 * (1 + 2 * 2 + 0.5)]);
    expect(ask([Number.NaN, 10])).toEqual([100 + 5 * (0.5 + 0.5)]);
  });

  test("says where scaling is left to its caller", () => {
    const code = exportTypescript(table(number("width", true)));
    expect(code).toContain("@param input 2 numbers that Akari's preprocessing makes of a row of the table");
    expect(code).not.toContain("const columns");
  });

  test("takes no other number of inputs", async () => {
    const { predict: ask } = await run(exportTypescript(everything()));
    expect(() => ask([1])).toThrow("predict takes 4 numbers");
  });
});
