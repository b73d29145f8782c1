import { type Dataset, defineModel, fit } from "akari";
import { mnist } from "akari/node";
import { beforeAll, describe, expect, test } from "vitest";
import { Evaluator } from "./evaluator";
import { EXAMINED, examine, isLook, type Trouble, troubleOf } from "./health";
import { DEFAULT_RECIPE, definitionOf, optionsOf, type Recipe } from "./recipe";
import { findRemedy, remediesFor } from "./remedies";

/** `npm run test:sweeps` takes the time for more. */
const SEEDS = process.env.AKARI_SWEEPS === undefined ? [1] : [1, 2, 3];

let data: Dataset;
beforeAll(async () => {
  ({ train: data } = await mnist());
});

/** What is noticed of a run of so many steps, and the room to try something in. */
async function watch(part: Partial<Recipe>, steps: number) {
  const recipe = { ...DEFAULT_RECIPE, ...part };
  const options = { ...optionsOf(recipe), threads: 1, steps, stepsPerEvent: 256 };
  const evaluator = new Evaluator(async () => data);
  evaluator.setTraining(data, options);
  const checkpoint = { every: { steps: 256 }, save: () => {} };
  const training = fit(definitionOf(recipe), data, { ...options, checkpoint });
  const noticed: Trouble[] = [];
  for await (const event of training) {
    const model = training.model();
    if (event.type !== "progress" || model === undefined || !isLook(event.step, recipe.batch)) continue;
    const trouble = troubleOf(await examine(model, evaluator.validation(EXAMINED)!), event.step);
    if (trouble !== undefined) noticed.push(trouble);
  }
  const room = {
    data,
    validation: (most: number) => evaluator.validation(most),
    signal: new AbortController().signal,
  };
  return { noticed, find: () => findRemedy(noticed[0], recipe, room) };
}

test("it is looked at after twice as many steps each time, and not before it could have learned", () => {
  const looks = (batch: number) =>
    Array.from({ length: 5000 }, (_, i) => i).filter((step) => isLook(step, batch));
  expect(looks(32)).toEqual([512, 1024, 2048, 4096]);
  expect(looks(1000)[0]).toBe(256);
  expect(looks(4)).toEqual([4096]);
});

describe("of a run that learns nothing is said", () => {
  test.each<[string, Partial<Recipe>]>([
    ["the first recipe", {}],
    ["ReLU", { activation: "relu" }],
    ["tanh", { activation: "tanh" }],
    ["ReLU, ten times faster", { activation: "relu", learningRate: 0.01 }],
    ["ten times faster", { learningRate: 0.01 }],
    ["no hidden layer", { hidden: [] }],
    ["SGD", { activation: "relu", optimizer: "sgd", learningRate: 0.01 }],
  ])(
    "%s",
    async (_, part) => {
      for (const seed of SEEDS) expect((await watch({ ...part, seed }, 1024)).noticed).toEqual([]);
    },
    60_000,
  );
});

describe("what fails is noticed, and what is offered was seen to help", () => {
  test.each<[Trouble["kind"], Partial<Recipe>]>([
    ["dead", { activation: "relu", learningRate: 0.3 }],
    ["saturated", { learningRate: 1 }],
    ["chance", { learningRate: 1e-6 }],
  ])(
    "%s",
    async (kind, part) => {
      const { noticed, find } = await watch(part, 512);
      expect(noticed.map((trouble) => trouble.kind)).toEqual([kind]);
      const remedy = await find();
      expect(remedy?.accuracy).toBeGreaterThan(0.6);
      const again = await watch({ ...part, ...remedy?.change }, 512);
      expect(again.noticed).toEqual([]);
    },
    60_000,
  );
});

test("no remedy is the recipe itself", () => {
  for (const kind of ["diverged", "dead", "saturated", "chance"] as const) {
    for (const change of remediesFor({ kind } as Trouble, DEFAULT_RECIPE)) {
      expect({ ...DEFAULT_RECIPE, ...change }).not.toEqual(DEFAULT_RECIPE);
    }
  }
});

test("a layer is counted by what it does on all images", async () => {
  const definition = defineModel({
    inputs: 2,
    layers: [
      { units: 2, activation: "relu" },
      { units: 2, activation: "sigmoid" },
      { units: 2, activation: "softmax" },
    ],
  });
  const parameters = [
    { weight: Float32Array.of(-1, -1, 1, 0), bias: new Float32Array(2) },
    { weight: Float32Array.of(0, 0, 0, 0), bias: Float32Array.of(9, 0) },
    { weight: new Float32Array(4), bias: new Float32Array(2) },
  ];
  const images: Dataset = {
    name: "two",
    features: { data: Float32Array.of(1, 1, 2, 0), rows: 2, columns: 2 },
    targets: { kind: "classes", classes: Uint8Array.of(0, 1), names: ["0", "1"] },
    preprocessing: { divideBy: 1 },
  };
  const { layers, accuracy } = await examine({ definition, parameters }, images);
  expect(layers).toEqual([
    { units: 2, dead: 1, saturated: 0 },
    { units: 2, dead: 0, saturated: 0.5 },
  ]);
  expect(accuracy).toBe(0.5);
});
