/**
 * @file Which class a network's outputs speak for, and which one numbers say.
 */

import { type ModelDefinition, outputUnits } from "./model.js";

/**
 * The class that the outputs of one example speak for: the largest. A single output speaks for class 1 where it is
 * above ½, else for class 0.
 *
 * @param outputs activations of the output layer, `[units]`
 */
export function predictedClass(outputs: ArrayLike<number>): number {
  if (outputs.length === 1) return outputs[0] > 0.5 ? 1 : 0;
  let best = 0;
  for (let i = 1; i < outputs.length; i++) if (outputs[i] > outputs[best]) best = i;
  return best;
}

/** Whether numbers may say classes to a network: its outputs are a softmax, and stand for nothing else. */
export const saysOneHot = (definition: ModelDefinition): boolean =>
  definition.layers.at(-1)?.activation === "softmax" &&
  outputUnits(definition) > 1 &&
  definition.preprocessing.outputs === undefined;

/** {@link oneHotClass} of each row. */
export const oneHotClasses = (targets: Parameters<typeof oneHotClass>[0]): Uint32Array =>
  Uint32Array.from({ length: targets.data.length / targets.columns }, (_, row) => oneHotClass(targets, row));

/** The class that a row of numbers says, one of which is 1 and all others 0; -1 where they are other numbers. */
export function oneHotClass(
  { data, columns }: { readonly data: ArrayLike<number>; readonly columns: number },
  row: number,
): number {
  let found = -1;
  for (let k = 0; k < columns; k++) {
    const number = data[row * columns + k];
    if (number === 0) continue;
    if (number !== 1 || found >= 0) return -1;
    found = k;
  }
  return found;
}
