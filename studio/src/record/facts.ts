/**
 * @file A model's training record in words: the recipe, the data, and what trained it, a fact each.
 */

import type { ModelDefinition } from "akari";
import type { TrainingRecord } from "akari/formats";
import { countParameters, type OptimizerDefinition, type ScheduleDefinition } from "akari/model";
import type { OptionalOptions } from "akari/training";
import type { Speech } from "../i18n/language.svelte";
import { type FactId, record as words } from "../i18n/record";
import { names } from "../i18n/train-recipe";
import { compact, shortest, written } from "../kit/numbers";
import { epochsDone } from "./curves";

/** A network and how it was trained. */
export interface Run {
  readonly definition: ModelDefinition;
  readonly record: TrainingRecord;
}

export interface Fact {
  readonly id: FactId;
  readonly text: string;
}

/** Digits of losses. */
export const DIGITS = 4;

const { values } = words;

/** The curves of a run whose figures are told. */
export const COLUMNS = ["loss", "validationLoss", "validationAccuracy"] as const;

/** A curve's value in an epoch. @param decimals of a loss; as many digits as say it where there are none */
export function figureText(
  { say, percent }: Speech,
  key: (typeof COLUMNS)[number],
  value: number | null,
  decimals?: number,
): string {
  if (value === null) return say(words.notFinite);
  if (key === "validationAccuracy") return percent(value, 2);
  return decimals === undefined ? compact(value, DIGITS) : written(value, decimals);
}

/** What a model's file says of its training. */
export function factsOf(speech: Speech, { definition, record }: Run): Fact[] {
  const { say, number, percent } = speech;
  const { data, trainingExamples, split, validation, epochs, steps, batch, optimizer, search } = record;
  const join = (...parts: readonly (string | undefined)[]): string =>
    parts.filter((part) => part !== undefined && part !== "").join(say(values.join));
  const sizes = [
    number(definition.inputs),
    ...definition.layers.map(({ units, activation }) => `${number(units)} ${nameOf(activation)}`),
  ];
  const share = split?.validation ?? validation;
  const held = share + (split?.test ?? 0);
  const facts: Partial<Record<FactId, string | undefined>> = {
    network: say(values.parameters, sizes.join(" → "), number(countParameters(definition))),
    data: say(values.data, data.replace(/^.*[\\/]/, ""), number(trainingExamples)),
    split:
      held === 0
        ? say(values.noSplit)
        : join(
            say(values.split, percent(share, 0), split && percent(split.test, 0)),
            split?.by === "time" ? say(values.byTime) : undefined,
          ),
    length: say(values.length, number(epochsDone(record)), number(epochs), number(steps), number(batch)),
    loss: nameOf(definition.loss),
    optimizer: optimizerText(speech, optimizer),
    learningRate: "learningRate" in optimizer ? plain(optimizer.learningRate) : undefined,
    weightDecay: optimizer.weightDecay === 0 ? undefined : plain(optimizer.weightDecay),
    ...optionTexts(speech, record),
    search: search && say(values.search, number(search.trials), search.over),
    seed: record.shuffle ? String(record.seed) : say(values.unshuffled, String(record.seed)),
    engine: makerText(speech, record),
    score: join(
      record.accuracy === undefined ? undefined : say(values.accuracy, percent(record.accuracy, 2)),
      record.loss === undefined ? undefined : say(values.testLoss, compact(record.loss, DIGITS)),
    ),
  };
  return Object.entries(facts).flatMap(([id, text]) =>
    text === undefined || text === "" ? [] : [{ id: id as FactId, text }],
  );
}

/** Of each option that is off unless it is given. */
function optionTexts(speech: Speech, record: TrainingRecord): Partial<Record<FactId, string>> {
  const { say, number, percent } = speech;
  const list = (given: number | readonly number[]): string =>
    [given]
      .flat()
      .map((one) => plain(one))
      .join(say(values.join));
  const shares = (given: number | readonly number[]): string =>
    [given]
      .flat()
      .map((one) => percent(one, 0))
      .join(say(values.join));
  const texts: {
    readonly [K in keyof Required<OptionalOptions>]: (given: NonNullable<OptionalOptions[K]>) => string;
  } = {
    schedule: (schedule) => scheduleText(speech, schedule),
    earlyStopping: ({ monitor = "loss", patience }) =>
      say(values.stopping, say(values.monitors[monitor]), number(patience)),
    labelSmoothing: (share) => percent(share, 0),
    classWeights: (given) => (typeof given === "string" ? say(values.balanced) : list(given)),
    dropout: shares,
    inputDropout: shares,
    l1: list,
    clip: list,
    batchNorm: () => say(values.on),
    freeze: (layers) =>
      typeof layers === "number" ? say(values.firstLayers, layers) : say(values.theseLayers, list(layers)),
    layerRates: (rates) => say(values.times, list(rates)),
    layerWeightDecay: list,
    augmentation: (amounts) =>
      Object.entries(amounts)
        .filter(([, amount]) => amount !== 0 && amount !== false)
        .map(([key, amount]) => {
          const name = say(values.amounts[key as keyof typeof values.amounts]);
          return amount === true ? name : `${name} ${plain(amount as number)}`;
        })
        .join(say(values.join)),
  };
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) => {
      const given = record[key as keyof OptionalOptions];
      if (given === undefined) return [];
      return [[key === "earlyStopping" ? "stopping" : key, (text as (given: unknown) => string)(given)]];
    }),
  );
}

const nameOf = (word: string): string => names[word] ?? word;

/** A constant as people write it: 0.0003, but 1×10⁻⁸. */
const plain = (value: number): string => (Math.abs(value) < 1e-5 ? compact(value, 6) : shortest(value));

/** `Adam (β₁ 0.9, β₂ 0.999, ε 1×10⁻⁸)`: learning rate and weight decay are facts of their own. */
function optimizerText({ say }: Speech, optimizer: OptimizerDefinition): string {
  const named =
    optimizer.name !== "sgd"
      ? optimizer.name
      : optimizer.nesterov
        ? "nesterov"
        : optimizer.momentum > 0
          ? "momentum"
          : "sgd";
  const constants = Object.entries(optimizer).flatMap(([key, value]) =>
    key in values.constants && value !== 0
      ? [`${say(values.constants[key as keyof typeof values.constants])} ${plain(Number(value))}`]
      : [],
  );
  return constants.length === 0 ? nameOf(named) : `${nameOf(named)} (${constants.join(", ")})`;
}

function scheduleText({ say, number }: Speech, schedule: ScheduleDefinition): string {
  const { name, warmUp } = schedule;
  return [
    say(values.schedules[name]),
    ...(schedule.name === "step"
      ? [say(values.everyEpochs, plain(schedule.factor), number(schedule.every))]
      : []),
    ...(warmUp === undefined
      ? []
      : "steps" in warmUp
        ? [say(values.warmUpSteps, number(warmUp.steps))]
        : [say(values.warmUpEpochs, plain(warmUp.epochs))]),
  ].join(say(values.join));
}

/** As `train.py` of a folder for torchrun says it. */
const TORCHRUN = /^(PyTorch \S+), torchrun × (\d+)$/;

/** Akari's engine, or the program that has trained in its place. */
function makerText({ say }: Speech, { trainedBy, engine }: TrainingRecord): string {
  if (trainedBy === undefined) return say(values.engines[engine]);
  const [, program, processes] = TORCHRUN.exec(trainedBy) ?? [];
  return program === undefined ? trainedBy : say(values.torchrun, program, processes);
}
