import { describe, expect, test } from "vitest";
import { CLASSIFIER, clouds, LINEAR, line } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { AkariError } from "../error.js";
import { gradients } from "../insight/gradients.js";
import { initializeParameters, type Model, type ModelDefinition } from "../model/model.js";
import { BATCH_OPTIMIZER_NAMES, defineOptimizer, OPTIMIZER_NAMES } from "../model/optimizers.js";
import { defineSchedule } from "../model/schedules.js";
import type { Checkpoint, CheckpointInterval } from "./checkpoint.js";
import { fit } from "./fit.js";
import { planTraining, stepRows, type TrainingPlan, validationRows } from "./plan.js";
import {
  DivergedError,
  type EpochEvent,
  type FitOptions,
  type TrainingEvent,
  type TrainingResult,
} from "./run.js";

const plan = (options: FitOptions = {}, rows = 100): TrainingPlan => planTraining(clouds(rows), options);

test("defaults", () => {
  const { optimizer, batch, epochs, stepsPerEpoch, steps, seed, shuffle, engine } = plan();
  expect({ optimizer, batch, epochs, stepsPerEpoch, steps, seed, shuffle, engine }).toEqual({
    optimizer: defineOptimizer("adam"),
    batch: 32,
    epochs: 20,
    stepsPerEpoch: 4,
    steps: 80,
    seed: 1,
    shuffle: true,
    engine: wasm,
  });
});

test.each([
  [{ steps: 5 }, 2, 5],
  [{ steps: 1000 }, 250, 1000],
  [{ epochs: 3, steps: 5 }, 2, 5],
  [{ epochs: 3, steps: 1000 }, 3, 12],
  [{ epochs: 3 }, 3, 12],
])("%o: %i epochs, %i steps", (options, epochs, steps) => {
  expect(plan(options)).toMatchObject({ epochs, steps });
});

test("a batch is no larger than the training part", () => {
  expect(plan({ batchSize: 1000, validation: 0.25 })).toMatchObject({ batch: 75, stepsPerEpoch: 1 });
});

test("a part of the data is held out, at least one row", () => {
  expect(plan({ validation: 0.1 }).validationRows.length).toBe(10);
  expect(plan({ validation: 0.001 }).validationRows.length).toBe(1);
  expect([...plan({ validation: 0.02, shuffle: false }).validationRows]).toEqual([98, 99]);
  expect(plan({ validation: clouds(7) })).toMatchObject({ stepsPerEpoch: 4, validationExamples: 7 });
});

test.each(OPTIMIZER_NAMES)("an optimizer's definition is as good as its name: %s", (name) => {
  const engine = reference;
  const byName = plan({ optimizer: name, engine });
  expect(plan({ optimizer: defineOptimizer(name), engine }).optimizer).toEqual(byName.optimizer);
});

describe("mistakes are sentences", () => {
  const mistakes: [unknown, string][] = [
    [{ epochs: 0 }, "The option epochs must be a whole number of 1 or more, not 0."],
    [{ steps: 2.5 }, "The option steps must be a whole number of 1 or more, not 2.5."],
    [{ batchSize: Number.NaN }, "The option batchSize must be a whole number of 1 or more, not NaN."],
    [{ seed: 0.5 }, "The seed must be a whole number, not 0.5."],
    [{ validation: 1 }, "from 0 to below 1, not 1"],
    [{ validation: -0.1 }, "from 0 to below 1, not -0.1"],
    [{ validation: 0.999 }, "none is left to learn from"],
    [{ threads: 0 }, 'The option threads must be "auto" or a whole number from 1 to 256, not 0.'],
    [{ threads: "all" }, "not all."],
    [
      { checkpoint: { every: { steps: 0 } } },
      "checkpoint's every.steps must be a whole number of 1 or more, not 0",
    ],
    [{ checkpoint: { every: { epochs: 0.5 } } }, "checkpoint's every.epochs must be a whole number"],
    [{ lr: 0.1 }, 'Training has no option "lr"'],
    [{ optimizer: "sgd", beta1: 0.9 }, "The optimizer sgd has no beta1"],
    [
      { optimizer: { name: "adam" }, learningRate: 0.1 },
      "stands beside an optimizer that has its own constants",
    ],
    [{ optimizer: "sdg" }, 'There is no optimizer "sdg"'],
    [{ optimizer: { ...defineOptimizer("adam"), learningRate: -1 } }, "learningRate of adam"],
  ];
  test.each(mistakes)("%o", (options, sentence) => {
    expect(() => plan(options as FitOptions)).toThrow(sentence);
    expect(() => plan(options as FitOptions)).toThrow(AkariError);
  });
});

