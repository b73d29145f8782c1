/**
 * @file What an answer came from: which of a network's weighted sums tell one class from another, how much of their value
 * each pixel brought, and what the sum is made of. A network with a single output tells two classes apart with it: the
 * second by the weighted sum, the first by its negative.
 */

import type { Model, ModelDefinition } from "akari";
import { type Attribution, contributions, saliency } from "akari/insight";
import { readsDigits } from "../../mnist/digits";
import { greyImage } from "../../network/grid";
import type { InputSource } from "../../studio.svelte";

/** What an explanation is of: a class by itself, or a class against another. */
export interface Question {
  readonly of: number;
  readonly versus?: number;
}

/**
 * The question to ask of an answer: how it came to stand before another class.
 *
 * @param ranked the classes, the likeliest first
 * @param label the right one, where that is known: a wrong answer is held against it, any other against the runner-up
 * @param asked the class that somebody wants it held against; below zero, against none
 */
export function questionAbout(
  [answer, runnerUp]: readonly number[],
  label: number | undefined,
  asked: number | undefined,
): Question {
  if (asked !== undefined && asked < 0) return { of: answer };
  const wanted = [asked, label].find((one) => one !== undefined && one !== answer);
  return { of: answer, versus: wanted ?? runnerUp };
}

/** The same in output units: of which weighted sum, less which other, and with which sign. */
export interface Target {
  readonly unit: number;
  readonly versus?: number;
  readonly sign: 1 | -1;
}

/** The weighted sums that a question is asked of. `units` is how many outputs there are. */
export function targetOf(units: number, { of, versus }: Question): Target {
  // For one unit, z separates class 1 from class 0 already: the question against the other class is the same.
  if (units === 1) return { unit: 0, sign: of === 1 ? 1 : -1 };
  return { unit: of, sign: 1, ...(versus === undefined ? {} : { versus }) };
}

/** Whether a network chooses between classes, rather than predicting values. */
export function choosesClasses({ layers }: ModelDefinition): boolean {
  const { units, activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid" || units > 1;
}

/** The class that a picture is of, where that is known and the network has it. */
export function labelOf(definition: ModelDefinition, source: InputSource): number | undefined {
  return source.kind === "mnist" && readsDigits(definition) ? source.label : undefined;
}

/** Height and width of the picture that the inputs are; `undefined` where they are no picture. */
export function pictureOf(definition: ModelDefinition): readonly [number, number] | undefined {
  const { inputs, preprocessing } = definition;
  const { image, table, sound } = preprocessing;
  if (image !== undefined || table !== undefined || sound !== undefined) return greyImage(definition);
  const side = Math.sqrt(inputs);
  return Number.isInteger(side) && side >= 8 ? [side, side] : undefined;
}

export interface AttributionRequest {
  readonly model: Model;
  readonly input: Uint8Array | Float32Array;
  readonly target: Target;
}

/** All of one moment: numbers and pictures made of it cannot disagree. */
export interface AttributionAnswer {
  readonly contributions: Attribution;
  /** `∂/∂pixel` of the same value, `[inputs]`. */
  readonly saliency: Float64Array;
}

/** Some dozens of passes through the network. */
export function attribute({ model, input, target }: AttributionRequest): AttributionAnswer {
  const { unit, versus, sign } = target;
  const { value, baseline, shares } = contributions(model, input, unit, versus);
  return {
    contributions: {
      value: sign * value,
      baseline: sign * baseline,
      shares: shares.map((share) => sign * share),
    },
    saliency: saliency(model, input, unit, versus).map((slope) => sign * slope),
  };
}

export interface Balance {
  readonly baseline: number;
  /** Sum of the shares above zero, and of those below. */
  readonly raising: number;
  readonly lowering: number;
  readonly value: number;
}

/** @param decimals how many the numbers are shown with */
export function balanceOf({ value, baseline, shares }: Attribution, decimals: number): Balance {
  let [raising, lowering] = [0, 0];
  for (const share of shares) {
    if (share > 0) raising += share;
    else lowering += share;
  }
  const unit = 10 ** decimals;
  const total = Math.round(value * unit);
  const parts = roundToSum([baseline * unit, raising * unit, lowering * unit], total);
  return {
    baseline: parts[0] / unit,
    raising: parts[1] / unit,
    lowering: parts[2] / unit,
    value: total / unit,
  };
}

/**
 * Whole numbers that add up to `total`, each as near to its part as that allows: what is left over goes to those that
 * rounding moved furthest the other way (the largest-remainder method).
 */
export function roundToSum(parts: readonly number[], total: number): number[] {
  const rounded = parts.map(Math.round);
  let left = total - rounded.reduce((sum, part) => sum + part, 0);
  const step = Math.sign(left);
  while (left !== 0) {
    const lags = rounded.map((part, i) => (parts[i] - part) * step);
    rounded[lags.indexOf(Math.max(...lags))] += step;
    left -= step;
  }
  return rounded;
}
