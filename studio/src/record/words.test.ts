import { defineModel } from "akari";
import type { TrainingRecord } from "akari/formats";
import { defineOptimizer } from "akari/model";
import { describe, expect, test } from "vitest";
import type { Language, Phrase, Speech } from "../i18n/language.svelte";
import { factsOf } from "./facts";
import { summaryOf } from "./summary";

/** Says phrases in a language outside a page. */
const speechIn = (language: Language): Speech =>
  ({
    language,
    say: <Args extends readonly unknown[]>(phrase: Phrase<Args>, ...args: Args) => {
      const text = phrase[language];
      return typeof text === "string" ? text : text(...args);
    },
    number: (value: number) => value.toLocaleString("en"),
    percent: (share: number, decimals = 1) => `${(100 * share).toFixed(decimals)}%`,
  }) as Speech;
const [english, japanese] = [speechIn("en"), speechIn("ja")];

const definition = defineModel({
  inputs: 4,
  layers: [
    { units: 3, activation: "relu" },
    { units: 2, activation: "softmax" },
  ],
});

const RECORD: TrainingRecord = {
  data: "/home/somebody/houses.csv, training part",
  seed: 7,
  epochs: 40,
  steps: 408,
  batch: 16,
  shuffle: true,
  validation: 0.2,
  optimizer: defineOptimizer("adam", { weightDecay: 0.01 }),
  engine: "wasm",
  trainingExamples: 192,
};

const everything: TrainingRecord = {
  ...RECORD,
  shuffle: false,
  split: {
    test: 0.25,
    validation: 0.2,
    seed: 1,
    by: "time",
    examples: { name: "houses.csv", rows: 300, columns: 4, hash: "00" },
  },
  optimizer: defineOptimizer("nesterov", { learningRate: 3e-7 }),
  trainedBy: "PyTorch 2.13.0+cpu, torchrun × 2",
  schedule: { name: "step", every: 3, factor: 0.5, warmUp: { epochs: 2 } },
  labelSmoothing: 0.1,
  classWeights: [1, 2.5],
  earlyStopping: { patience: 5, monitor: "accuracy" },
  dropout: [0.5, 0.2],
  inputDropout: 0.1,
  l1: 1e-6,
  clip: 1,
  batchNorm: true,
  freeze: 1,
  layerRates: [0.1, 1],
  layerWeightDecay: [0, 0.01],
  augmentation: {
    rotation: 8,
    shear: 0,
    stretch: 0,
    scale: 0,
    shift: 0,
    elastic: 2.5,
    thickness: 0,
    normalize: true,
  },
  accuracy: 0.915,
  loss: 0.2345,
  search: { over: "layers=8,16", trials: 12, by: "loss", score: 0.2, command: "akari train" },
};

const textsOf = (speech: Speech, record: TrainingRecord) =>
  Object.fromEntries(factsOf(speech, { definition, record }).map(({ id, text }) => [id, text]));

describe("the facts of a record", () => {
  test("are the recipe, the data and what trained it, without the folders of somebody's machine", () => {
    expect(textsOf(english, RECORD)).toEqual({
      network: "4 → 3 ReLU → 2 softmax, 23 parameters",
      data: "houses.csv, training part: 192 examples",
      split: "20% for validation",
      length: "34 of 40 epochs, 408 steps of 16 examples",
      loss: "cross-entropy",
      optimizer: "Adam (β₁ 0.9, β₂ 0.999, ε 1×10⁻⁸)",
      learningRate: "0.001",
      weightDecay: "0.01",
      seed: "7",
      engine: "Akari, on the CPU",
    });
    expect(textsOf(english, { ...RECORD, validation: 0 }).split).toBe("nothing");
  });

  test("are told with every option that was on", () => {
    expect(textsOf(english, everything)).toMatchObject({
      split: "25% for testing, 20% of the rest for validation, the latest ones",
      optimizer: "Nesterov (momentum 0.9)",
      learningRate: "3×10⁻⁷",
      schedule: "step, times 0.5 after every 3 epochs, warm-up of 2 epochs",
      stopping: "after 5 epochs without a better validation accuracy",
      dropout: "50%, 20%",
      l1: "1×10⁻⁶",
      freeze: "layer 1",
      layerRates: "times 0.1, 1",
      augmentation: "rotation 8, elastic 2.5, centred again",
      seed: "7, not shuffled",
      engine: "PyTorch 2.13.0+cpu, on 2 processes of torchrun",
      score: "accuracy 91.50%, loss 0.2345",
      search: "the best of 12 settings of layers=8,16",
    });
    expect(textsOf(japanese, everything)).toMatchObject({
      data: "houses.csv（学習データ）：192 件",
      stopping: "検証正解率が 5 エポック改善しなければ終了",
      engine: "PyTorch 2.13.0+cpu（torchrun、2 プロセス）",
    });
    expect(Object.keys(textsOf(japanese, everything))).toEqual(Object.keys(textsOf(english, everything)));
    expect(textsOf(english, { ...RECORD, trainedBy: "another program" }).engine).toBe("another program");
  });
});

test("a run in sentences: how it ended, whose weights these are, what is missing", () => {
  const loss = [3, 2, 1, 0.9, 0.8];
  const history = { loss, validationLoss: [3, 1, 2, 2.5, 3] };
  const run = { ...RECORD, epochs: 9, steps: 60, history };
  const stopping = { patience: 3, monitor: "loss" } as const;
  expect(summaryOf(english, { ...run, earlyStopping: stopping, bestEpoch: 2 })).toEqual([
    "Training stopped early, after 5 of 9 epochs.",
    "The validation loss had not improved for 3 epochs.",
    "The weights are those of epoch 2, the best on the validation data.",
  ]);
  expect(summaryOf(english, run)).toEqual([
    "This record is from before the end of the training: 5 of 9 epochs are done, 60 steps in all.",
    "The validation loss was lowest after epoch 2; the weights are later ones.",
  ]);
  expect(summaryOf(english, { ...run, epochs: 5, history: { loss: [1, null, 2, 1, null] } })).toEqual([
    "Training ran to its end: 5 epochs, 60 steps in all.",
    "No data were held out to validate on, so there are curves of the training data only.",
    expect.stringContaining("In 2 epochs, the first of them epoch 2, a loss was infinite"),
  ]);
  expect(summaryOf(english, { ...run, ended: "solved" })).toHaveLength(1);
  expect(summaryOf(japanese, RECORD)).toEqual([
    expect.stringContaining("40 エポックのうち 34 エポック"),
    "この学習の曲線は残っていません。",
  ]);
});