const data = clouds(50);
const options = { batchSize: 8, validation: 0.2, seed: 5, epochs: 3 } satisfies FitOptions;

test("an epoch's steps go through all rows but those held out, each once", () => {
  const held = validationRows(data, options);
  expect(held).toHaveLength(10);
  for (const first of [1, 6]) {
    const met = [0, 1, 2, 3, 4].flatMap((n) => [...stepRows(data, options, first + n)]);
    expect([...met, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, row) => row));
  }
  expect(stepRows(data, options, 6)).not.toEqual(stepRows(data, options, 1));
  expect(validationRows(data, { validation: data })).toHaveLength(0);
});

test("they are the rows that a run learns from", async () => {
  const optimizer = defineOptimizer("sgd", { learningRate: 0.5 });
  const settings = { ...options, optimizer, engine: reference } as const;
  let model: Model = { definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 5) };
  const run = fit(model, data, { ...settings, stepsPerEvent: 1 });
  for await (const event of run) {
    if (event.type !== "progress") continue;
    const { layers } = gradients(model, data, stepRows(data, settings, event.step));
    const next = run.model()!;
    model.parameters.forEach(({ weight }, l) => {
      const expected = Array.from(weight, (w, n) => w - 0.5 * layers[l].weight[n]);
      next.parameters[l].weight.forEach((w, n) => void expect(w).toBeCloseTo(expected[n], 12));
    });
    model = next;
  }
});

/** {@link clouds} as they may be changed. */
interface Mutable extends Omit<Dataset, "name" | "features" | "targets"> {
  name: string;
  features: { data: Float64Array; rows: number; columns: number };
  targets: { kind: "classes"; classes: Uint8Array; names: string[] };
}

interface Told {
  readonly result: TrainingResult;
  readonly epochs: readonly EpochEvent[];
  readonly events: readonly TrainingEvent[];
  readonly checkpoints: readonly Checkpoint[];
}

const DATA = clouds(50);

/** Trains, and keeps all that is told on the way; checkpoints as they would come out of a file. */
async function train(
  options: FitOptions,
  every?: CheckpointInterval,
  model: ModelDefinition = CLASSIFIER,
  data = DATA,
): Promise<Told> {
  const checkpoints: Checkpoint[] = [];
  const events: TrainingEvent[] = [];
  const save = (checkpoint: Checkpoint): void => {
    checkpoints.push(structuredClone(checkpoint));
  };
  const run = fit(model, data, every === undefined ? options : { ...options, checkpoint: { every, save } });
  for await (const event of run) events.push(event);
  const epochs = events.filter((event): event is EpochEvent => event.type === "epoch");
  return { result: await run, epochs, events, checkpoints };
}

/** Everything of an epoch but the times. */
const timeless = (epochs: readonly EpochEvent[]) =>
  epochs.map(({ seconds, samplesPerSecond, ...figures }) => figures);

const stepsOf = ({ checkpoints }: Told): number[] => checkpoints.map(({ step }) => step);

const failure = async (run: PromiseLike<unknown>): Promise<unknown> =>
  run.then(
    () => expect.unreachable("nothing was wrong"),
    (error: unknown) => error,
  );

/** Each with every optimizer. */
const REGULARIZED: readonly FitOptions[] = [
  {},
  { dropout: 0.3, inputDropout: 0.1 },
  { l1: 0.01, clip: 0.1 },
  { batchNorm: true },
  { batchNorm: true, dropout: 0.3, clip: 0.1 },
  { schedule: defineSchedule("one_cycle", { warmUp: { steps: 4 } }) },
];

const OPTIMIZED = BATCH_OPTIMIZER_NAMES.flatMap((name) =>
  REGULARIZED.map((regularization) => [name, regularization] as const),
);

