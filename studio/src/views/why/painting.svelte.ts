/**
 * @file A picture that is painted over until the network's answer changes: its pixels, what they were, and the way
 * back.
 */

import { countChanged } from "./paint";

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
