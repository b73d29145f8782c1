/**
 * @file What is on the screen as something that can be computed elsewhere: a network with its numbers, what it is given, and what came out.
 */

import { defineModel, type ModelDefinition, type Trace } from "akari";
import type { ActivationName } from "akari/model";
import { DECIMALS } from "../kit/numbers";
import { traced } from "../network/traced";

/** A layer whose numbers are few enough to be written out. */
export interface SmallLayer {
  /** `[units][inputs]`. */
  readonly weight: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly activation: ActivationName;
}

/** What one layer came to, as the page shows it. */
export interface Outcome {
  readonly z: ArrayLike<number>;
  readonly a: ArrayLike<number>;
}

interface Computed {
  /** Layer by layer. */
  readonly outcomes: readonly Outcome[];
  /** With how many decimals they are written. */
  readonly decimals: number;
}

/** A network that is written out. */
export interface WrittenOut extends Computed {
  readonly kind: "written out";
  readonly layers: readonly SmallLayer[];
  readonly inputs: readonly number[];
}

/** A network whose weights are in a file. */
export interface FromFile extends Computed {
  readonly kind: "from file";
  /** What the file is called that the page saves. */
  readonly file: string;
  readonly activations: readonly ActivationName[];
  /** What raw inputs are divided by. */
  readonly divideBy: number;
  /** Raw, `[inputs]`, 0 to 255. */
  readonly pixels: Uint8Array;
}

export type Computation = WrittenOut | FromFile;

const outcomesOf = ({ layers }: Trace): Outcome[] =>
  layers.map(({ preActivations, activations }) => ({ z: preActivations, a: activations }));

/** A small network and what comes out of it. */
export async function writtenOut(
  layers: readonly SmallLayer[],
  inputs: readonly number[],
  decimals = DECIMALS,
): Promise<WrittenOut> {
  const definition = defineModel({
    inputs: inputs.length,
    layers: layers.map(({ bias, activation }) => ({ units: bias.length, activation })),
  });
  const parameters = layers.map(({ weight, bias }) => ({
    weight: Float32Array.from(weight.flat()),
    bias: Float32Array.from(bias),
  }));
  const trace = await traced({ definition, parameters }, inputs);
  return { kind: "written out", layers, inputs, outcomes: outcomesOf(trace), decimals };
}

/** @returns `undefined` where a network does more with its inputs than divide them: a table's, a sound's, another program's */
export function fromFile(
  definition: ModelDefinition,
  file: string,
  pixels: Uint8Array,
  trace: Trace,
): FromFile | undefined {
  const { image, divideBy = 1, ...more } = definition.preprocessing;
  if (Object.values(more).some((value) => value !== undefined)) return undefined;
  return {
    kind: "from file",
    file,
    activations: definition.layers.map(({ activation }) => activation),
    divideBy,
    pixels,
    outcomes: outcomesOf(trace),
    decimals: DECIMALS,
  };
}
