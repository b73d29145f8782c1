/**
 * @file Both engines against PyTorch: losses and parameters of whole training runs from the same weights on the
 * same batches. The figures come from make_figures.py, which says how they are made.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.js";
import { compileNetwork } from "../../src/engine/compile-network.js";
import type { CompiledNetwork, Engine, LayerTraining } from "../../src/engine/engine.js";
import { reference } from "../../src/engine/reference/engine.js";
import { wasm } from "../../src/engine/wasm/engine.js";
import type { ElementwiseActivationName } from "../../src/model/activations.js";
import type { LossName } from "../../src/model/losses.js";
import { defineModel, type LayerParameters } from "../../src/model/model.js";
import type { BatchOptimizerDefinition } from "../../src/model/optimizers.js";
import { defineSchedule, type ScheduleDefinition, scheduledRate } from "../../src/model/schedules.js";
import { exampleWeights } from "../../src/training/example-weights.js";
import { formulaDataset, type TargetKind } from "../support/datasets.js";
import { deviation, magnitude } from "../support/deviation.js";
import { initialParameters } from "../support/formulas.js";

/** The first line of the file. */
interface Head {
  readonly torch: string;
  readonly inputs: number;
  readonly examples: number;
  readonly batch: number;
}

interface Figures {
  /** Of the first steps. */
  readonly losses: readonly number[];
  /** By the number of steps taken: weight and bias, layer by layer. */
  readonly parameters: Readonly<Record<string, readonly number[]>>;
}

interface Case {
  readonly name: string;
  readonly layers: readonly { readonly units: number; readonly activation: ElementwiseActivationName }[];
  readonly loss: LossName;
  readonly targets: TargetKind;
  readonly optimizer: BatchOptimizerDefinition;
  /** See CompileOptions. */
  readonly dropout?: readonly number[];
  readonly seed?: number;
  readonly l1?: number;
  readonly clip?: number;
  readonly batchNorm?: boolean;
  readonly labelSmoothing?: number;
  readonly byLayer?: readonly LayerTraining[];
  /** Whether the examples have weights. */
  readonly weights?: boolean;
  readonly classWeights?: readonly number[];
  /** Where it is another than the head's. */
  readonly batch?: number;
  /** A run's, whose last step is the last of `steps`. */
  readonly schedule?: ScheduleDefinition;
  readonly steps: readonly number[];
  readonly float64: Figures;
  readonly float32: Figures;
}

const [head, ...cases] = readFileSync(new URL("figures.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line)) as [Head, ...Case[]];

/**
 * How far each engine may be from PyTorch in its own precision, relative to a tensor's largest number. PyTorch's
 * own float32 differs from its float64 by up to 3e-6 here.
 */
const ENGINES: readonly {
  engine: Engine<CompiledNetwork>;
  precision: "float64" | "float32";
  tolerance: number;
}[] = [
  { engine: reference, precision: "float64", tolerance: 1e-12 },
  { engine: wasm, precision: "float32", tolerance: 1e-5 },
];

test("the figures cover every optimizer and are not empty", () => {
  expect(cases.length).toBeGreaterThan(35);
  expect(new Set(cases.map(({ optimizer }) => optimizer.name))).toEqual(
    new Set(["sgd", "rmsprop", "adam", "adamw"]),
  );
});

describe.each(ENGINES)("$engine.name and PyTorch's $precision", ({ engine, precision, tolerance }) => {
  test.each(cases)("$name", async (figuresCase) => {
    const { layers, loss, targets, steps, batch = head.batch } = figuresCase;
    const { losses, parameters } = figuresCase[precision];
    const definition = defineModel({ inputs: head.inputs, layers, loss });
    using network = await compileNetwork(engine, definition, { ...figuresCase, batch });
    network.setParameters(initialParameters(definition));

    const outputs = layers[layers.length - 1].units;
    const data = weighted(
      formulaDataset({ rows: head.examples, inputs: head.inputs, outputs, targets }),
      figuresCase,
    );
    const run = inFileOrder(network, network.attach(data), figuresCase);

    const found: number[] = [];
    for (const step of steps) {
      found.push(...run(step));
      expectParameters(network.getParameters(), parameters[step], tolerance);
    }
    const early = found.slice(0, losses.length);
    const expected = losses.slice(0, found.length);
    expect(early.length).toBeGreaterThan(0);
    expect(deviation(early, expected)).toBeLessThanOrEqual(tolerance * magnitude(expected));
  });
});

/** The data with the weights of a case, if it has any: its own, quarters from 0 to 1, or its classes'. */
function weighted(data: Dataset, { weights, classWeights }: Case): Dataset {
  const own = Float32Array.from({ length: head.examples }, (_, i) => ((i * 3) % 5) / 4);
  const rows = Uint32Array.from(own, (_, i) => i);
  return exampleWeights(data, rows, classWeights)(weights === true ? { ...data, weights: own } : data);
}

/** A function that trains up to a step, over the examples in order and around again, and returns the new losses. */
function inFileOrder(
  network: CompiledNetwork,
  data: ReturnType<CompiledNetwork["attach"]>,
  { steps, schedule, optimizer, batch = head.batch }: Case,
) {
  const order = Uint32Array.from({ length: head.examples }, (_, i) => i);
  const perEpoch = Math.ceil(head.examples / batch);
  const length = { steps: Math.max(...steps), stepsPerEpoch: perEpoch };
  const ratesOf = (from: number, to: number, { name, ...settings }: ScheduleDefinition): Float64Array => {
    const rate = (step: number) =>
      scheduledRate(defineSchedule(name, settings), optimizer.learningRate, step, length);
    return Float64Array.from({ length: to - from }, (_, i) => rate(from + i + 1));
  };
  let done = 0;
  return (target: number): number[] => {
    const losses: number[] = [];
    while (done < target) {
      const from = (done % perEpoch) * batch;
      const span = {
        order,
        from,
        batch,
        step: done + 1,
        steps: target - done,
        ...(schedule === undefined ? {} : { rates: ratesOf(done, target, schedule) }),
      };
      const trained = network.train(data, span);
      expect(trained.diverged).toBe(false);
      expect(trained.losses.length).toBe(Math.min(span.steps, perEpoch - (done % perEpoch)));
      losses.push(...trained.losses);
      done += trained.losses.length;
    }
    return losses;
  };
}

function expectParameters(
  actual: readonly LayerParameters[],
  expected: readonly number[],
  tolerance: number,
): void {
  let next = 0;
  actual.forEach((layer, i) => {
    for (const tensor of ["weight", "bias"] as const) {
      const part = expected.slice(next, next + layer[tensor].length);
      next += part.length;
      const bound = tolerance * magnitude(part);
      expect(deviation(layer[tensor], part), `layer ${i + 1}, ${tensor}`).toBeLessThanOrEqual(bound);
    }
  });
  expect(next).toBe(expected.length);
}
