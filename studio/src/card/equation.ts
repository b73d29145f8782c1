/**
 * @file A neuron's equation as the card shows it: the one description that the numbers, the formulas and the
 * highlights in the pictures are made of, so that they cannot disagree.
 *
 * How it is rounded: every term, the bias, `z` and `a` are shown as the nearest number with the card's decimals. The
 * smaller terms are shown as one sum, which is written as what is missing from the shown terms and bias to the shown
 * `z`. So what is on the screen adds up exactly; the sum of the rest takes up the roundings of the others (less than
 * half a unit of the last place for each). Where all terms are shown nothing can take them up, and `adds` says whether
 * the numbers add up to the last place: if not, the card writes ≈ for =.
 */

import type { NeuronExplanation, NeuronTerm } from "akari/insight";
import { rounded } from "../kit/numbers";

/** How many terms are written out at first. */
export const MOST_TERMS = 8;

export interface ShownTerm {
  /** The unit of the layer before, from 0. */
  readonly from: number;
  readonly weight: number;
  readonly activation: number;
  readonly product: number;
}

/** `z = Σ terms + rest + bias`, `a = σ(z)`; all numbers as they are shown. */
export interface Equation {
  readonly terms: readonly ShownTerm[];
  /** The terms that are not written out; `undefined` where all are. */
  readonly rest: { readonly count: number; readonly sum: number } | undefined;
  readonly bias: number;
  readonly preActivation: number;
  readonly activation: number;
  /** Whether the shown numbers add up to the shown `z`. */
  readonly adds: boolean;
}

/**
 * A neuron's equation with its numbers as they are shown.
 *
 * @param count how many terms are written out
 */
export function describeEquation(explanation: NeuronExplanation, count = MOST_TERMS): Equation {
  // One term that is left over is better written out than summed.
  const most = explanation.terms.length === count + 1 ? count + 1 : count;
  const terms = explanation.terms.slice(0, most).map(shown);
  const bias = rounded(explanation.bias);
  const preActivation = rounded(explanation.preActivation);
  const missing = rounded(terms.reduce((left, { product }) => left - product, rounded(preActivation - bias)));
  const left = explanation.terms.length - terms.length;
  return {
    terms,
    rest: left === 0 ? undefined : { count: left, sum: missing },
    bias,
    preActivation,
    activation: rounded(explanation.activation),
    adds: left > 0 || missing === 0,
  };
}

/** One term, rounded. */
export function shown({ from, weight, activation, product }: NeuronTerm): ShownTerm {
  return {
    from,
    weight: rounded(weight),
    activation: rounded(activation),
    product: rounded(product),
  };
}
