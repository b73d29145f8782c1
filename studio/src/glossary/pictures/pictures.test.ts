import { readFileSync } from "node:fs";
import { dataset, defineModel, fit, load } from "akari";
import { mnist } from "akari/node";
import { beforeAll, expect, test } from "vitest";
import type { Language, Phrase } from "../../i18n/language.svelte";
import { examine } from "../../mnist/examination";
import { TERM_IDS, type TermId } from "../terms";
import { valleyLoss } from "./descent";
import { PICTURES } from "./index";
import { CALIBRATION, CONFUSED_DIGITS, CONFUSION, OVERFITTING } from "./judging";
import { type Drawn, HEIGHT, type Pen, type Point, type Shape, WIDTH } from "./shapes";

/** Says and writes as the page does, as far as pictures ask for it. */
function pen(language: Language): Pen {
  const number = (value: number, decimals = 0): string => value.toFixed(decimals);
  return {
    say: <Args extends readonly unknown[]>(phrase: Phrase<Args>, ...args: Args): string => {
      const text = phrase[language];
      return typeof text === "string" ? text : text(...args);
    },
    number,
    signed: (value, decimals) => (value < 0 ? "" : "+") + number(value, decimals),
    percent: (share, decimals = 1) => `${(100 * share).toFixed(decimals)}%`,
  };
}

const prepared = new Map<TermId, unknown>();
beforeAll(async () => {
  for (const id of TERM_IDS) prepared.set(id, await PICTURES[id].prepare?.());
});

const draw = (id: TermId, value: number, language: Language = "en"): Drawn =>
  PICTURES[id].draw(value, pen(language), prepared.get(id));

/** All places of the slider, or some of very many. */
function places(id: TermId): number[] {
  const [least, most, step] = PICTURES[id].range;
  const count = Math.round((most - least) / step);
  const some = Array.from({ length: Math.min(count, 40) + 1 }, (_, i) =>
    Number((least + step * Math.round((i * count) / Math.min(count, 40))).toFixed(6)),
  );
  return [...some, PICTURES[id].start];
}

function corners(shape: Shape): Point[] {
  switch (shape.kind) {
    case "line":
      return [...shape.points];
    case "box":
      return [shape.at, [shape.at[0] + shape.size[0], shape.at[1] + shape.size[1]]];
    case "words":
      return [shape.at];
    default:
      return [
        [shape.at[0] - shape.radius, shape.at[1] - shape.radius],
        [shape.at[0] + shape.radius, shape.at[1] + shape.radius],
      ];
  }
}

test.each(TERM_IDS)("the picture of %s is whole wherever its slider is", (id) => {
  const [least, most, step] = PICTURES[id].range;
  const steps = (PICTURES[id].start - least) / step;
  expect(steps).toBeCloseTo(Math.round(steps), 6);
  expect(PICTURES[id].start).toBeLessThanOrEqual(most);
  const readings = new Set<string>();
  const outside: string[] = [];
  for (const value of places(id)) {
    for (const language of ["en", "ja"] as const) {
      const { shapes, reading } = draw(id, value, language);
      readings.add(reading);
      for (const shape of shapes) {
        for (const [x, y] of corners(shape)) {
          if (!(x >= -1 && x <= WIDTH + 1 && y >= -1 && y <= HEIGHT + 1))
            outside.push(`${shape.kind} at ${x}, ${y}: ${value}, ${language}`);
        }
      }
    }
  }
  expect(outside).toEqual([]);
  expect([...readings].filter((reading) => /NaN|undefined|Infinity/.test(reading))).toEqual([]);
  // It is live: the numbers follow the slider.
  expect(readings.size).toBeGreaterThan(1);
});

test("softmax's shares add up to 100 % as they are written", () => {
  for (const value of places("softmax")) {
    const shares = [...draw("softmax", value).reading.matchAll(/([\d.]+)% (?:\+|=)/g)].map(([, share]) =>
      Number(share),
    );
    expect(shares).toHaveLength(3);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
  }
});

