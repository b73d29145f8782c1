/**
 * @file How good predictions are, counted as they come: for inputs of which the truth is known.
 */

import type { Answer } from "../insight/answer.js";
import { ValueErrors } from "../model/value-scores.js";
import { compact, count, percent } from "./format.js";
import type { Asked } from "./inputs.js";

export class PredictedScore {
  #known = 0;
  #right = 0;
  #errors: ValueErrors | undefined;
  /** What numbers too tiny or too huge to be squared are divided by, 1 of others: one an output. */
  #scales: readonly number[] = [];

  add({ label, values }: Asked, answer: Answer): void {
    if (answer.kind === "class") {
      if (label === undefined) return;
      this.#known++;
      if (label === answer.label) this.#right++;
    } else if (values !== undefined) {
      this.#known++;
      if (this.#errors === undefined) {
        this.#scales = values.map((value) => (value !== 0 && !isOrdinary(value) ? Math.abs(value) : 1));
        const scaling = answer.values.map(({ name }, k) => ({ name, shift: 0, scale: this.#scales[k] }));
        this.#errors = new ValueErrors(values.length, scaling);
      }
      this.#errors.add(
        values.map((value, k) => value / this.#scales[k]),
        0,
        answer.values.map(({ value }, k) => value / this.#scales[k]),
        0,
      );
    }
  }

  /** A line, or one an output; none where no truth is known. */
  lines(): string[] {
    if (this.#known === 0) return [];
    if (this.#errors === undefined) {
      const share = percent(this.#right / this.#known);
      return [`${count(this.#right)} of ${count(this.#known)} labelled inputs are right: ${share}`];
    }
    return this.#errors
      .scores()
      .map(
        ({ name, r2, rmse, mae }) =>
          `${name}: R² ${r2.toFixed(4)}, root mean squared error ${compact(rmse)}, mean absolute error ` +
          `${compact(mae)}, on the ${count(this.#known)} inputs that have it`,
      );
  }
}

/** Whether float64 keeps a number's square, and those of numbers of about its size. */
const isOrdinary = (value: number): boolean => Math.abs(value) > 1e-130 && Math.abs(value) < 1e130;
