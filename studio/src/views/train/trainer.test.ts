import { AkariError, type Dataset, fit } from "akari";
import { type Engine, type EngineChooser, type EngineNetwork, type TrainSpan, wasm } from "akari/engines";
import { hashParameters } from "akari/formats";
import { beforeAll, expect, test } from "vitest";
import { CLASSES, PIXELS } from "../../mnist/digits";
import { ENGINES, LiveRun } from "./live-run";
import type { Command, Report } from "./messages";
import { DEFAULT_RECIPE, definitionOf, optionsOf, type Recipe } from "./recipe";
import { Trainer } from "./trainer";

/** Bars of ten heights, with a little noise: enough to learn something from. */
function bars(rows: number): Dataset {
  const data = new Uint8Array(rows * PIXELS);
  const classes = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    classes[row] = (row * 7) % 10;
    const lit = (classes[row] + 1) * 78;
    for (let i = 0; i < lit; i++) data[row * PIXELS + i] = 100 + ((row * 31 + i * 17) % 155);
  }
  return {
    name: "bars",
    features: { data, rows, columns: PIXELS },
    targets: { kind: "classes", classes, names: CLASSES },
    preprocessing: { divideBy: 255, image: [28, 28] },
  };
}

const data = bars(230);
const recipe: Recipe = { ...DEFAULT_RECIPE, hidden: [6], batch: 20, epochs: 4, learningRate: 0.01 };
/** 207 examples are learned from: 11 steps an epoch, the last one of 7. */
const STEPS = 44;
let expected: string;

beforeAll(async () => {
  const { model } = await fit(definitionOf(recipe), data, optionsOf(recipe));
  expected = await hashParameters(model.parameters);
});

function trainer(engines = ENGINES) {
  const reports: Report[] = [];
  const waiting: ((report: Report) => void)[] = [];
  const made = new Trainer(
    { training: async () => data, test: async () => data },
    (report) => {
      // As postMessage does: what was handed over is no longer the sender's.
      reports.push(structuredClone(report));
      for (const tell of waiting) tell(report);
    },
    engines,
  );
  return {
    reports,
    send: (command: Command) => made.handle(command),
    of: <T extends Report["type"]>(type: T) =>
      reports.filter((report): report is Extract<Report, { type: T }> => report.type === type),
    onReport: (tell: (report: Report) => void) => waiting.push(tell),
  };
}

/** As many steps as there can be. */
const FASTEST = Number.POSITIVE_INFINITY;

const lastInsight = ({ of }: ReturnType<typeof trainer>) =>
  of("frame").findLast(({ moment }) => moment.insight !== undefined)?.moment.insight;

const finalHash = ({ of }: ReturnType<typeof trainer>) => of("finished")[0]?.hash;

test("a run in one go is the library's own", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  expect(page.of("begun")[0]).toMatchObject({
    steps: STEPS,
    epochs: 4,
    stepsPerEpoch: 11,
    trainingExamples: 207,
  });
  await page.send({ type: "play" });
  expect(finalHash(page)).toBe(expected);
  const { moment, progress } = page.of("frame").at(-1)!;
  expect([progress.step, moment.step]).toEqual([STEPS, STEPS]);
  expect(await hashParameters(moment.parameters)).toBe(expected);
});

test("so is one that is taken step by step", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  for (let step = 1; step <= STEPS; step++) {
    await page.send({ type: "step" });
    expect(lastInsight(page)?.step).toBe(step);
  }
  expect(page.of("frame").map(({ progress }) => progress.step)).toContain(11);
  expect(finalHash(page)).toBe(expected);
});

test("so is one that is paused, stepped and gone on with", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  let pauses = 0;
  page.onReport((report) => {
    if (report.type === "frame") void page.send({ type: "frame" });
  });
  await page.send({ type: "frame" });
  while (page.of("finished").length === 0) {
    const playing = page.send({ type: "play" });
    setTimeout(() => page.send({ type: "pause" }), pauses++ % 3);
    await playing;
    await page.send({ type: "step" });
  }
  expect(finalHash(page)).toBe(expected);
});

test("curves have the loss of the steps between two points, and each epoch's figures", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  for (let step = 1; step <= 12; step++) await page.send({ type: "step" });
  const points = page.of("frame").flatMap((frame) => frame.points);
  const losses = points.filter(({ loss }) => loss !== undefined);
  expect(losses.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  const steps = page.of("frame").flatMap(({ moment: { insight } }) => insight ?? []);
  expect(steps).toHaveLength(12);
  steps.forEach(({ loss }, i) => void expect(losses[i].loss?.mean).toBeCloseTo(loss, 5));
  const epochs = points.filter(({ validationAccuracy }) => validationAccuracy !== undefined);
  expect(epochs).toHaveLength(1);
  expect(epochs[0].step).toBe(11);
  const finished = page.of("frame").flatMap((frame) => frame.epochs);
  expect(finished).toMatchObject([{ epoch: 1, step: 11, validationAccuracy: epochs[0].validationAccuracy }]);
});

