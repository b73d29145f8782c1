/**
 * @file Activations on their way out of the arena: from panels to rows, as callers know them.
 */

import type { Numbers } from "../engine.js";
import type { Kernels } from "./module.js";
import { PANEL } from "./panels.js";

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
