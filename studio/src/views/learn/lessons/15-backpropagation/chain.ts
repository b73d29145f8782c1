/**
 * @file Two neurons in a row and one step of training, number by number as it is done by hand. A test holds all of it to what Akari's
 * gradients and its training come to.
 */

import { defineModel, type Model } from "akari";
import { minus } from "../../../../kit/numbers";

/** x → ReLU neuron 1 → linear neuron 2 → y. */
export interface Chain {
  readonly x: number;
  readonly w1: number;
  readonly b1: number;
  readonly w2: number;
  readonly b2: number;
  readonly target: number;
}

/** The same for all chains: a decimal point that moves two places. */
export const RATE = 0.01;

/** What is worked out of a chain. */
export interface Step {
  readonly z1: number;
  readonly a1: number;
  readonly y: number;
  readonly loss: number;
  /** ∂L/∂z of either neuron: also its bias's gradient. */
  readonly delta2: number;
  readonly delta1: number;
  readonly slope2: number;
  readonly slope1: number;
  /** The numbers after the step. */
  readonly after: Chain;
}

/** The course's own chain, which is worked out for the learner. */
export const EXAMPLE: Chain = { x: 2, w1: 0.5, b1: 0, w2: 3, b2: -1, target: 1 };

/** Binary fractions stay out of sight: nothing here has more decimals. */
export const tidy = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

/** As it is written by hand: with the decimals that it has. */
export const few = (value: number): string => minus(String(tidy(value)));

export function forward({ x, w1, b1, w2, b2, target }: Chain): Pick<Step, "z1" | "a1" | "y" | "loss"> {
  const z1 = tidy(w1 * x + b1);
  const a1 = Math.max(0, z1);
  const y = tidy(w2 * a1 + b2);
  return { z1, a1, y, loss: tidy((y - target) ** 2) };
}

export function stepOf(chain: Chain): Step {
  const { x, w1, b1, w2, b2, target } = chain;
  const ahead = forward(chain);
  const { z1, a1, y } = ahead;
  const delta2 = tidy(2 * (y - target));
  const delta1 = z1 > 0 ? tidy(delta2 * w2) : 0;
  const [slope2, slope1] = [tidy(delta2 * a1), tidy(delta1 * x)];
  const moved = (value: number, slope: number): number => tidy(value - RATE * slope);
  const after = {
    x,
    target,
    ...{ w1: moved(w1, slope1), b1: moved(b1, delta1) },
    ...{ w2: moved(w2, slope2), b2: moved(b2, delta2) },
  };
  return { ...ahead, delta2, delta1, slope2, slope1, after };
}

/** The chain as the network that it is. */
export const modelOf = ({ w1, b1, w2, b2 }: Chain): Model => ({
  definition: defineModel({
    inputs: 1,
    layers: [
      { units: 1, activation: "relu" },
      { units: 1, activation: "linear" },
    ],
  }),
  parameters: [
    { weight: Float32Array.of(w1), bias: Float32Array.of(b1) },
    { weight: Float32Array.of(w2), bias: Float32Array.of(b2) },
  ],
});
