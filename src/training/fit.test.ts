import { describe, expect, test, vi } from "vitest";
import { ofTask } from "../../test/support/evaluations.js";
import { CLASSIFIER, clouds, LINEAR, line, XOR } from "../../test/support/tiny.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { initializeParameters, type Model } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import type { EpochEvent, FitOptions, TrainingEvent, TrainingRun } from "./run.js";

async function eventsOf(run: TrainingRun): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

const isEpoch = (event: TrainingEvent): event is EpochEvent => event.type === "epoch";

describe.each([wasm, reference])("the $name engine", (engine) => {
  test("learns xor", async () => {
    const optimizer = defineOptimizer("adam", { learningRate: 0.05 });
    const { model } = await fit(CLASSIFIER, XOR, { optimizer, epochs: 200, seed: 3, engine });
    const { accuracy, loss } = ofTask(await evaluate(model, XOR, { engine }), "classes");
    expect(accuracy).toBe(1);
    expect(loss).toBeLessThan(0.1);
  });

  test("finds the line", async () => {
    const optimizer = defineOptimizer("momentum", { learningRate: 0.1 });
    const { model } = await fit(LINEAR, line(20), { optimizer, epochs: 300, batchSize: 20, engine });
    expect(model.parameters[0].weight[0]).toBeCloseTo(2, 3);
    expect(model.parameters[0].bias[0]).toBeCloseTo(1, 3);
  });

  test("the same seed gives the same weights, another seed others", async () => {
    const weights = async (seed: number) =>
      (await fit(CLASSIFIER, clouds(100), { epochs: 3, seed, engine })).model.parameters;
    const first = await weights(1);
    expect(await weights(1)).toEqual(first);
    expect(await weights(2)).not.toEqual(first);
  });

  test("going on by steps ends where as many epochs do", async () => {
    const options = { batchSize: 8, engine, validation: 0.2 } satisfies FitOptions;
    const epochs = await fit(CLASSIFIER, clouds(100), { ...options, epochs: 3 });
    const steps = await fit(CLASSIFIER, clouds(100), { ...options, steps: 30 });
    expect(epochs.steps).toBe(30);
    expect(steps.model.parameters).toEqual(epochs.model.parameters);
  });
});

describe("events", () => {
  test("start, progress and epochs, in order", async () => {
    const run = fit(CLASSIFIER, clouds(100), {
      epochs: 2,
      batchSize: 25,
      validation: 0.25,
      stepsPerEvent: 1,
    });
    const events = await eventsOf(run);
    expect(events[0]).toEqual({
      type: "start",
      trainingExamples: 75,
      validationExamples: 25,
      epochs: 2,
      steps: 6,
      step: 0,
    });
    const rest = events.slice(1).map((event) => [event.type, "step" in event && event.step]);
    expect(rest).toEqual([
      ["progress", 1],
      ["progress", 2],
      ["progress", 3],
      ["epoch", 3],
      ["progress", 4],
      ["progress", 5],
      ["progress", 6],
      ["epoch", 6],
    ]);
    const result = await run;
    expect(result.history).toEqual(events.filter(isEpoch));
    expect(result).toMatchObject({ steps: 6, stopped: "finished" });
  });

  test("an epoch's loss is the mean over its examples, the smaller last batch counted as it is", async () => {
    const start: Model = { definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 1) };
    const optimizer = defineOptimizer("sgd", { learningRate: 0 });
    const options = { optimizer, epochs: 1, batchSize: 32, engine: reference } as const;
    const { history } = await fit(start, clouds(50), options);
    const { loss } = await evaluate(start, clouds(50), { engine: reference });
    expect(history[0].loss).toBeCloseTo(loss, 12);
  });

  test("validation on another data set, and on values", async () => {
    const validated = await fit(CLASSIFIER, clouds(60), { epochs: 5, validation: clouds(30, "others") });
    const scored = ofTask(await evaluate(validated.model, clouds(30, "others")), "classes");
    expect(validated.history[4].validationAccuracy).toBe(scored.accuracy);
    expect(validated.history[4].validationLoss).toBe(scored.loss);
    const { history } = await fit(LINEAR, line(20), { epochs: 1, validation: 0.5 });
    expect(history[0].validationLoss).toBeGreaterThan(0);
    expect(history[0]).not.toHaveProperty("validationAccuracy");
  });

  test("steps end the run within an epoch", async () => {
    const events = await eventsOf(fit(CLASSIFIER, clouds(100), { epochs: 9, steps: 5, batchSize: 25 }));
    expect(events.filter(isEpoch).map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 4],
      [2, 5],
    ]);
  });
});

describe("order", () => {
  const sgd = defineOptimizer("sgd", { learningRate: 0.1 });

  test("without shuffling examples come as they are", async () => {
    // One step on row 0, y = 1: bias ← b + 2 · 0.1 · 1; one on row 1 with x = ½.
    const data = line(2);
    const parameters = [{ weight: Float64Array.of(0), bias: Float64Array.of(0) }];
    const options = { optimizer: sgd, batchSize: 1, steps: 2, shuffle: false, engine: reference } as const;
    const { model } = await fit({ definition: LINEAR, parameters }, data, options);
    const error = 0.2 - 2;
    expect(model.parameters[0].bias[0]).toBeCloseTo(0.2 - 0.2 * error, 14);
    expect(model.parameters[0].weight[0]).toBeCloseTo(-0.1 * error, 14);
  });

  test("the clock does not decide: slow steps give the same weights as fast ones", async () => {
    const train = () => fit(CLASSIFIER, clouds(200), { epochs: 2, batchSize: 5, engine: reference });
    const fast = await train();
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      now += 700;
      return now;
    });
    const slow = await train();
    clock.mockRestore();
    expect(slow.model.parameters).toEqual(fast.model.parameters);
  });
});

