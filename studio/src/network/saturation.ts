/**
 * @file Where an activation function is so flat that hardly any gradient gets through, in every view that says so.
 */

import { ACTIVATIONS, type ActivationName } from "akari/model";

/** The activation functions that flatten out at both ends, and the steepest slope of each. */
const STEEPEST = { sigmoid: 0.25, tanh: 1 } as const;
/** A slope as small as this part of the steepest is flat. */
const FLAT = 0.08;

export type Saturating = keyof typeof STEEPEST;

export const canSaturate = (activation: ActivationName): activation is Saturating =>
  Object.hasOwn(STEEPEST, activation);

/** Of these functions, the slope follows from the value alone. */
export const isFlat = (activation: Saturating, value: number): boolean =>
  ACTIVATIONS[activation].derivative(0, value) < FLAT * STEEPEST[activation];