describe.each([wasm, reference])("the $name engine", (engine) => {
  test.each(OPTIMIZED)("from any step a run goes on as if it had not stopped: %s, %o", async (name, more) => {
    const options = {
      optimizer: defineOptimizer(name, { learningRate: 0.01, weightDecay: 0.01 }),
      ...more,
      batchSize: 8,
      epochs: 3,
      seed: 5,
      validation: 0.3,
      keepBest: true,
      engine,
    } satisfies FitOptions;
    const whole = await train(options, { steps: 1 });
    expect(stepsOf(whole)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    for (const checkpoint of whole.checkpoints) {
      const rest = await train({ resume: checkpoint, engine });
      expect(rest.result.model).toEqual(whole.result.model);
      expect(timeless(rest.result.history)).toEqual(timeless(whole.result.history));
      expect(rest.result.best?.epoch).toBe(whole.result.best?.epoch);
      expect(timeless(rest.epochs)).toEqual(timeless(whole.epochs.slice(checkpoint.history.length)));
      expect(rest.events[0]).toMatchObject({ step: checkpoint.step, steps: 15, epochs: 3 });
    }
  });
});

describe("when checkpoints are made", () => {
  const options = { batchSize: 10, epochs: 3, engine: reference } as const;
  test.each([
    [{ steps: 4 }, {}, [4, 8, 12, 15]],
    [{ steps: 5 }, {}, [5, 10, 15]],
    [{ epochs: 1 }, {}, [5, 10, 15]],
    [{ epochs: 2 }, {}, [10, 15]],
    [{ epochs: 9 }, {}, [15]],
    [{ epochs: 1 }, { steps: 12 }, [5, 10, 12]],
    [{ steps: 6 }, { steps: 12 }, [6, 12]],
  ] as [CheckpointInterval, FitOptions, number[]][])("every %o, %o", async (every, more, steps) => {
    expect(stepsOf(await train({ ...options, ...more }, every))).toEqual(steps);
  });

  test("an epoch that is over is in the checkpoint, one that the run only cut short is not", async () => {
    const { checkpoints } = await train({ ...options, steps: 12 }, { epochs: 1 });
    expect(checkpoints.map(({ history }) => history.length)).toEqual([1, 2, 2]);
    expect(checkpoints[0].lossSum).toBe(0);
    expect(checkpoints[2].lossSum).toBeGreaterThan(0);
  });

  test("a run that is aborted leaves one", async () => {
    const controller = new AbortController();
    const checkpoints: Checkpoint[] = [];
    const run = fit(CLASSIFIER, DATA, {
      ...options,
      epochs: 1000,
      signal: controller.signal,
      checkpoint: { every: { epochs: 1000 }, save: (checkpoint) => void checkpoints.push(checkpoint) },
    });
    for await (const event of run) if (event.type === "progress" && event.step >= 7) controller.abort();
    const { steps, model } = await run;
    expect(checkpoints).toHaveLength(1);
    expect(checkpoints[0]).toMatchObject({ step: steps, model });
  });

  test("where it cannot be saved the run fails with what was thrown", async () => {
    const save = async (): Promise<void> => {
      throw new Error("the disk is full");
    };
    const run = fit(CLASSIFIER, DATA, { ...options, checkpoint: { every: { steps: 1 }, save } });
    expect(await failure(run)).toEqual(new Error("the disk is full"));
  });
});

describe("going on further", () => {
  test.each([{ steps: 7 }, { steps: 10 }, { epochs: 1 }])("%o, then 17 steps", async (end) => {
    const options = { batchSize: 10, validation: 0.5, keepBest: true } as const;
    const first = await train({ ...options, ...end }, { epochs: 5 });
    const further = await train({ resume: first.checkpoints.at(-1) as Checkpoint, steps: 17 });
    const straight = await train({ ...options, steps: 17 });
    expect(further.result.steps).toBe(17);
    expect(further.result.model).toEqual(straight.result.model);
    expect(timeless(further.result.history)).toEqual(timeless(straight.result.history));
  });

  test("by epochs where steps had ended it, and the other way round", async () => {
    const bySteps = (await train({ steps: 3, batchSize: 10 }, { steps: 3 })).checkpoints[0];
    expect((await train({ resume: bySteps, epochs: 2 })).result.steps).toBe(10);
    const byEpochs = (await train({ epochs: 1, batchSize: 10 }, { epochs: 1 })).checkpoints[0];
    expect((await train({ resume: byEpochs, steps: 12 })).result.steps).toBe(12);
  });

  test("a run that is over gives its result again", async () => {
    const { result, checkpoints } = await train({ steps: 7, batchSize: 10 }, { steps: 7 });
    const again = await train({ resume: checkpoints[0] });
    expect(again.result.model).toEqual(result.model);
    expect(timeless(again.epochs)).toEqual(timeless(result.history).slice(1));
  });
});

describe("keepBest", () => {
  /** Learns ever worse: with this learning rate the loss on the line goes up again after a while. */
  const restless = { optimizer: defineOptimizer("sgd", { learningRate: 1.2 }), batchSize: 3 } as const;

  test("the result has the weights of the epoch with the lowest loss", async () => {
    const options = { ...restless, epochs: 12, validation: 0.4, engine: reference, seed: 3 } as const;
    const { result } = await train({ ...options, keepBest: true }, undefined, LINEAR, line(20));
    const losses = result.history.map(({ validationLoss }) => validationLoss as number);
    const best = losses.indexOf(Math.min(...losses));
    expect(best).toBeLessThan(11);
    expect(result.best).toEqual(result.history[best]);
    const stopped = await train({ ...options, epochs: best + 1 }, undefined, LINEAR, line(20));
    expect(result.model).toEqual(stopped.result.model);
    expect((await train(options, undefined, LINEAR, line(20))).result.best).toBeUndefined();
  });

  test("of epochs that are as accurate the earlier one", async () => {
    const still = { optimizer: defineOptimizer("sgd", { learningRate: 0 }), validation: 0.4, epochs: 3 };
    expect((await train({ ...still, keepBest: true })).result.best?.epoch).toBe(1);
  });

  test("needs something to validate on", async () => {
    expect(await failure(fit(CLASSIFIER, DATA, { keepBest: true }))).toMatchObject({
      code: "invalid-argument",
      message: expect.stringContaining("keepBest chooses by validation"),
    });
  });

  test("a run that diverges leaves the best weights", async () => {
    const optimizer = defineOptimizer("sgd", { learningRate: 1.5 });
    const options = { optimizer, batchSize: 10, epochs: 1000, validation: 0.5 };
    const error = await failure(fit(LINEAR, line(20), { ...options, keepBest: true }));
    expect(error).toBeInstanceOf(DivergedError);
    const { result } = error as DivergedError;
    expect(result.best).toBeDefined();
    const stopped = await fit(LINEAR, line(20), { ...options, epochs: result.best?.epoch ?? 0 });
    expect(result.model).toEqual(stopped.model);
  });
});

describe("what a checkpoint does not go together with", () => {
  const begin = async (options: FitOptions = {}): Promise<Checkpoint> =>
    (await train({ batchSize: 10, epochs: 2, ...options }, { steps: 4 })).checkpoints[1];

  test.each([
    [{ batchSize: 5 }, "has the batchSize 10, not 5"],
    [{ seed: 9 }, "has the seed 1, not 9"],
    [{ shuffle: false }, "has the shuffle true, not false"],
    [{ validation: 0.1 }, "has the validation 0, not 0.1"],
    [{ engine: reference }, "has the engine wasm, not reference"],
    [{ dropout: 0.5 }, "has the dropout off, not 0.5"],
    [{ schedule: "cosine" }, 'has the schedule constant, not {"name":"cosine"}'],
    [{ inputDropout: 0.5 }, "has the inputDropout off, not 0.5"],
    [{ batchNorm: true }, "has the batchNorm off, not true"],
    [{ clip: 1 }, "has the clip off, not 1"],
    [{ l1: 0.5 }, "has the l1 off, not 0.5"],
    [{ optimizer: "sgd" }, 'has the optimizer {"name":"adam"'],
    [{ steps: 7 }, "has 8 steps behind it already, so its run cannot end after 7"],
    [{ epochs: 1 }, "cannot end after 5"],
  ] as [FitOptions, string][])("%o", async (options, sentence) => {
    const resume = await begin();
    expect(await failure(fit(CLASSIFIER, DATA, { resume, ...options }))).toMatchObject({
      code: "invalid-argument",
      message: expect.stringContaining(sentence),
    });
  });

  test("the same options may be said again; threads and signal are free", async () => {
    const resume = await begin();
    const signal = new AbortController().signal;
    const off = { dropout: 0, inputDropout: 0, l1: 0, batchNorm: false };
    const options = {
      batchSize: 10,
      optimizer: "adam",
      seed: 1,
      shuffle: true,
      threads: 1,
      signal,
      ...off,
    } as const;
    expect((await fit(CLASSIFIER, DATA, { resume, ...options })).steps).toBe(10);
  });

  test("another end, where the learning rates lead to the first one", async () => {
    const resume = await begin({ schedule: "cosine" });
    expect(await failure(fit(CLASSIFIER, DATA, { resume, epochs: 9 }))).toMatchObject({
      code: "invalid-argument",
      message: expect.stringContaining("come to their end after 10 steps, as the schedule cosine has it"),
    });
    const steady = await begin({ schedule: "step" });
    expect((await fit(CLASSIFIER, DATA, { resume: steady, epochs: 3 })).steps).toBe(15);
  });

  test("other data, wherever they are others", async () => {
    const resume = await begin();
    const changed = (change: (copy: Mutable) => void): Dataset => {
      const copy = structuredClone(DATA) as Mutable;
      change(copy);
      return copy;
    };
    const swap = (numbers: { [at: number]: number }, a: number, b: number): void => {
      [numbers[a], numbers[b]] = [numbers[b], numbers[a]];
    };
    const cases = [
      [
        changed((copy) => {
          copy.name = "moved";
          copy.features.data[51]++;
        }),
        "moved is not what the checkpoint's run learns from (clouds): it has as many rows, but the inputs of at " +
          "least one of them have changed; its targets, weights are the same. Give the run its data as they were",
      ],
      [changed(({ targets }) => targets.classes.fill(1, 25, 30)), "but the targets of at least one of them"],
      [changed(({ targets }) => targets.names.reverse()), "its classes have other names"],
      [{ ...DATA, weights: new Float32Array(50).fill(2) }, "but the weights of at least"],
      [
        changed(({ features, targets }) => {
          for (const column of [0, 1]) swap(features.data, 20 * 2 + column, 30 * 2 + column);
          swap(targets.classes, 20, 30);
        }),
        "it has the same rows in another order",
      ],
      [clouds(60, "more"), "it has 60 rows of 2 numbers and not 50 rows of 2 numbers"],
      [
        { ...DATA, preprocessing: { divideBy: 2 } },
        "it is prepared in another way (the number that inputs are",
      ],
    ] as const;
    for (const [data, sentence] of cases) {
      expect(await failure(fit(CLASSIFIER, data, { resume }))).toMatchObject({
        code: "invalid-data",
        message: expect.stringContaining(sentence),
      });
    }
  });

  test("a checkpoint of an older Akari, which remembers too little of its data", async () => {
    const checkpoint = await begin();
    const resume = { ...checkpoint, data: { ...checkpoint.data, hash: "0123abcd" } };
    expect(await failure(fit(CLASSIFIER, DATA, { resume }))).toMatchObject({
      code: "invalid-data",
      message: expect.stringContaining("the first and the last row alone"),
    });
  });

  test("another network", async () => {
    const resume = await begin();
    const [hidden, output] = CLASSIFIER.layers;
    const wider = { ...CLASSIFIER, layers: [{ ...hidden, units: 5 }, output] };
    expect(await failure(fit(wider, DATA, { resume }))).toMatchObject({
      code: "invalid-model",
      message: "The checkpoint is one of a 2-4-2 network, but the one to train is 2-5-2.",
    });
    const other = { ...CLASSIFIER, layers: [{ ...hidden, activation: "relu" as const }, output] };
    expect(await failure(fit(other, DATA, { resume }))).toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining("differ in an activation"),
    });
  });

  test("a data set to validate on has to be given again, and be the same", async () => {
    const validation = clouds(9, "others");
    const resume = await begin({ validation });
    expect(await failure(fit(CLASSIFIER, DATA, { resume }))).toMatchObject({
      message: expect.stringContaining("validates on the data set others"),
    });
    expect(await failure(fit(CLASSIFIER, DATA, { resume, validation: clouds(8, "few") }))).toMatchObject({
      message: expect.stringContaining(
        "few is not what the checkpoint's run validates on (others): it has 8 rows of 2 numbers and not 9 rows",
      ),
    });
    expect(await failure(fit(CLASSIFIER, DATA, { resume, validation: 0.2 }))).toMatchObject({
      message: expect.stringContaining("has the validation data set others, not 0.2"),
    });
    const moved = { ...validation, name: "moved" };
    expect((await fit(CLASSIFIER, DATA, { resume, validation: moved })).steps).toBe(10);
  });

  test("a checkpoint that contradicts itself", async () => {
    const checkpoint = await begin();
    const [epoch] = checkpoint.history;
    for (const broken of [
      { ...checkpoint, history: [] },
      { ...checkpoint, history: [{ ...epoch, epoch: 2 }] },
      { ...checkpoint, best: { epoch: 4, parameters: checkpoint.model.parameters } },
    ]) {
      expect(await failure(fit(CLASSIFIER, DATA, { resume: broken }))).toMatchObject({
        code: "invalid-argument",
        message: expect.stringContaining("The checkpoint contradicts itself"),
      });
    }
  });
});

test("the loss of an epoch does not depend on how many steps are taken at a time", async () => {
  const options = { batchSize: 4, epochs: 2 } as const;
  const often = await train(options, { steps: 1 });
  const seldom = await train(options);
  expect(timeless(often.epochs)).toEqual(timeless(seldom.epochs));
});

test("time that a run took before it was stopped counts", async () => {
  const { checkpoints } = await train({ steps: 4, batchSize: 10 }, { steps: 2 });
  const resume = { ...checkpoints[0], seconds: 1000, trainingSeconds: 100 };
  const { result } = await train({ resume });
  expect(result.seconds).toBeGreaterThan(1000);
  expect(result.samplesPerSecond).toBeLessThan(1);
});