test("a step tells its gradients, its moves, and what they did to the loss", async () => {
  const page = trainer();
  const plain: Recipe = { ...recipe, optimizer: "sgd", learningRate: 0.1 };
  await page.send({ type: "begin", recipe: plain, pace: FASTEST });
  await page.send({ type: "step" });
  const step = lastInsight(page)!;
  expect(step).toMatchObject({ step: 1, examples: 20, before: { step: 0 } });
  expect(step.pictures).toHaveLength(20 * PIXELS);
  expect(step.lossAfter).toBeLessThan(step.loss);
  for (const [l, { weight }] of step.moves.entries()) {
    const { weight: gradient } = step.gradients[l];
    weight.forEach((move, n) => void expect(move).toBeCloseTo(-0.1 * gradient[n], 6));
  }
});

test("a run that diverges keeps the last good weights and says where it went wrong", async () => {
  const page = trainer();
  const wild: Recipe = {
    ...recipe,
    ...{
      activation: "relu",
      output: "linear",
      loss: "mean_squared_error",
      optimizer: "sgd",
      learningRate: 1e6,
    },
  };
  await page.send({ type: "begin", recipe: wild, pace: FASTEST });
  await page.send({ type: "play" });
  expect(page.of("diverged")).toHaveLength(1);
  const { moment } = page.of("frame").at(-1)!;
  expect(moment.parameters.every(({ weight }) => weight.every(Number.isFinite))).toBe(true);
  await page.send({ type: "begin", recipe, pace: FASTEST });
  await page.send({ type: "play" });
  expect(finalHash(page)).toBe(expected);
});

test("a run that is given up tells nothing more, and the next one is its own", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe: { ...recipe, epochs: 1000 }, pace: FASTEST });
  const playing = page.send({ type: "play" });
  await page.send({ type: "begin", recipe, pace: FASTEST });
  await playing;
  await page.send({ type: "play" });
  expect(page.of("finished")).toHaveLength(1);
  expect(finalHash(page)).toBe(expected);
});

test("a moment comes with its own scores, on all three parts", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  await page.send({ type: "play" });
  const { moment, points } = page.of("frame").at(-1)!;
  const { scores } = moment;
  expect(scores?.step).toBe(STEPS);
  const last = points.findLast(({ validationAccuracy }) => validationAccuracy !== undefined);
  expect(scores?.validationAccuracy).toBe(last?.validationAccuracy);
  expect(scores?.validationLoss).toBeCloseTo(last?.validationLoss ?? 0, 5);
  expect(scores?.confusion.flat().reduce((a, b) => a + b)).toBe(230);
});

test("at every pace the weights are the same", async () => {
  for (const pace of [1000, 300, "ease"] as const) {
    const page = trainer();
    await page.send({ type: "begin", recipe, pace });
    const playing = page.send({ type: "play" });
    if (pace === "ease") {
      await page.send({ type: "pace", pace: 40 });
      setTimeout(() => page.send({ type: "pace", pace: FASTEST }), 100);
    }
    await playing;
    expect(finalHash(page)).toBe(expected);
  }
});

test("every step can be gone back to: its weights, its scores and what it did", async () => {
  const page = trainer();
  const long: Recipe = { ...recipe, epochs: 100 };
  await page.send({ type: "begin", recipe: long, pace: FASTEST });
  await page.send({ type: "play" });
  // Kept by itself; right after a checkpoint; right before one; between two; and the last.
  for (const step of [0, 1, 700, 1024, 1025, 1023, 1100]) {
    await page.send({ type: "visit", step });
    const { moment } = page.of("visited").at(-1)!;
    const { model } = await fit(definitionOf(long), data, { ...optionsOf(long), steps: Math.max(1, step) });
    expect([moment.step, moment.scores?.step]).toEqual([step, step]);
    if (step === 0) continue;
    expect(await hashParameters(moment.parameters)).toBe(await hashParameters(model.parameters));
    const { insight } = moment;
    expect([insight?.step, insight?.before.step, insight?.before.scores?.step]).toEqual([
      step,
      step - 1,
      step - 1,
    ]);
    const { weight } = moment.parameters[0];
    insight?.moves[0].weight.forEach((move, n) => {
      expect(insight.before.parameters[0].weight[n] + move).toBeCloseTo(weight[n], 5);
    });
  }
}, 30_000);

