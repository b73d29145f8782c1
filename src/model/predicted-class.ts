/**
 * @file Which class a network's outputs speak for.
 */

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
