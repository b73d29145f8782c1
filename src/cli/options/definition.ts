/**
 * @file What there is to say of an option.
 */

import type { TrainingOptionName } from "../../training/options.js";
import type { DataKind } from "../../training/recommend.js";
import type { ValueParser } from "./values.js";

export interface OptionDefinition {
  /** How the help text calls the value; a flag, which takes none, has none. */
  readonly value?: string;
  readonly help: string;
  /** What holds when the option is left out, as it would be typed or in words; else as the option has it that it sets. */
  readonly default?: string;
  readonly parse: ValueParser<unknown>;
  /** Of an option that says how data are read: the kinds of data that it says something to. */
  readonly kinds?: readonly DataKind[];
  /** The training option that its value is, as it stands. Its row there says with which optimizers it goes. */
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
