import { beforeEach, expect, test, vi } from "vitest";
import type { Dataset } from "../data/dataset.js";
import { defineModel, type Model } from "../model/model.js";
import type { Checkpoint } from "../training/checkpoint.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import { DivergedError, type FitOptions } from "../training/run.js";
import type { EngineNetwork } from "./engine.js";
import { reference } from "./reference/engine.js";
import { wasm } from "./wasm/engine.js";

/** Whether the networks of this test's engine answer later, as those of a graphics card would. */
let later = false;
/** What has been asked of them and not been answered yet; nothing else may be asked meanwhile. */
let pending = 0;

vi.mock("./compile-network.js", async (importActual) => {
  const actual = await importActual<typeof import("./compile-network.js")>();
  return {
    ...actual,
    compileNetwork: async (...args: Parameters<typeof actual.compileNetwork>): Promise<EngineNetwork> => {
      const network = await actual.compileNetwork(...args);
      return later ? answeringLater(network) : network;
    },
  };
});

const LATER = new Set([
  "getParameters",
  "getOptimizerState",
  "getBatchNorm",
  "train",
  "evaluate",
  "predict",
  "trace",
]);

function answeringLater(network: EngineNetwork): EngineNetwork {
  return new Proxy(network, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return key === "isReadable" ? false : value;
      if (!LATER.has(String(key))) return value.bind(target);
      return async (...args: unknown[]) => {
        expect(pending).toBe(0);
        pending++;
        try {
          await new Promise((resolve) => setTimeout(resolve, 1));
          return await value.apply(target, args);
        } finally {
          pending--;
        }
      };
    },
  });
}

const DATA: Dataset = {
  name: "waves",
  features: {
    data: Float32Array.from({ length: 40 * 3 }, (_, i) => Math.sin(i) + (i % 3)),
    rows: 40,
    columns: 3,
  },
  targets: { kind: "classes", classes: Uint8Array.from({ length: 40 }, (_, i) => i % 2), names: ["a", "b"] },
  preprocessing: { divideBy: 1 },
};

const MODEL = defineModel({
  inputs: 3,
  layers: [
    { units: 4, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
});

const OPTIONS: FitOptions = { optimizer: "adam", epochs: 3, batchSize: 8, validation: 0.2, threads: 1 };

/** The same with results that are there, and with results that come later. */
async function both<Result>(work: () => Promise<Result>): Promise<[Result, Result]> {
  const there = await work();
  later = true;
  return [there, await work()];
}

const numbers = ({ parameters }: Model): number[] =>
  parameters.flatMap(({ weight, bias }) => [...weight, ...bias]);

beforeEach(() => {
  later = false;
});

test.each<[string, FitOptions]>([
  ["wasm", OPTIONS],
  ["reference, batch normalisation", { ...OPTIONS, engine: reference, batchNorm: true, keepBest: true }],
  ["lbfgs", { optimizer: "lbfgs", engine: reference, epochs: 5, validation: 0.2 }],
])("a run comes to the same weights: %s", async (_, options) => {
  const [there, then] = await both(async () => fit(MODEL, DATA, options));
  expect(numbers(then.model)).toEqual(numbers(there.model));
  const losses = ({ history }: typeof there): number[] =>
    history.map(({ validationLoss = 0 }) => validationLoss);
  expect(losses(then)).toEqual(losses(there));
});

test("a checkpoint is taken, and gone on from", async () => {
  const [there, then] = await both(async () => {
    const checkpoints: Checkpoint[] = [];
    const checkpoint = { every: { steps: 5 }, save: (made: Checkpoint) => void checkpoints.push(made) };
    const whole = await fit(MODEL, DATA, { ...OPTIONS, checkpoint });
    const resumed = await fit(checkpoints[0].model, DATA, { resume: checkpoints[0] });
    expect(numbers(resumed.model)).toEqual(numbers(whole.model));
    return checkpoints.map(({ seconds, trainingSeconds, history, ...rest }) => rest);
  });
  expect(then).toEqual(there);
});

test("a model is evaluated", async () => {
  const { model } = await fit(MODEL, DATA, OPTIONS);
  const [there, then] = await both(() => evaluate(model, DATA));
  expect(then).toEqual(there);
});

test("a run that diverges is explained", async () => {
  const options: FitOptions = { ...OPTIONS, optimizer: { name: "sgd", learningRate: 1e38 }, engine: wasm };
  const [there, then] = await both(() =>
    Promise.resolve(fit(MODEL, DATA, options)).catch((error: unknown) =>
      error instanceof DivergedError ? error.message : error,
    ),
  );
  expect(there).toEqual(expect.any(String));
  expect(then).toBe(there);
});

test("while its weights are not there, a run has no model to show; the result has", async () => {
  later = true;
  const run = fit(MODEL, DATA, OPTIONS);
  for await (const event of run) {
    if (event.type === "progress") expect(run.model()).toBeUndefined();
    expect(pending).toBe(0);
  }
  expect((await run).model.parameters).toHaveLength(2);
});
