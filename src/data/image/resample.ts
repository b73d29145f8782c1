/**
 * @file Makes pictures smaller or larger by area: a new pixel is the mean of what it covers of the old ones, parts
 * of pixels included (a box filter), so that no ink is lost or made.
 */

/** Numbers in rows and columns. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** `[height, width]`. */
  readonly data: ArrayLike<number>;
}

/** How one side is mapped. */
export interface Axis {
  /** New pixels. */
  readonly length: number;
  /** Where the old picture's first edge comes to lie, in new pixels. */
  readonly start: number;
  /** New pixels to an old one. */
  readonly scale: number;
}

/** An old pixel's part in a new one. */
interface Share {
  readonly from: number;
  readonly to: number;
  readonly part: number;
}

/**
 * Resamples; what lies outside the old picture counts as 0.
 *
 * @returns `[down.length, across.length]`
 */
export function resample({ width, height, data }: Raster, across: Axis, down: Axis): Float64Array {
  const columns = shares(width, across);
  const narrow = new Float64Array(height * across.length);
  for (let y = 0; y < height; y++) {
    for (const { from, to, part } of columns) narrow[y * across.length + to] += part * data[y * width + from];
  }
  const result = new Float64Array(down.length * across.length);
  for (const { from, to, part } of shares(height, down)) {
    for (let x = 0; x < across.length; x++) {
      result[to * across.length + x] += part * narrow[from * across.length + x];
    }
  }
  return result;
}

/** Which old pixels overlap which new ones, and by how much of the new one. */
function shares(count: number, { length, start, scale }: Axis): Share[] {
  const list: Share[] = [];
  for (let from = 0; from < count; from++) {
    const [begin, end] = [start + from * scale, start + (from + 1) * scale];
    for (let to = Math.max(0, Math.floor(begin)); to < Math.min(length, end); to++) {
      const part = Math.min(end, to + 1) - Math.max(begin, to);
      if (part > 0) list.push({ from, to, part });
    }
  }
  return list;
}