test("of two moments that are asked for the later one comes", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  await page.send({ type: "play" });
  await Promise.all([10, 20, 30].map((step) => page.send({ type: "visit", step })));
  expect(page.of("visited").at(-1)?.moment.step).toBe(30);
});

test("what the library refuses is told in its words", async () => {
  const page = trainer();
  await expect(
    page.send({ type: "begin", recipe: { ...recipe, batch: 0 }, pace: FASTEST }),
  ).rejects.toMatchObject({
    code: "invalid-argument",
    message: expect.stringContaining("batch"),
  });
});

const LATER = new Set<PropertyKey>([
  "train",
  "evaluate",
  "getParameters",
  "getOptimizerState",
  "getBatchNorm",
]);

/** Computes as the CPU does, but answers later, as a GPU. @param last the step after which it is gone */
const gpu = (last = Number.POSITIVE_INFINITY): Engine => ({
  ...wasm,
  name: "webgpu",
  compile: async (...args): Promise<EngineNetwork> => {
    const network = await wasm.compile(...args);
    return new Proxy<EngineNetwork>(network, {
      get(target, key) {
        if (key === "isReadable") return false;
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== "function") return value;
        if (!LATER.has(key)) return value.bind(target);
        return async (...given: [unknown, TrainSpan]) => {
          if (key === "train" && given[1].step > last) throw new AkariError("unsupported", "It was lost.");
          return value.apply(target, given);
        };
      },
    });
  },
});

test("a run on the GPU has the same frames, steps and way back", async () => {
  const page = trainer({ ...ENGINES, webgpu: gpu() });
  await page.send({ type: "begin", recipe: { ...recipe, engine: "webgpu" }, pace: FASTEST });
  expect(page.of("begun")[0]).toMatchObject({ engine: "webgpu", choice: undefined });
  await page.send({ type: "step" });
  expect(lastInsight(page)?.step).toBe(1);
  await page.send({ type: "play" });
  expect(finalHash(page)).toBe(expected);
  await page.send({ type: "visit", step: 20 });
  expect(page.of("visited")[0].moment.step).toBe(20);
});

test("what auto takes computes, and goes back over its steps too", async () => {
  const choice = { engine: "webgpu", because: "measured", reason: "It was faster." } as const;
  const onGpu = gpu();
  const auto: EngineChooser = {
    name: "auto",
    named: (name) => (name === "webgpu" ? onGpu : wasm),
    choose: async () => choice,
  };
  const page = trainer({ ...ENGINES, auto });
  await page.send({ type: "begin", recipe, pace: FASTEST });
  expect(page.of("begun")[0]).toMatchObject({ engine: "webgpu", choice });
  await page.send({ type: "play" });
  expect(finalHash(page)).toBe(expected);
  await page.send({ type: "visit", step: 30 });
  expect(page.of("visited")[0].moment.step).toBe(30);
});

test("where the GPU is gone the run goes back to the last weights that were kept, and says so", async () => {
  const page = trainer({ ...ENGINES, webgpu: gpu(30) });
  await page.send({ type: "begin", recipe: { ...recipe, engine: "webgpu" }, pace: FASTEST });
  await page.send({ type: "play" });
  const [lost] = page.of("lost");
  const { moment } = page.of("frame").at(-1)!;
  expect(moment.step).toBe(lost.step);
  expect(lost.step).toBeGreaterThan(20);
  const { model } = await fit(definitionOf(recipe), data, { ...optionsOf(recipe), steps: lost.step });
  expect(await hashParameters(moment.parameters)).toBe(await hashParameters(model.parameters));
  expect(moment.scores?.step).toBe(lost.step);
});

test("a run that goes back tells nothing of what came after", async () => {
  const run = new LiveRun(recipe, data, FASTEST);
  await run.begin();
  const goOn = async (step: number) => {
    while (run.step < step) await run.next();
  };
  await goOn(5);
  expect(run.tell().points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  // With the end of an epoch.
  await goOn(13);
  const { points, epochs, progress } = run.tell(7);
  expect(points.map(({ step }) => step)).toEqual([6, 7]);
  expect([epochs, progress.step]).toEqual([[], 7]);
  expect(run.tell(2).progress.samplesPerSecond).toBe(0);
  await run.leave();
});

test("a small network is the CPU's, and the page is told why", async () => {
  const page = trainer();
  await page.send({ type: "begin", recipe, pace: FASTEST });
  expect(page.of("begun")[0]).toMatchObject({ engine: "wasm", choice: { engine: "wasm", because: "small" } });
});
