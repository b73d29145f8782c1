/**
 * @file How good predictions are, counted as they come: for inputs of which the truth is known.
 */

import type { Targets } from "../data/dataset.js";
import { DataHash } from "../data/fingerprint.js";
import { KnownRowCounter } from "../data/row-sketch.js";
import type { StoredModel } from "../formats/index.js";
import { type Answer, classLabels } from "../insight/answer.js";
import type { ModelDefinition } from "../model/model.js";
import { ValueErrors } from "../model/value-scores.js";
import { compact, count, percent } from "./format.js";
import type { Asked } from "./inputs.js";
import { knownRowsNotes } from "./known-rows.js";

export class PredictedScore {
  readonly #definition: ModelDefinition;
  readonly #learned: KnownRowCounter | undefined;
  #known = 0;
  #right = 0;
  #errors: ValueErrors | undefined;

  constructor({ model, record }: StoredModel) {
    const learned = record?.split?.learned;
    this.#definition = model.definition;
    if (learned !== undefined) this.#learned = new KnownRowCounter(learned);
  }

  /** @param inputs as the model took them, `[inputs]` */
  add({ label, values }: Asked, answer: Answer, inputs: Float32Array): void {
    if (answer.kind === "class") {
      if (label === undefined) return;
      this.#known++;
      if (label === answer.label) this.#right++;
      const place = classLabels(this.#definition).indexOf(label);
      this.#see(inputs, { kind: "classes", classes: Uint32Array.of(place), names: [] });
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
      const { outputs } = this.#definition.preprocessing;
      const data = Float64Array.from(values, (value, k) => {
        const { shift, scale } = outputs?.[k] ?? { shift: 0, scale: 1 };
        return (value - shift) / scale;
      });
      this.#see(inputs, { kind: "values", data, columns: data.length });
    }
  }

  #see(data: Float32Array, targets: Targets): void {
    const learned = this.#learned;
    if (learned === undefined) return;
    const features = { data, rows: 1, columns: data.length };
    new DataHash().add({ features, targets }, (hash) => learned.see(hash));
  }

  /** A line, or one an output, and what the model knows of these inputs; none where no truth is known. @param name the model's */
  lines(name: string): string[] {
    if (this.#known === 0) return [];
    return [
      ...this.#scores(),
      ...(this.#learned === undefined ? [] : knownRowsNotes(this.#learned.finish(), name)),
    ];
  }

  #scores(): string[] {
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
