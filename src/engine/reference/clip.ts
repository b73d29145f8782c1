/**
 * @file Gradient clipping by the global norm (Pascanu, Mikolov and Bengio, 2013), as PyTorch's `clip_grad_norm_` has it.
 */

/** Keeps a gradient of no length from being divided by 0. */
const EPSILON = 1e-6;

/**
 * Shortens gradients, all of them together as one vector, to about `clip` where they are longer:
 * `g ← g · min(1, clip / (‖g‖ + ε))`.
 */
export function clipNorm(gradients: readonly Float64Array[], clip: number): void {
  let squares = 0;
  for (const gradient of gradients) for (const g of gradient) squares += g * g;
  const factor = clip / (Math.sqrt(squares) + EPSILON);
  if (!(factor < 1)) return;
  for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
}
