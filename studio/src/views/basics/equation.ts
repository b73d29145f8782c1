/**
 * @file A network's equation with its real numbers, as a description that the page sets as mathematics.
 */

import type { Model } from "akari";
import { type ParameterPlace, placesOf, valueAt } from "./network";
import type { Problem } from "./problems";

/** A sum of numbers times variables; the last one stands alone. */
export interface Term {
  readonly value: number;
  /** Absent for the bias. */
  readonly variable: Letter | undefined;
}

/** A letter, with a sign below it. */
export interface Letter {
  readonly letter: string;
  readonly below?: string;
}

export interface Line {
  readonly left: Letter;
  /** A function that the sum is in. */
  readonly inside?: string;
  readonly terms: readonly Term[];
}

export function inputSymbols({ kind }: Problem): readonly Letter[] {
  return kind === "curve"
    ? [{ letter: "x" }]
    : [
        { letter: "x", below: "1" },
        { letter: "x", below: "2" },
      ];
}

/** A line for each neuron of a single layer. */
export function singleLayerEquation({ definition, parameters }: Model, problem: Problem): Line[] {
  const [{ units, activation }] = definition.layers;
  const places = placesOf(definition);
  return Array.from({ length: units }, (_, unit) => ({
    left:
      activation === "softmax"
        ? { letter: "z", below: String(unit + 1) }
        : { letter: activation === "sigmoid" ? "p" : "y" },
    ...(activation === "sigmoid" ? { inside: "σ" } : {}),
    terms: places
      .filter((place) => place.unit === unit)
      .map((place) => ({
        value: valueAt(parameters[0], place),
        variable: place.input < 0 ? undefined : inputSymbols(problem)[place.input],
      })),
  }));
}

/** What a number of a single layer is called, such as `w₁` or `b`: with its unit's number where there are several. */
export function nameOf({ unit, input }: ParameterPlace, units: number, inputs: number): string {
  const index =
    (units > 1 ? subscript(unit + 1) : "") + (input >= 0 && inputs > 1 ? subscript(input + 1) : "");
  return (input < 0 ? "b" : "w") + index;
}

export const subscript = (n: number): string =>
  String(n).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
