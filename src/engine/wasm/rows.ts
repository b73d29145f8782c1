/**
 * @file Inputs that belong to no data set, on their way into the arena, bytes as bytes and all other numbers as
 * floats; and activations on their way out, from panels to rows, as callers know them.
 */

import type { Numbers } from "../engine.js";
import { PANEL, SOURCE, SOURCE_KINDS } from "./layout.js";
import type { Kernels } from "./module.js";

/** Kernels read up to 64 values at a time, and so beyond the last one: see kernels/inputs.ts. */
const SLACK_BYTES = 256;

/** Room for some examples, side by side, which each call fills anew. */
export class RawInputs {
  readonly #kernels: Kernels;
  readonly #columns: number;
  readonly #data: number;
  /** Addresses of the kernels' records of the same place, for either type. */
  readonly #bytes: number;
  readonly #floats: number;

  /** @param rows the most examples in a call */
  constructor(kernels: Kernels, rows: number, columns: number, divideBy: number) {
    this.#kernels = kernels;
    this.#columns = columns;
    const data = kernels.allocate(rows * columns * 4 + SLACK_BYTES);
    const record = (kind: number, stride: number): number =>
      kernels.record(SOURCE, { kind, data, stride, divideBy });
    this.#data = data;
    this.#bytes = record(SOURCE_KINDS.DENSE_U8, columns);
    this.#floats = record(SOURCE_KINDS.DENSE_F32, columns * 4);
  }

  /**
   * Copies `count` examples in, from the `first` on.
   *
   * @param inputs `[n, columns]`
   * @returns the address of the source that they are now
   */
  write(inputs: ArrayLike<number>, first: number, count: number): number {
    const from = first * this.#columns;
    const to = from + count * this.#columns;
    const whole = to - from === inputs.length;
    if (inputs instanceof Uint8Array || inputs instanceof Uint8ClampedArray) {
      this.#kernels.bytes.set(whole ? inputs : inputs.subarray(from, to), this.#data);
      return this.#bytes;
    }
    const { floats } = this.#kernels;
    const start = this.#data / 4;
    if (inputs instanceof Float32Array) floats.set(whole ? inputs : inputs.subarray(from, to), start);
    else for (let i = from; i < to; i++) floats[start + i - from] = inputs[i];
    return this.#floats;
  }
}

export class RowReader {
  readonly #kernels: Kernels;
  readonly #stride: number;
  readonly #rows: number;
  /** What was read last: kept, so that reading as much again makes no new object. */
  #view = new Float32Array();

  /**
   * @param stride bytes from one panel to the next
   * @param numbers the most in a call
   */
  constructor(kernels: Kernels, stride: number, numbers: number) {
    this.#kernels = kernels;
    this.#stride = stride;
    this.#rows = kernels.allocate((numbers + PANEL) * 4);
  }

  /**
   * Copies the first `rows` rows of an array in panels to `to[offset]` and on, as `[rows, columns]`.
   *
   * @param panels the array's address
   */
  read(panels: number, rows: number, columns: number, to: Numbers, offset: number): void {
    this.#kernels.call.unpackRows(panels, this.#stride, rows, columns, this.#rows);
    const start = this.#rows / 4;
    const numbers = rows * columns;
    // A memory that has grown leaves views of no length behind.
    if (this.#view.length !== numbers) this.#view = this.#kernels.floats.subarray(start, start + numbers);
    to.set(this.#view, offset);
  }
}
