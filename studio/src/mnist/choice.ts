/**
 * @file Which of MNIST's test images are shown, and how the keys move among them.
 */

import { isMultiLabel, type ModelDefinition } from "akari";

/** Pixels of an image. */
export const PIXELS = 784;

/** Whether a network answers an image of MNIST with one of its ten digits, so that it can be right or wrong. */
export function readsDigits(definition: ModelDefinition): boolean {
  const { inputs, layers, labels } = definition;
  const { units } = layers[layers.length - 1];
  if (isMultiLabel(definition)) return false;
  return inputs === PIXELS && units === 10 && (labels?.every((label, i) => label === String(i)) ?? true);
}

export interface Filter {
  /** Only images of this digit. */
  readonly digit?: number | undefined;
  /** Only those that the network takes for another digit. */
  readonly wrong: boolean;
}

/**
 * The images that a filter lets through, in their order.
 *
 * @param labels the digit of each image
 * @param predicted what the network takes each for; needed where only the wrong ones are wanted
 */
export function chooseImages(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number> | undefined,
  { digit, wrong }: Filter,
): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (digit !== undefined && labels[i] !== digit) continue;
    if (wrong && (predicted === undefined || predicted[i] === labels[i])) continue;
    chosen.push(i);
  }
  return chosen;
}

/**
 * Where a key leads from a place in a list that is laid out row by row.
 *
 * @param page how many places Page Up and Page Down pass
 * @returns the new place, or `undefined` where the key does not move
 */
export function moveTo(
  key: string,
  place: number,
  count: number,
  columns: number,
  page: number,
): number | undefined {
  const last = count - 1;
  const by: Record<string, number> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place - columns,
    ArrowDown: place + columns,
    PageUp: Math.max(0, place - page),
    PageDown: Math.min(last, place + page),
    Home: 0,
    End: last,
  };
  const next = by[key];
  if (next === undefined) return undefined;
  return next < 0 || next > last ? place : next;
}