test("backpropagation shows what the chain's own arithmetic gives", () => {
  // x = 2, w₁ = 0.5, w₂ = 3, b₂ = −1: y = 2, and L = (2 − 1)².
  const texts = draw("backpropagation", 2).shapes.flatMap((shape) =>
    shape.kind === "words" ? [shape.text] : [],
  );
  expect(texts).toEqual(["x = 2", "δ₁ = 6", "δ₂ = 2", "∂w₁ 12", "∂w₂ 2"]);
});

test("the optimizers go downhill in the valley, and those with a memory sooner than SGD", () => {
  const losses = (id: TermId): number[] =>
    (prepared.get(id) as { own: number[][]; sgd: number[][] }).own.map(valleyLoss);
  const plain = (prepared.get("momentum") as { sgd: number[][] }).sgd.map(valleyLoss);
  for (const id of ["sgd", "momentum", "rmsprop", "adam"] as const) {
    const own = losses(id);
    expect(own).toHaveLength(31);
    expect(own[30]).toBeLessThan(own[0] / 5);
  }
  for (const id of ["momentum", "rmsprop", "adam"] as const) expect(losses(id)[30]).toBeLessThan(plain[30]);
});

test("a learning rate above 1 leaves the bowl, any below comes nearer", () => {
  const walks = prepared.get("learningRate") as number[][][];
  const ends = walks.map((walk) => Math.abs(walk[walk.length - 1][0]));
  for (const end of ends.slice(0, -1)) expect(end).toBeLessThan(2);
  expect(ends[ends.length - 1]).toBeGreaterThan(2);
});

/** To beyond where the validation loss is least. */
const MEASURED_EPOCHS = 30;

test("what was measured is measured again", async () => {
  const { train, test: images } = await mnist();
  const file = new URL("../../../../models/lamps.safetensors", import.meta.url);
  const { model } = await load(new Uint8Array(readFileSync(file)));
  const labels = Uint8Array.from((images.targets as { classes: ArrayLike<number> }).classes);
  const { calibration, predicted } = await examine({
    model,
    images: images.features.data as Uint8Array,
    labels,
  });
  const times = (actual: number, as: number): number =>
    labels.reduce((sum, label, i) => sum + (label === actual && predicted[i] === as ? 1 : 0), 0);
  expect(CONFUSED_DIGITS.map((actual) => CONFUSED_DIGITS.map((as) => times(actual, as)))).toEqual(CONFUSION);
  expect(
    calibration.bins
      .slice(4)
      .map(({ count, confidence = 0, accuracy = 0 }) => [count, confidence.toFixed(3), accuracy.toFixed(3)]),
  ).toEqual(CALIBRATION.map(([count, said, right]) => [count, said.toFixed(3), right.toFixed(3)]));

  const all = train.features.data as Uint8Array;
  const digits = (train.targets as { classes: ArrayLike<number> }).classes;
  const rows = (from: number, count: number) =>
    dataset(
      Array.from({ length: count }, (_, i) =>
        Float32Array.from(all.subarray(784 * (from + i), 784 * (from + i + 1)), (pixel) => pixel / 255),
      ),
      Array.from({ length: count }, (_, i) => String(digits[from + i])),
    );
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units: 16, activation: "relu" },
      { units: 16, activation: "relu" },
      { units: 10, activation: "softmax" },
    ],
  });
  const { history } = await fit(definition, rows(0, 100), {
    optimizer: "adam",
    epochs: MEASURED_EPOCHS,
    batchSize: 20,
    seed: 1,
    threads: 1,
    validation: rows(58_000, 2000),
  });
  expect(
    OVERFITTING.filter(([epoch]) => epoch <= MEASURED_EPOCHS).map(([epoch]) => {
      const { loss, validationLoss = Number.NaN } = history[epoch - 1];
      return [epoch, Number(loss.toFixed(3)), Number(validationLoss.toFixed(3))];
    }),
  ).toEqual(OVERFITTING.filter(([epoch]) => epoch <= MEASURED_EPOCHS));
});
