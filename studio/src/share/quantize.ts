/**
 * @file Weights in a byte each, for a link: every row of a layer is stored as whole numbers from −127 to 127 and one
 * scale, its largest weight / 127. Rows have scales of their own, for the weights of one unit may be many times as
 * large as another's.
 */

/** A weight matrix in bytes. */
export interface QuantizedRows {
  /** `[rows]`. */
  readonly scales: Float32Array;
  /** `[rows, columns]`: a weight is its level times its row's scale. */
  readonly levels: Int8Array;
}

const LEVELS = 127;

/** @param weight `[rows, columns]`, row by row */
export function quantize(weight: ArrayLike<number>, rows: number): QuantizedRows {
  const columns = weight.length / rows;
  const scales = new Float32Array(rows);
  const levels = new Int8Array(weight.length);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++)
      largest = Math.max(largest, Math.abs(weight[i]));
    scales[row] = largest / LEVELS;
    if (largest === 0) continue;
    for (let i = row * columns; i < (row + 1) * columns; i++) {
      levels[i] = Math.round((weight[i] / largest) * LEVELS);
    }
  }
  return { scales, levels };
}

/** The weights again, `[rows, columns]`, each at most half a scale away from what it was. */
export function restore({ scales, levels }: QuantizedRows): Float32Array {
  const columns = levels.length / scales.length;
  return Float32Array.from(levels, (level, i) => level * scales[Math.floor(i / columns)]);
}
