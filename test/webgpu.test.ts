/**
 * @file The WebGPU engine against the reference, on a graphics card or on SwiftShader: `npm run test:webgpu`. With AKARI_WEBGPU=some
 * it takes a few of the configurations, whose shaders SwiftShader compiles in some seconds.
 */

import { afterAll, describe, expect, test, vi } from "vitest";
import type { ChunkedDataset } from "../src/data/dataset.js";
import { fingerprint } from "../src/data/fingerprint.js";
import { dataset } from "../src/data/from-arrays.js";
import { subset } from "../src/data/rows.js";
import { compileNetwork } from "../src/engine/compile-network.js";
import type { CompileOptions, Engine, EngineNetwork } from "../src/engine/engine.js";
import { askedEngine } from "../src/engine/engines.js";
import { reference } from "../src/engine/reference/engine.js";
import { borrowCard, type Card, returnCard } from "../src/engine/webgpu/device.js";
import { webgpu } from "../src/engine/webgpu/engine.js";
import { compile } from "../src/insight/compile.js";
import { defineModel, initializeParameters, type ModelDefinition } from "../src/model/model.js";
import { type BatchOptimizerName, defineOptimizer } from "../src/model/optimizers.js";
import type { Checkpoint } from "../src/training/checkpoint.js";
import { evaluate } from "../src/training/evaluate.js";
import { fit } from "../src/training/fit.js";
import { DivergedError, type TrainingResult, type TrainingRun } from "../src/training/run.js";
import { trainer } from "../src/training/trainer.js";
import { akari, makeFolder, writeIdxFolder } from "./cli/harness.js";
import { CONFORMANCE, type Configuration, compare, named } from "./support/conformance.js";
import { formulaDataset } from "./support/datasets.js";
import { deviation, magnitude } from "./support/deviation.js";
import { borrowTestCard } from "./support/graphics-card.js";

// SwiftShader compiles for seconds, and on a busy machine for minutes.
vi.setConfig({ testTimeout: 600_000 });
const card = await borrowTestCard();
if (typeof card === "string") console.log(`Skipped: ${card}`);
else afterAll(() => returnCard(card));
const whole = describe.skipIf(typeof card === "string");
const all = process.env.AKARI_WEBGPU === "all";

/** Whether no product of a network is large enough for tiles of 64 × 64, which take SwiftShader two seconds each to compile. */
const isSmall = ({ inputs, hidden, outputs }: Configuration): boolean => {
  const sizes = [inputs, ...hidden.map(({ units }) => units), outputs];
  return sizes.slice(1).every((units) => units <= 32);
};

whole("webgpu and reference agree on losses, outputs, traces and gradients", () => {
  const taken = CONFORMANCE.map(
    ([title, configurations]) =>
      [title, all ? configurations : configurations.filter(isSmall).filter((_, i) => i % 20 === 0)] as const,
  );
  describe.each(taken.filter(([, configurations]) => configurations.length > 0))(
    "%s",
    (_, configurations) => {
      test.each(configurations.map(named))("%s", async (_, configuration) => compare(webgpu, configuration));
    },
  );
});

const SMALL = defineModel({
  inputs: 5,
  layers: [
    { units: 6, activation: "tanh" },
    { units: 4, activation: "tanh" },
    { units: 3, activation: "softmax" },
  ],
});
const DATA = formulaDataset({ rows: 30, inputs: 5, outputs: 3, features: "float32", targets: "classes" });
const WEIGHTED = { ...DATA, weights: Float32Array.from({ length: 30 }, (_, i) => (i % 4) / 2) };
const ORDER = Uint32Array.from({ length: 30 }, (_, i) => (i * 7) % 30);

/** Twice through the data in batches of 8, the last of which is smaller; then everything that there is to know. */
async function run(
  engine: Engine,
  options: CompileOptions,
  data = DATA,
  definition: ModelDefinition = SMALL,
) {
  const network = await compileNetwork(engine, definition, { batch: 8, seed: 5, ...options });
  try {
    network.setParameters(initializeParameters(definition, 3));
    const attached = network.attach(data);
    const rates = Float64Array.of(0.02, 0.01, 0.02, 0.03);
    const losses: number[] = [];
    for (const step of [1, 5]) {
      const span = { order: ORDER, from: 0, batch: 8, step, steps: 9, rates };
      losses.push(...(await network.train(attached, span)).losses);
    }
    const state = await network.getOptimizerState();
    const norms = await network.getBatchNorm();
    return {
      losses,
      outputs: (await network.evaluate(attached, ORDER)).outputs,
      parameters: (await network.getParameters()).flatMap(({ weight, bias }) => [...weight, ...bias]),
      state: state.flatMap((layer) =>
        Object.values(layer).flatMap(({ weight, bias }) => [...weight, ...bias]),
      ),
      norms: norms.flatMap(({ bias, scale, mean, variance, moments }) =>
        [bias, scale, mean, variance, ...Object.values(moments)].flatMap((vector) => [...vector]),
      ),
    };
  } finally {
    network.dispose();
  }
}

