/**
 * @file A picture that is painted over until the network's answer changes: the pixels that a brush passes, what they were, and
 * the way back.
 */

/**
 * The pixels on the straight way between two, both included (Bresenham, 1965), so that a quick stroke leaves no gaps.
 *
 * @param from index into a picture of that width, row by row
 */
export function pixelsBetween(from: number, to: number, width: number): number[] {
  let [x, y] = [from % width, Math.floor(from / width)];
  const [endX, endY] = [to % width, Math.floor(to / width)];
  const [dx, dy] = [Math.abs(endX - x), -Math.abs(endY - y)];
  const [stepX, stepY] = [Math.sign(endX - x), Math.sign(endY - y)];
  const passed = [from];
  for (let error = dx + dy; x !== endX || y !== endY; passed.push(y * width + x)) {
    const twice = 2 * error;
    if (twice >= dy) {
      error += dy;
      x += stepX;
    }
    if (twice <= dx) {
      error += dx;
      y += stepY;
    }
  }
  return passed;
}

/** How many pixels differ. */
export function countChanged(before: ArrayLike<number>, after: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) count++;
  return count;
}

/** The pixel under a place on a canvas, both in the same unit; places outside give the nearest one. */
export function pixelAt(
  x: number,
  y: number,
  size: { readonly width: number; readonly height: number },
  [height, width]: readonly [number, number],
): number {
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor(value)));
  return clamp((y / size.height) * height, height) * width + clamp((x / size.width) * width, width);
}

type Values = Uint8Array | Float32Array;

/** So many strokes can be undone. */
const MOST_STROKES = 500;

export class Painting {
  readonly original: Values;
  current: Values = $state.raw(new Uint8Array());
  /** The fewest changed pixels that turned the answer as was wanted; `undefined` until it turns. */
  fewest: number | undefined = $state();
  readonly changed: number = $derived.by(() => countChanged(this.original, this.current));
  #past: readonly Values[] = $state.raw([]);
  #future: readonly Values[] = $state.raw([]);

  constructor(original: Values) {
    this.original = original.slice();
    this.current = this.original;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Begins a stroke: one undo takes all of it back. */
  begin(): void {
    this.#past = [...this.#past, this.current].slice(-MOST_STROKES);
    this.#future = [];
  }

  /** Sets pixels to a raw value, within the stroke that was begun. */
  paint(pixels: readonly number[], value: number): void {
    const painted = this.current.slice();
    for (const pixel of pixels) painted[pixel] = value;
    this.current = painted;
  }

  /** Ends a stroke. One that changed nothing is not kept. */
  end(): void {
    const before = this.#past.at(-1);
    if (before !== undefined && countChanged(before, this.current) === 0)
      this.#past = this.#past.slice(0, -1);
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#future = [...this.#future, this.current];
    this.#past = this.#past.slice(0, -1);
    this.current = before;
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (after === undefined) return;
    this.#past = [...this.#past, this.current];
    this.#future = this.#future.slice(0, -1);
    this.current = after;
  }

  /** Back to the picture as it was; this too can be undone. */
  restore(): void {
    this.begin();
    this.current = this.original;
    this.end();
  }
}
