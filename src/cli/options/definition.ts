/**
 * @file What there is to say of an option.
 */

import type { TrainingOptionName } from "../../training/options.js";
import type { ValueParser } from "./values.js";

export interface OptionDefinition {
  /** How the help text calls the value; a flag, which takes none, has none. */
  readonly value?: string;
  readonly help: string;
  /** What holds when the option is left out, as it would be typed or in words. */
  readonly default?: string;
  readonly parse: ValueParser<unknown>;
  /** The training option that its value is, as it stands. */
  readonly sets?: TrainingOptionName;
  /** Of a flag: what a run has without it. */
  readonly without?: string;
  /** A single letter for it. */
  readonly short?: string;
  /** What other programs call it, for suggestions. */
  readonly aliases?: readonly string[];
  /** Other options' values with which this one would do nothing. */
  readonly ignoredWhen?: readonly {
    readonly option: string;
    readonly is: readonly string[];
    readonly why: string;
  }[];
}

export const flag: ValueParser<true> = () => true;

/** `relu, sigmoid, tanh` and so on, broken by the help text where its lines end. */
export const joinNames = (all: readonly string[]): string => all.join(", ");

const LBFGS = { option: "optimizer", is: ["lbfgs"] } as const;

/** Of what it has no notion of: it is for smooth functions that do not change from step to step. */
export const WITH_LBFGS = { ...LBFGS, why: "it is for the optimizers that learn batch by batch" };

export const RATE_WITH_LBFGS = { ...LBFGS, why: "it finds the length of each step itself" };
