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

  add({ label, values }: Asked, answer: Answer): void {
    if (answer.kind === "class") {
      if (label === undefined) return;
      this.#known++;
      if (label === answer.label) this.#right++;
    } else if (values !== undefined) {
      this.#known++;
      this.#errors ??= new ValueErrors(
        values.length,
        answer.values.map(({ name }) => ({ name, shift: 0, scale: 1 })),
      );
      this.#errors.add(
        values,
        0,
        answer.values.map(({ value }) => value),
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
