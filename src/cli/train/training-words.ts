/**
 * @file How a model was trained, in the field's words: what training, `akari summary` and reports share.
 */

import type { TrainingRecord } from "../../formats/description/training-record.js";
import type { OptimizerDefinition } from "../../model/optimizers.js";
import type { ScheduleDefinition } from "../../model/schedules.js";
import { completeOptional, type LayerOptions, type Regularization } from "../../training/options.js";
import { countOf } from "../terminal/text.js";

/** `adam, learning rate 0.001, beta1 0.9, …, layer 1 frozen`; what is off is left out. */
export function optimizerText(
  { name, ...constants }: OptimizerDefinition,
  { freeze = 0, layerRates = [], layerWeightDecay = [] }: LayerOptions = {},
): string {
  const parts = Object.entries(constants)
    .filter(([, value]) => value !== 0 && value !== false)
    .map(([key, value]) => (value === true ? key : `${inWords(key)} ${roundedText(value)}`));
  const each = (what: string, numbers: readonly number[]): string[] =>
    numbers.length === 0 ? [] : [`${what} by layer ${numbers.join(" and ")}`];
  const byLayer = [
    ...each("learning rate times", layerRates),
    ...each("weight decay", layerWeightDecay),
    ...(freeze === 0 ? [] : [`${layersText(freeze)} frozen`]),
  ];
  return [name, ...parts, ...byLayer].join(", ");
}

/** `layer 1`, `layers 1 to 3`, `layers 1 and 3`. @param layers the first ones, or which, counted from 1 */
function layersText(layers: number | readonly number[]): string {
  if (typeof layers === "number") return layers === 1 ? "layer 1" : `layers 1 to ${layers}`;
  return `layer${layers.length === 1 ? "" : "s"} ${layers.join(" and ")}`;
}

/** A constant that was reckoned, such as 0.000020000000000000052, as it was meant. */
const roundedText = (value: string | number | boolean): string =>
  String(typeof value === "number" ? Number(value.toPrecision(12)) : value);

/** What is particular about the loss that was learned from; empty where nothing is. */
export function lossText({ labelSmoothing, classWeights }: TrainingRecord): string {
  const weights = typeof classWeights === "string" ? classWeights : classWeights?.join(", ");
  return [
    ...(labelSmoothing === undefined ? [] : [`labels smoothed by ${labelSmoothing}`]),
    ...(weights === undefined ? [] : [`class weights ${weights}`]),
  ].join("; ");
}

/** `dropout 0.2, L1 0.001`; empty where there was none. */
export function regularizationText(record: TrainingRecord): string {
  const parts = Object.entries(completeOptional(record, ["regularization"]) as Regularization).map(
    ([key, value]) => {
      if (value === true) return "batch normalisation";
      const numbers = typeof value === "object" ? value.join(" and ") : value;
      return `${key === "l1" ? "L1" : inWords(key)} ${numbers}`;
    },
  );
  return parts.join(", ");
}

/** `learningRate` as `learning rate`. */
const inWords = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `cosine, warm-up of 500 steps`. */
export function describeSchedule(schedule: ScheduleDefinition): string {
  const { name, warmUp } = schedule;
  const shape =
    schedule.name === "step"
      ? `step, times ${schedule.factor} after every ${schedule.every === 1 ? "epoch" : countOf(schedule.every, "epoch")}`
      : name.replace("_", "-");
  if (warmUp === undefined) return shape;
  const [count, noun] = "steps" in warmUp ? [warmUp.steps, "step"] : [warmUp.epochs, "epoch"];
  return `${shape}, warm-up of ${countOf(count, noun)}`;
}
