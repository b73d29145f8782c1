/**
 * @file Random graphs with settings at random: what Akari reads of them answers as ONNX Runtime does, and what it
 * cannot prove it refuses with a sentence.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { reference } from "../../src/engine/reference/engine.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { ELEMENT } from "../../src/formats/onnx/schema.js";
import type { StoredModel } from "../../src/formats.js";
import { AkariError, compile } from "../../src/index.js";
import { buildGraph, type RandomGraph, recipes } from "../support/random-onnx.js";
import { type Fed, runOnnxOutputs } from "./runtime.js";

/** `npm run test:fuzz N` shows a graph for every hundred damaged files. */
const GRAPHS = Math.max(2_000, Math.ceil(Number(process.env.AKARI_FUZZ_RUNS ?? 0) / 100));
/** Of those that ONNX Runtime runs, so many are read at the least: who refuses all is never wrong. */
const LEAST_READ = 0.3;

test(`${GRAPHS} random graphs give ONNX Runtime's outputs, or a refusal`, async () => {
  const counts = { run: 0, read: 0, refused: 0 };
  const why = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(recipes, async (recipe) => {
      const graph = buildGraph(recipe);
      const models = graph.outputs.map((name) => ({ name, stored: read(graph, name, why) }));
      const feeds = feedsOf(graph, recipe.seed);
      let answers: Awaited<ReturnType<typeof runOnnxOutputs>>;
      try {
        answers = await runOnnxOutputs(graph.bytes, feeds);
      } catch {
        // Not a graph that ONNX knows.
        return;
      }
      for (const { name, stored } of models) {
        counts.run++;
        if (stored === undefined) counts.refused++;
        else {
          counts.read++;
          await compare(graph, stored, feeds, answers[name].data);
        }
      }
    }),
    { numRuns: GRAPHS },
  );
  if (process.env.AKARI_FUZZ_RUNS !== undefined || process.env.SHOW)
    console.log(
      counts,
      [...why].sort((a, b) => b[1] - a[1]),
    );
  expect(counts.read / counts.run).toBeGreaterThan(LEAST_READ);
  expect(counts.refused / counts.run).toBeGreaterThan(0.1);
}, 600_000);

/** Undefined where it is refused. */
function read(
  { bytes }: RandomGraph,
  graphOutput: string,
  why: Map<string, number>,
): StoredModel | undefined {
  try {
    return decodeOnnx(bytes, "net", { graphOutput });
  } catch (error) {
    expect(error).toBeInstanceOf(AkariError);
    const reason = (error as Error).message.replace(/"[^"]*"/g, "_").replace(/[\d.]+/g, "1");
    why.set(reason, (why.get(reason) ?? 0) + 1);
    return undefined;
  }
}

/** Small numbers, large ones and zeros. */
function feedsOf({ inputs, examples }: RandomGraph, seed: number): Record<string, Fed> {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Object.fromEntries(
    inputs.map(({ name, dims, element }): [string, Fed] => {
      const width = dims.reduce((all, dim) => all * dim, 1);
      const numbers = Array.from({ length: examples * width }, (_, i) => {
        const size = [3, 1, 60, 8][Math.floor(i / width) % 4];
        return next() < 0.1 ? 0 : Math.fround((2 * next() - 1) * size);
      });
      const shape = [examples, ...dims];
      return element === ELEMENT.int64
        ? [
            name,
            { type: "int64", dims: shape, data: BigInt64Array.from(numbers, (x) => BigInt(Math.round(x))) },
          ]
        : [name, { type: "float32", dims: shape, data: Float32Array.from(numbers) }];
    }),
  );
}

async function compare(
  { inputs, examples }: RandomGraph,
  { model, assumed = [] }: StoredModel,
  feeds: Record<string, Fed>,
  wanted: ArrayLike<number>,
): Promise<void> {
  const parts = inputs.map(({ name, dims }) => ({
    data: Array.from(feeds[name].data, Number),
    width: dims.reduce((all, dim) => all * dim, 1),
  }));
  const about = new Set(assumed.map((one) => one.about));
  const columns = model.definition.preprocessing.table?.columns;
  using compiled = await compile(model, { engine: reference });
  expect(model.definition.inputs).toBe(parts.reduce((sum, { width }) => sum + width, 0));
  for (let row = 0; row < examples; row++) {
    const raw = parts.flatMap(({ data, width }) => data.slice(row * width, (row + 1) * width));
    // Of a table a network takes in what its columns become.
    const input = Float64Array.from(raw, (value, i) => {
      const column = columns?.[i];
      return column?.kind === "number" ? (value - column.shift) / column.scale : value;
    });
    const outputs = Array.from(compiled.predict(input));
    const count = wanted.length / examples;
    // A single neuron stands for two classes.
    const found = outputs.length === 1 && count === 2 ? [1 - outputs[0], outputs[0]] : outputs;
    expect(found).toHaveLength(count);
    const size = magnitude(model, compiled.trace(input));
    found.forEach((answer, k) => {
      const own = wanted[row * count + k];
      const value = about.has("probabilities") ? Math.exp(own) : own;
      // What float32 cannot hold is no function's value.
      if (!Number.isFinite(value)) return;
      const precision = about.has("precision") ? 1e-2 : 1e-4;
      const tolerable = precision * Math.max(1, Math.abs(value), size / 50);
      if (!(Math.abs(answer - value) <= tolerable)) {
        expect.unreachable(`row ${row}, output ${k}: ${answer} instead of ${value}, within ${tolerable}`);
      }
    });
  }
}

/** The largest sum that is formed on the way, in which float32 has lost its last digits. */
function magnitude(
  { definition, parameters }: StoredModel["model"],
  {
    inputs,
    layers,
  }: {
    readonly inputs: ArrayLike<number>;
    readonly layers: readonly { readonly activations: ArrayLike<number> }[];
  },
): number {
  let largest = 0;
  definition.layers.forEach(({ units }, i) => {
    const given = i === 0 ? inputs : layers[i - 1].activations;
    const { weight, bias } = parameters[i];
    for (let unit = 0; unit < units; unit++) {
      let sum = Math.abs(bias[unit]);
      for (let k = 0; k < given.length; k++) sum += Math.abs(weight[unit * given.length + k] * given[k]);
      largest = Math.max(largest, sum);
    }
  });
  return largest;
}
