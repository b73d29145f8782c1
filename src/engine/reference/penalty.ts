/**
 * @file L1 regularisation: the penalty `λ Σ|w|` on a layer's weights, as a part of the loss.
 */

/**
 * Adds the penalty's subgradient to a gradient: `g ← g + λ sign(w)`, where `sign(0)` is 0.
 *
 * @param w weights, `[units, inputs]`, and `g` their gradient
 */
export function addL1(lambda: number, w: Float64Array, g: Float64Array): void {
  for (let i = 0; i < w.length; i++) g[i] += lambda * Math.sign(w[i]);
}
