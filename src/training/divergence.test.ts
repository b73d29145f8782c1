import { describe, expect, test, vi } from "vitest";
import { clouds, LINEAR, line } from "../../test/support/tiny.js";
import { compileNetwork } from "../engine/compile-network.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { defineModel, type LayerParameters, type Model } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import { DivergenceGuard } from "./divergence.js";
import { fit } from "./fit.js";
import { RowOrder } from "./order.js";
import { planTraining } from "./plan.js";
import { DivergedError, type FitOptions } from "./run.js";
import { AttachedChunks, Steps } from "./steps.js";

/** Two linear layers on the line: with a large learning rate their weights grow without bound. */
const UNSTABLE = defineModel({
  inputs: 1,
  layers: [
    { units: 3, activation: "linear" },
    { units: 1, activation: "linear" },
  ],
});

async function divergence(
  options: FitOptions,
  model: Model | typeof UNSTABLE = UNSTABLE,
  data = line(40),
): Promise<DivergedError> {
  const error: unknown = await fit(model, data, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DivergedError) return error;
  throw new Error("the run did not diverge", { cause: error });
}

const sgd = (learningRate: number) => defineOptimizer("sgd", { learningRate });

describe.each([wasm, reference])("a learning rate that is too large, the $name engine", (engine) => {
  const options = { optimizer: sgd(20), batchSize: 4, epochs: 20, engine } as const;

  test("the error names step and layer, and says what to do", async () => {
    const error = await divergence(options);
    expect(error.code).toBe("diverged");
    expect(error.step).toBeGreaterThan(2);
    expect(error.message).toContain(`Training diverged at step ${error.step}: `);
    expect(error.message).toContain(`layer ${error.layer}`);
    expect(error.message).toContain("The learning rate 20 is too large; try a smaller one, such as 2.");
  });

  test("the last good weights are those of the same run, stopped in time", async () => {
    const { step, result } = await divergence(options);
    expect(result.steps).toBeGreaterThan(0);
    expect(result.steps).toBeLessThan(step);
    expect(result.stopped).toBe("aborted");
    const stopped = await fit(UNSTABLE, line(40), { ...options, steps: result.steps });
    expect(result.model.parameters).toEqual(stopped.model.parameters);
  });

  test("they do not depend on when copies were taken", async () => {
    const expected = await divergence(options);
    for (const tick of [0, 300, 2000]) {
      let now = 0;
      const clock = vi.spyOn(performance, "now").mockImplementation(() => {
        now += tick;
        return now;
      });
      const { step, layer, result } = await divergence(options);
      clock.mockRestore();
      expect({ step, layer }).toEqual({ step: expected.step, layer: expected.layer });
      expect(result.model.parameters).toEqual(expected.result.model.parameters);
    }
  });
});

test("with several threads it diverges in the same way, and none of them changes the weights any more", async () => {
  const options = { optimizer: sgd(20), batchSize: 40, epochs: 40 } as const;
  const alone = await divergence({ ...options, threads: 1 });
  for (let n = 0; n < 10; n++) {
    const { step, layer, result } = await divergence({ ...options, threads: 3 });
    expect({ step, layer }).toEqual({ step: alone.step, layer: alone.layer });
    expect(result.model.parameters).toEqual(alone.result.model.parameters);
  }
});

test("a loss that overflows before the weights do keeps the weights of two steps before", async () => {
  // One weight on x = 0 and x = ½: the error of the bias grows by (1 − 2 η) a step, until its square is infinite.
  const options = {
    optimizer: sgd(1e60),
    batchSize: 2,
    epochs: 50,
    engine: reference,
    shuffle: false,
  } as const;
  const { step, layer, result, message } = await divergence(options, LINEAR, line(2));
  expect(layer).toBe(1);
  expect(result.steps).toBe(step - 2);
  expect(message).toContain("the loss after layer 1 (the output layer) is infinite or NaN");
});

test("the first layer with sums that are not finite is named", async () => {
  const parameters: LayerParameters[] = [
    { weight: Float64Array.of(1, 1), bias: Float64Array.of(0) },
    { weight: Float64Array.of(1e308), bias: Float64Array.of(1e308) },
    { weight: Float64Array.of(1, 1), bias: Float64Array.of(0, 0) },
  ];
  const definition = defineModel({
    inputs: 2,
    layers: [
      { units: 1, activation: "sigmoid" },
      { units: 1, activation: "relu" },
      { units: 2, activation: "softmax" },
    ],
  });
  const options = { engine: reference, batchSize: 100 } as const;
  const error = await divergence(options, { definition, parameters }, clouds(100));
  expect(error).toMatchObject({ layer: 2, step: 1, result: { steps: 0, history: [] } });
  expect(error.message).toBe(
    "Training diverged at step 1: the weighted sums of layer 2 are infinite or NaN. " +
      "The weights that it began with already lead there: make them or the inputs smaller.",
  );
  expect(error.result.model.parameters).toEqual(parameters);
});

test("weights that become infinite in the very last step are noticed", async () => {
  const options = {
    optimizer: sgd(1e308),
    steps: 1,
    batchSize: 2,
    engine: reference,
    shuffle: false,
  } as const;
  const parameters = [{ weight: Float64Array.of(0), bias: Float64Array.of(-1e3) }];
  const error = await divergence(options, { definition: LINEAR, parameters }, line(2));
  expect(error).toMatchObject({ layer: 1, step: 1, result: { steps: 0 } });
  expect(error.message).toContain("the weights of layer 1 (the output layer) are infinite or NaN");
  expect(error.message).toContain("The learning rate 1e+308 is too large");
  expect(error.result.model.parameters).toEqual(parameters);
});

test("finite weights whose loss would not be finite are noticed at the end of the run", async () => {
  const options = { optimizer: sgd(1e200), steps: 1, batchSize: 2, engine: reference } as const;
  const error = await divergence(options, LINEAR, line(2));
  expect(error).toMatchObject({ layer: 1, step: 2, result: { steps: 0 } });
});

test("copies of a network that take long are taken seldom", async () => {
  let now = 0;
  let copies = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const network = await compileNetwork(reference, LINEAR, { optimizer: sgd(0.1), batch: 2 });
  const slow = Object.assign(Object.create(network), {
    getParameters: () => {
      copies++;
      now += 200;
      return network.getParameters();
    },
    getOptimizerState: () => network.getOptimizerState(),
    getBatchNorm: () => network.getBatchNorm(),
  });
  const plan = planTraining(line(4), { batchSize: 2 });
  const order = new RowOrder(plan.trainingRows, plan);
  const steps = new Steps(network, new AttachedChunks(network, line(4)), plan, order);
  const guard = new DivergenceGuard(slow, steps);
  await guard.begin(0);
  expect(copies).toBe(1);
  now = 200 + 30 * 200 - 1;
  await guard.inspect(1, false);
  expect(copies).toBe(1);
  now += 1;
  await guard.inspect(2, false);
  expect(copies).toBe(2);
  clock.mockRestore();
});