describe("stopping", () => {
  test("a signal stops before the next steps", async () => {
    const controller = new AbortController();
    const run = fit(CLASSIFIER, clouds(100), {
      epochs: 1000,
      signal: controller.signal,
      engine: reference,
    });
    let last = 0;
    for await (const event of run) {
      if (event.type === "progress") last = event.step;
      if (event.type === "epoch" && event.epoch === 3) controller.abort();
    }
    const result = await run;
    expect(result).toMatchObject({ steps: last, stopped: "aborted", history: { length: 3 } });
    const same = await fit(CLASSIFIER, clouds(100), { steps: last, engine: reference });
    expect(same.model.parameters).toEqual(result.model.parameters);
  });

  test("a timer can stop it: training lets the event loop turn", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const result = await fit(CLASSIFIER, clouds(100), { epochs: 10_000_000, signal: controller.signal });
    expect(result.stopped).toBe("aborted");
  });

  test("a signal that is aborted already leaves the first weights", async () => {
    const options = { signal: AbortSignal.abort(), engine: reference } as const;
    const result = await fit(CLASSIFIER, XOR, options);
    expect(result).toMatchObject({ steps: 0, stopped: "aborted", samplesPerSecond: 0 });
    expect(result.model.parameters).toEqual(initializeParameters(CLASSIFIER, 1));
  });

  test("leaving the loop stops it", async () => {
    const run = fit(CLASSIFIER, XOR, { epochs: 1000 });
    for await (const event of run) if (event.type === "epoch") break;
    expect(await run).toMatchObject({ steps: 1, stopped: "aborted", history: { length: 1 } });
  });
});

describe("the model that comes out", () => {
  test("takes over preprocessing and class names", async () => {
    const data = { ...XOR, preprocessing: { divideBy: 2 } };
    const { model } = await fit(CLASSIFIER, data, { epochs: 1 });
    expect(model.definition).toEqual({
      ...CLASSIFIER,
      preprocessing: { divideBy: 2 },
      labels: ["same", "different"],
    });
  });

  test("keeps labels of its own", async () => {
    const { model } = await fit({ ...CLASSIFIER, labels: ["0", "1"] }, XOR, { epochs: 1 });
    expect(model.definition.labels).toEqual(["0", "1"]);
  });

  test("does not share its numbers with the model that training began from", async () => {
    const start: Model = { definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 1) };
    await fit(start, XOR, { epochs: 1, engine: reference });
    expect(start.parameters).toEqual(initializeParameters(CLASSIFIER, 1));
  });
});

describe("mistakes reach whoever awaits or loops", () => {
  test.each([
    [{ epochs: -1 }, "The option epochs"],
    [{ engine: "gpu" }, '"gpu" is no engine: take one of "akari/engines".'],
    [{ validation: line(3) }, "The model has 2 inputs, but line has rows of 1 numbers."],
  ] as [FitOptions, string][])("%o", async (options, sentence) => {
    await expect(Promise.resolve(fit(CLASSIFIER, XOR, options))).rejects.toThrow(sentence);
    await expect(eventsOf(fit(CLASSIFIER, XOR, options))).rejects.toThrow(sentence);
  });

  test("data of another width", async () => {
    const run = Promise.resolve(fit(CLASSIFIER, line(3)));
    await expect(run).rejects.toThrow("The model has 2 inputs, but line has rows of 1 numbers.");
  });

  test("weights of another shape", async () => {
    const start = { definition: CLASSIFIER, parameters: initializeParameters(LINEAR, 1) };
    await expect(Promise.resolve(fit(start, XOR))).rejects.toThrow(
      "The model has 2 layers, the parameters have 1.",
    );
  });
});

describe("the network between two events", () => {
  test("can be copied, and is there for as long as the run is under way", async () => {
    const run = fit(CLASSIFIER, clouds(50), { batchSize: 10, epochs: 2 });
    expect(run.model()).toBeUndefined();
    let last: Model | undefined;
    for await (const event of run) {
      last = run.model();
      if (event.type !== "start") continue;
      expect(last?.parameters[0].weight).toEqual(
        Float32Array.from(initializeParameters(CLASSIFIER, 1)[0].weight),
      );
    }
    expect(last?.parameters).toEqual((await run).model.parameters);
    expect(run.model()).toBeUndefined();
  });

  test("as many steps come between as are asked for, and they change no bit", async () => {
    const options = { batchSize: 10, epochs: 2 } satisfies FitOptions;
    const steps: number[] = [];
    const run = fit(CLASSIFIER, clouds(100), {
      ...options,
      stepsPerEvent: () => (steps.length < 15 ? 1 : 100),
    });
    for await (const event of run) if (event.type === "progress") steps.push(event.step);
    expect(steps.slice(0, 15)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(steps.at(-1)).toBe(20);
    const whole = await fit(CLASSIFIER, clouds(100), options);
    expect((await run).model.parameters).toEqual(whole.model.parameters);
    await expect(fit(CLASSIFIER, XOR, { stepsPerEvent: 0.5 })).rejects.toThrow(
      "stepsPerEvent must be a whole",
    );
  });
});
