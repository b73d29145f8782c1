/**
 * @file The networks whose weights and biases are counted: a small one, the one of the course, and another of its kind. Those of the seed are
 * such that every slip gives another count.
 */

import { defineModel, type ModelDefinition } from "akari";
import { countParameters } from "akari/model";
import { drawnBy, pickBy } from "../../drawn";

/** The neurons of each layer, from the inputs on. */
export type Sizes = readonly number[];

export const COURSE: Sizes = [784, 16, 16, 10];

/** As both languages write a large whole number. */
export const grouped = (count: number): string => count.toLocaleString("en");

export const nameOf = (sizes: Sizes): string => sizes.join("-");

export function definitionOf([inputs, ...layers]: Sizes): ModelDefinition {
  return defineModel({
    inputs,
    layers: layers.map((units) => ({ units, activation: "sigmoid" as const })),
    ...(inputs === COURSE[0] ? { preprocessing: { divideBy: 255, image: [28, 28] as const } } : {}),
  });
}

export const countOf = (sizes: Sizes): number => countParameters(definitionOf(sizes));

/** Each layer with weights as a network of its own: what comes in and what goes out. */
export const layersOf = (sizes: Sizes): Sizes[] => sizes.slice(1).map((units, i) => [sizes[i], units]);

export const weightsOf = (sizes: Sizes): number =>
  layersOf(sizes).reduce((sum, [inputs, units]) => sum + inputs * units, 0);
const sumOf = (sizes: Sizes): number => sizes.reduce((sum, one) => sum + one, 0);
export const biasesOf = (sizes: Sizes): number => sumOf(sizes.slice(1));

/** What the count comes to with each slip. */
export function slipsOfCount(sizes: Sizes): ReadonlyMap<string, readonly number[]> {
  const weights = weightsOf(sizes);
  const layers = layersOf(sizes);
  const counts = layers.map(countOf);
  return new Map([
    ["weightsOnly", [weights]],
    ["oneBias", [weights + layers.length]],
    ["inputsCounted", [weights + sumOf(sizes)]],
    ["biasPerInput", [weights + sumOf(sizes.slice(0, -1))]],
    ["neurons", [sumOf(sizes), biasesOf(sizes)]],
    // Of a single layer nothing would be left.
    ["layerMissing", layers.length === 1 ? [] : counts.flatMap((count) => [countOf(sizes) - count, count])],
  ]);
}

const SMALL = [2, 3, 4, 5];
const HIDDEN = [8, 12, 20, 24, 30, 32, 40, 50];

interface Networks {
  readonly small: Sizes;
  readonly other: Sizes;
}

const networksBy = drawnBy((random): Networks => {
  const pick = pickBy(random);
  let small: Sizes;
  do small = [pick(SMALL), pick(SMALL), pick(SMALL)];
  while (!isTelling(small));
  let other: Sizes;
  do other = [784, pick(HIDDEN), ...(random() < 0.5 ? [pick(HIDDEN)] : []), 10];
  while (!isTelling(other));
  return { small, other };
});

/** The small network, and the other one that reads pictures of 784 pixels. */
export const networksOf = (seed: number): Networks => networksBy(seed + 1);

/** Whether no slip looks like another or like the count itself, in all of it and in its first layer. */
const isTelling = (sizes: Sizes): boolean =>
  [sizes, sizes.slice(0, 2)].every((those) =>
    [[countOf(those)], ...slipsOfCount(those).values()].every((some, i, all) =>
      all.slice(i + 1).every((values) => some.every((one) => !values.includes(one))),
    ),
  );