/** Eight steps of float32 lie within this of float64's: roundings of 2⁻²⁴ that each step hands on. */
const DRIFT = 2e-5;

async function same(options: CompileOptions, data = DATA): Promise<void> {
  const [actual, expected] = [await run(webgpu, options, data), await run(reference, options, data)];
  expect(actual.losses.length).toBe(8);
  for (const part of ["losses", "outputs", "parameters", "state", "norms"] as const) {
    expect(deviation(actual[part], expected[part]), part).toBeLessThanOrEqual(
      DRIFT * magnitude(expected[part]),
    );
  }
}

whole("some epochs", () => {
  const optimizers: readonly [BatchOptimizerName, object][] = [
    ["sgd", { weightDecay: 0.1 }],
    ["momentum", {}],
    ["nesterov", { weightDecay: 0.1 }],
    ["rmsprop", {}],
    ["rmsprop", { momentum: 0.5, weightDecay: 0.1 }],
    ["adam", { weightDecay: 0.1 }],
    ["adamw", { weightDecay: 0.1 }],
  ];
  // At 1e-3, lest what Adam divides by be all rounding.
  test.each(optimizers)("of %s %o", (name, settings) =>
    same({
      optimizer: defineOptimizer(name, { ...settings, ...(/adam|rms/.test(name) ? { epsilon: 1e-3 } : {}) }),
    }),
  );

  const sgd = defineOptimizer("momentum");
  const layer = { frozen: false, rate: 1, weightDecay: 0 };
  test("with weights and smoothed labels", () => same({ optimizer: sgd, labelSmoothing: 0.2 }, WEIGHTED));
  test("with layers of their own rates", () =>
    same({ optimizer: sgd, byLayer: [{ ...layer, rate: 0.5 }, layer, { ...layer, weightDecay: 0.3 }] }));
  test("with a frozen layer in between, clipped", () =>
    same({ optimizer: sgd, clip: 0.05, byLayer: [layer, { ...layer, frozen: true }, layer] }));
  test("with frozen layers in front", () =>
    same({ optimizer: sgd, l1: 0.01, byLayer: [{ ...layer, frozen: true }, layer, layer] }));
  test("with batch normalisation, dropout and clipping", () =>
    same({ optimizer: sgd, batchNorm: true, dropout: [0.1, 0.2, 0.3], clip: 0.5 }));
  test("with batch normalisation but for a frozen layer", () =>
    same({ optimizer: sgd, batchNorm: true, byLayer: [layer, { ...layer, frozen: true }, layer] }));
});

