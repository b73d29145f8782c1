/**
 * @file Initialisers: the weights that a network starts from. Biases start at zero.
 *
 * The scale of the first weights decides whether signals grow or fade from layer to layer. Glorot's keeps the
 * variance for functions that are nearly linear around zero (sigmoid, tanh), He's for those that cut half away
 * (ReLU and kin).
 */

import type { RandomGenerator } from "./random.js";

/** Draws one weight of a layer with `fanIn` inputs and `fanOut` units. */
type Initializer = (random: RandomGenerator, fanIn: number, fanOut: number) => number;

const uniformWithin = (random: RandomGenerator, bound: number): number => (2 * random.uniform() - 1) * bound;

/** Every initialiser, by its name. */
export const INITIALIZERS = {
  zeros: () => 0,
  /** Between −0.05 and 0.05. */
  uniform: (random) => uniformWithin(random, 0.05),
  /** Standard deviation 0.05. */
  normal: (random) => random.normal() * 0.05,
  /** Glorot and Bengio, 2010: variance `2 / (fanIn + fanOut)`. */
  glorot_uniform: (random, fanIn, fanOut) => uniformWithin(random, Math.sqrt(6 / (fanIn + fanOut))),
  glorot_normal: (random, fanIn, fanOut) => random.normal() * Math.sqrt(2 / (fanIn + fanOut)),
  /** He and others, 2015: variance `2 / fanIn`. */
  he_uniform: (random, fanIn) => uniformWithin(random, Math.sqrt(6 / fanIn)),
  he_normal: (random, fanIn) => random.normal() * Math.sqrt(2 / fanIn),
  /** LeCun and others, 1998: variance `1 / fanIn`. */
  lecun_normal: (random, fanIn) => random.normal() * Math.sqrt(1 / fanIn),
} satisfies Record<string, Initializer>;

/**
 * How a layer's first weights are drawn.
 *
 * @useDeclaredType
 */
export type InitializerName = keyof typeof INITIALIZERS;

export const INITIALIZER_NAMES = Object.keys(INITIALIZERS) as readonly InitializerName[];
