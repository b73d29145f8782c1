/**
 * @file How many of the predictions of `akari predict` are right, or how far off they are, where its inputs say what is.
 */

import type { Targets } from "../../data/dataset.js";
import { DataHash, KnownRowCounter } from "../../data/fingerprint.js";
import type { StoredModel } from "../../formats/stored-model.js";
import { labelTruth, type Prediction } from "../../insight/predictions.js";
import type { ModelDefinition } from "../../model/model.js";
import { classLabels, outputTask } from "../../model/outputs.js";
import type { ValueErrors } from "../../training/evaluate.js";
import { LabelTally } from "../../training/label-scores.js";
import type { ModelInput } from "../input/inputs.js";
import { compact, count, percent } from "../terminal/text.js";

/** Counts predictions that come one after another, and how many of them are right or how far off they are. */
export class PredictedScore {
  readonly #definition: ModelDefinition;
  readonly #learned: KnownRowCounter | undefined;
  readonly #Errors: typeof ValueErrors | undefined;
  #known = 0;
  #right = 0;
  #errors: ValueErrors | undefined;
  /** What numbers too tiny or too huge to be squared are divided by, 1 of others: one an output. */
  #scales: readonly number[] = [];
  #labels: LabelTally | undefined;

  private constructor({ model, record }: StoredModel, Errors: typeof ValueErrors | undefined) {
    const learned = record?.split?.learned;
    this.#definition = model.definition;
    this.#Errors = Errors;
    if (learned !== undefined) this.#learned = new KnownRowCounter(learned);
  }

  /** For the answers of a model; what measures numbers is loaded where it answers with some. */
  static async of(stored: StoredModel): Promise<PredictedScore> {
    const isValues = outputTask(stored.model.definition) === "values";
    return new PredictedScore(
      stored,
      isValues ? (await import("../../training/evaluate.js")).ValueErrors : undefined,
    );
  }

  /** @param inputs as the model took them, `[inputs]` */
  add(input: ModelInput, answer: Prediction, inputs: Float32Array): void {
    const { label, values } = input;
    if (answer.task === "classes") {
      if (label === undefined) return;
      this.#known++;
      if (label === answer.label) this.#right++;
      const place = classLabels(this.#definition).indexOf(label);
      this.#count(inputs, { kind: "classes", classes: Uint32Array.of(place), names: [] });
    } else if (answer.task === "labels") {
      const actual = labelTruth(this.#definition, input);
      if (actual === undefined) return;
      this.#known++;
      this.#labels ??= new LabelTally(actual.length);
      const outputs = answer.labels.map(({ probability }) => probability);
      this.#labels.add((k) => actual[k], outputs, 0);
      const data = Float64Array.from(actual, Number);
      this.#count(inputs, { kind: "values", data, columns: data.length });
    } else if (values !== undefined && this.#Errors !== undefined) {
      this.#known++;
      if (this.#errors === undefined) {
        this.#scales = values.map((value) => (value !== 0 && !isOrdinary(value) ? Math.abs(value) : 1));
        const scaling = answer.values.map(({ name }, k) => ({ name, shift: 0, scale: this.#scales[k] }));
        this.#errors = new this.#Errors(values.length, scaling);
      }
      this.#errors.add(
        values.map((value, k) => value / this.#scales[k]),
        0,
        answer.values.map(({ value }, k) => value / this.#scales[k]),
        0,
      );
      const { outputs } = this.#definition.preprocessing;
      const data = Float64Array.from(values, (value, k) => {
        const { shift, scale } = outputs?.[k] ?? { shift: 0, scale: 1 };
        return (value - shift) / scale;
      });
      this.#count(inputs, { kind: "values", data, columns: data.length });
    }
  }

  #count(data: Float32Array, targets: Targets): void {
    const learned = this.#learned;
    if (learned === undefined) return;
    const features = { data, rows: 1, columns: data.length };
    new DataHash().add({ features, targets }, (hash) => learned.add(hash));
  }

  /** A line, or one an output, and what the model knows of these inputs; none where none are known. @param name the model's */
  async lines(name: string): Promise<string[]> {
    if (this.#known === 0) return [];
    const scores = await this.#scores();
    if (this.#learned === undefined) return scores;
    const { knownRowsNotes } = await import("../evaluate/scored-data.js");
    return [...scores, ...knownRowsNotes(this.#learned.finish(), name)];
  }

  async #scores(): Promise<string[]> {
    if (this.#labels !== undefined) {
      const { exactMatch, accuracy } = this.#labels.finish();
      return [
        `All labels are right in ${count(exactMatch * this.#known)} of ${count(this.#known)} inputs that have them: ` +
          `${percent(exactMatch)}; label by label ${percent(accuracy)}`,
      ];
    }
    if (this.#errors === undefined) {
      const share = percent(this.#right / this.#known);
      return [`${count(this.#right)} of ${count(this.#known)} labelled inputs are right: ${share}`];
    }
    const { constantLines } = await import("../evaluate/scores.js");
    const scores = this.#errors.scores();
    return [
      ...scores.map(
        ({ name, r2, rmse, mae }) =>
          `${name}: R² ${r2.toFixed(4)}, root mean squared error ${compact(rmse)}, mean absolute error ` +
          `${compact(mae)}, on the ${count(this.#known)} inputs that have it`,
      ),
      ...constantLines(scores),
    ];
  }
}

/** Whether float64 keeps a number's square, and those of numbers of about its size. */
const isOrdinary = (value: number): boolean => Math.abs(value) > 1e-130 && Math.abs(value) < 1e130;