whole("a network", () => {
  const optimizer = defineOptimizer("adam");
  const compiled = (): Promise<EngineNetwork> =>
    compileNetwork(webgpu, SMALL, { optimizer, batch: 8, batchNorm: true });

  test("goes on where another was, to the bit", async () => {
    const [first, second] = [await compiled(), await compiled()];
    first.setParameters(initializeParameters(SMALL, 3));
    const span = { order: ORDER, from: 0, batch: 8, step: 1, steps: 4 };
    await first.train(first.attach(DATA), span);
    second.setParameters(await first.getParameters());
    second.setOptimizerState(await first.getOptimizerState());
    second.setBatchNorm(await first.getBatchNorm());
    const states = [];
    for (const network of [first, second]) {
      await network.train(network.attach(DATA), { ...span, step: 5 });
      states.push([
        await network.getParameters(),
        await network.getOptimizerState(),
        await network.getBatchNorm(),
      ]);
      network.dispose();
    }
    expect(states[1]).toEqual(states[0]);
  });

  test("does not apply the step whose loss is not finite, nor any behind it", async () => {
    const large = {
      ...DATA,
      features: { ...DATA.features, data: DATA.features.data.map((x, i) => (i === 27 ? 3e38 : x)) },
    };
    const definition = defineModel({ inputs: 5, layers: [{ units: 3, activation: "linear" }] });
    const data = { ...large, targets: { kind: "values" as const, data: new Float32Array(90), columns: 3 } };
    const network = await compileNetwork(webgpu, definition, { optimizer: defineOptimizer("sgd"), batch: 5 });
    network.setParameters(initializeParameters(definition, 3));
    const attached = network.attach(data);
    const order = Uint32Array.from({ length: 30 }, (_, i) => (i + 15) % 30);
    const span = { order, from: 0, batch: 5, step: 1, steps: 6 };
    await network.train(attached, { ...span, steps: 4 });
    const before = await network.getParameters();
    network.setParameters(initializeParameters(definition, 3));
    const { losses, diverged } = await network.train(attached, span);
    expect([losses.length, diverged]).toEqual([5, true]);
    expect(await network.getParameters()).toEqual(before);
    network.dispose();
  });

  test("holds neurons, and reads more rows than it takes at a time", async () => {
    const [network, expected] = [await compiled(), await compileNetwork(reference, SMALL)];
    for (const one of [network, expected]) one.setParameters(initializeParameters(SMALL, 3));
    const held = [
      { layer: 1, unit: 2, activation: 0.5 },
      { layer: 3, unit: 0, activation: 9 },
    ];
    const input = [0.1, -0.2, 0.3, 0.4, -0.5];
    const traced = await network.trace(input, held);
    expected.trace(input, held).forEach(({ preActivations, activations }, l) => {
      expect(deviation(traced[l].preActivations, preActivations)).toBeLessThan(DRIFT);
      expect(deviation(traced[l].activations, activations)).toBeLessThan(DRIFT);
    });
    const rows = Uint32Array.from({ length: 777 }, (_, i) => (i * 11) % 30);
    const { losses, outputs } = await network.evaluate(network.attach(WEIGHTED), rows);
    const wanted = expected.evaluate(expected.attach(WEIGHTED), rows);
    expect(deviation(losses, wanted.losses)).toBeLessThan(DRIFT);
    expect(deviation(outputs, wanted.outputs)).toBeLessThan(DRIFT);
    network.dispose();
  });

  test("takes one data set in the place of another, and no other network's", async () => {
    const [network, other] = [await compiled(), await compiled()];
    const first = network.attach(DATA);
    const second = network.attach(WEIGHTED, first);
    await expect(network.evaluate(first, ORDER)).rejects.toThrow("attached to another network");
    await expect(other.evaluate(second, ORDER)).rejects.toThrow("attached to another network");
    expect((await network.evaluate(second, ORDER)).losses.length).toBe(30);
    network.dispose();
    other.dispose();
  });
});

whole("from outside", () => {
  test("fit and evaluate take it, with held-out examples too", async () => {
    const options = { epochs: 30, learningRate: 0.05, batchSize: 8, engine: webgpu };
    const { model, history, remark } = await fit(SMALL, DATA, { ...options, validation: DATA });
    expect(history[29].loss).toBeLessThan(history[0].loss);
    const { loss } = await evaluate(model, DATA, { engine: webgpu });
    const { loss: expected } = await evaluate(model, DATA, { engine: reference });
    expect(Math.abs(loss - expected)).toBeLessThan(DRIFT);
    expect(history[29].validationLoss).toBeCloseTo(expected, 4);
    if (typeof card !== "string" && card.isSoftware)
      expect(remark).toContain("No graphics card computed this");
  });

  test("chunks, class weights and a schedule: a run that goes on from a checkpoint is the same run", async () => {
    const parts = [18, 12].map((count, chunk) =>
      subset(
        DATA,
        Array.from({ length: count }, (_, i) => 18 * chunk + i),
      ),
    );
    const { targets } = DATA;
    const classes = targets.kind === "classes" ? [...targets.classes] : [];
    const data: ChunkedDataset = {
      ...DATA,
      chunks: [18, 12],
      fingerprint: fingerprint(DATA),
      totals: [0, 1, 2].map((name) => {
        const rows = classes.filter((c) => c === name).length;
        return { rows, weight: rows };
      }),
      load: async (chunk) => parts[chunk],
    };
    let saved: Checkpoint | undefined;
    const run = (engine: Engine, resume?: Checkpoint): TrainingRun =>
      fit(SMALL, data, {
        ...{
          engine,
          epochs: 4,
          batchSize: 8,
          learningRate: 0.05,
          optimizer: "momentum",
          classWeights: "balanced",
        },
        schedule: "cosine",
        checkpoint: {
          every: { epochs: 2 },
          save: (checkpoint) => {
            if (checkpoint.step === 2 * 5) saved ??= checkpoint;
          },
        },
        ...(resume && { resume }),
      });
    const [whole, expected] = [await run(webgpu), await run(reference)];
    const numbers = ({ model }: TrainingResult): number[] =>
      model.parameters.flatMap(({ weight, bias }) => [...weight, ...bias]);
    expect(deviation(numbers(whole), numbers(expected))).toBeLessThan(5 * DRIFT);
    expect(numbers(await run(webgpu, saved))).toEqual(numbers(whole));
  });

  test("inputs that a model scales one by one", async () => {
    const inputs = Array.from({ length: 30 }, (_, i) => [i * 1000, Math.sin(i), i % 7]);
    const data = dataset(
      inputs,
      inputs.map(([, x]) => x),
      { scaling: "standard" },
    );
    const line = defineModel({ inputs: 3, layers: [{ units: 1, activation: "linear" }] });
    const losses = async (engine: Engine): Promise<number[]> =>
      (await fit(line, data, { engine, epochs: 3, learningRate: 0.1, optimizer: "sgd" })).history.map(
        ({ loss }) => loss,
      );
    expect(deviation(await losses(webgpu), await losses(reference))).toBeLessThan(DRIFT);
  });

  test("a run that diverges says where, with the last good weights", async () => {
    const definition = defineModel({ inputs: 5, layers: [{ units: 3, activation: "linear" }] });
    const data = formulaDataset({ rows: 30, inputs: 5, outputs: 3, features: "float32", targets: "values" });
    const run = fit(definition, data, { optimizer: "sgd", learningRate: 1e6, engine: webgpu });
    const error = await run.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DivergedError);
    const { result } = error as DivergedError;
    expect(result.model.parameters[0].weight.every(Number.isFinite)).toBe(true);
  });

  test("what it does not do is refused with a way on", async () => {
    const optimizer = defineOptimizer("sgd");
    const model = { definition: SMALL, parameters: initializeParameters(SMALL, 1) };
    const augmentation = { rotation: 1, scale: 0, shift: 0, elastic: 0 } as unknown as NonNullable<
      CompileOptions["augmentation"]
    >;
    await expect(compileNetwork(webgpu, SMALL, { optimizer, augmentation })).rejects.toThrow(
      "distorts no pictures",
    );
    await expect(compileNetwork(webgpu, SMALL, { optimizer, inParts: true })).rejects.toThrow(
      "losses of your own",
    );
    await expect(trainer(SMALL, { engine: webgpu as never })).rejects.toThrow("losses of your own");
    await expect(async () => fit(SMALL, DATA, { optimizer: "lbfgs", engine: webgpu })).rejects.toThrow(
      "float64",
    );
    await expect(compile(model, { engine: webgpu as never })).rejects.toThrow("answers later");
    expect(() => askedEngine("webgpu")).toThrow("is for akari train");
  });

  test("data that find no room on the card do not stand in the way of others", async () => {
    const network = await compileNetwork(webgpu, SMALL, { optimizer: defineOptimizer("sgd"), batch: 8 });
    network.setParameters(initializeParameters(SMALL, 3));
    vi.spyOn((card as Card).device, "popErrorScope").mockResolvedValueOnce({ message: "no room" });
    await expect(network.evaluate(network.attach(DATA), ORDER)).rejects.toThrow("has no room for");
    expect((await network.evaluate(network.attach(DATA), ORDER)).losses.length).toBe(30);
    expect((await network.getParameters()).length).toBe(3);
    network.dispose();
  });

  test("what is too large is refused before anything is computed", async () => {
    const wide = defineModel({ inputs: 20_000, layers: [{ units: 40_000, activation: "linear" }] });
    await expect(compileNetwork(webgpu, wide)).rejects.toThrow(
      /The network's parameters would take 3,201 MB/,
    );
  });
});

// The last: what comes after it computes on another card.
whole("a card that is lost", () => {
  test("is told, and the next network gets another", async () => {
    const network = await compileNetwork(webgpu, SMALL);
    network.setParameters(initializeParameters(SMALL, 3));
    const now = await borrowCard();
    now.device.destroy();
    returnCard(now);
    await expect(network.getParameters()).rejects.toThrow(/was lost .* last checkpoint/);
    network.dispose();
    const next = await compileNetwork(webgpu, SMALL);
    next.setParameters(initializeParameters(SMALL, 3));
    expect((await next.getParameters()).length).toBe(3);
    next.dispose();
  });

  test("has the command name the last checkpoint, and go on from it", async () => {
    const folder = makeFolder();
    const [data, out] = [folder.path("data"), folder.path("net.safetensors")];
    writeIdxFolder(data);
    const point = folder.path("net.checkpoint.safetensors");
    const options = ["--layers", "6", "--engine", "webgpu", "--epochs", "20", "--checkpoint", "2"];
    let isLost = false;
    const onProgress = (text: string): void => {
      if (isLost || !text.includes("epoch ")) return;
      isLost = true;
      void borrowCard().then((now) => {
        now.device.destroy();
        returnCard(now);
      });
    };
    const lost = await akari(["train", data, ...options, "--out", out], { onProgress });
    expect(lost.code).toBe(2);
    expect(lost.stderr).toMatch(/The graphics card was lost .* Go on with akari train --resume /);
    expect(lost.stderr).toContain(`--resume ${point}.`);
    const resumed = await akari(["train", "--resume", point, "--epochs", "4"]);
    expect(resumed.stderr).toContain("Going on after ");
    expect(resumed.code).toBe(0);
    folder.remove();
  });
});
