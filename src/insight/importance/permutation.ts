/**
 * @file Permutation importance: how much worse a network does once one feature says nothing any more.
 */

import type { Dataset, Features } from "../../data/dataset.js";
import type { EngineOptions } from "../../engine/engine.js";
import type { Model } from "../../model/model.js";
import { predictedClass } from "../../model/predicted-class.js";
import { permutation, randomGenerator } from "../../model/random.js";
import { ValueErrors } from "../../model/value-scores.js";
import { compile } from "../compile.js";
import type { Feature } from "./features.js";

export interface ImportanceOptions extends EngineOptions {
  /** How often each feature is shuffled; 5 when left out. */
  readonly repetitions?: number;
  /** Decides which examples are taken and how they are shuffled; 1 when left out. */
  readonly seed?: number;
  /** At most so many examples are used, drawn at random from more; 2,000 when left out. */
  readonly examples?: number;
}

export interface Importance {
  /** Accuracy, or R² where the targets are numbers (their mean over the outputs), on the examples as they are. */
  readonly score: number;
  /** How many examples that is of. */
  readonly examples: number;
  /** In the features' order. */
  readonly features: readonly FeatureImportance[];
}

export interface FeatureImportance {
  readonly name: string;
  /** By how much the score falls, on average over the repetitions. At or a little below 0: the feature is not used. */
  readonly drop: number;
  /** The standard deviation of that over the repetitions. */
  readonly deviation: number;
}

/**
 * Shuffles one feature after the other among the examples, so that it keeps its values but no longer belongs to its row,
 * and asks how far the score falls (Breiman, 2001; for any model, Fisher, Rudin and Dominici, 2019).
 *
 * It tells what this network uses, not what causes what. Of two features that say the same, each may seem to be of no
 * importance, for the other is still there; and shuffling makes rows that do not occur.
 *
 * @param features which inputs belong together: `featuresOf`
 * @throws AkariError `invalid-data` where the data do not fit the model
 */
export async function permutationImportance(
  model: Model,
  data: Dataset,
  features: readonly Feature[],
  { repetitions = 5, seed = 1, examples = 2000, engine }: ImportanceOptions = {},
): Promise<Importance> {
  const rows = permutation(data.features.rows, randomGenerator(seed, "importance/examples"))
    .subarray(0, examples)
    .sort();
  const original = gather(data.features, rows);
  const compiled = await compile(model, engine === undefined ? {} : { engine });
  const judge = judgeOf(data, rows);
  const measure = (inputs: Features["data"]): number => judge(compiled.predict(inputs));
  try {
    const score = measure(original);
    const found: FeatureImportance[] = [];
    for (const { name, inputs } of features) {
      const drops = Array.from({ length: repetitions }, (_, r) => {
        const order = permutation(rows.length, randomGenerator(seed, `importance/${name}/${r}`));
        return score - measure(shuffled(original, data.features.columns, inputs, order));
      });
      const drop = drops.reduce((sum, each) => sum + each, 0) / repetitions;
      const variance = drops.reduce((sum, each) => sum + (each - drop) ** 2, 0) / repetitions;
      found.push({ name, drop, deviation: Math.sqrt(variance) });
      // A turn of the event loop: this may take seconds.
      await new Promise((resolve) => setTimeout(resolve));
    }
    return { score, examples: rows.length, features: found };
  } finally {
    compiled.dispose();
  }
}

/** Where bytes come as a Buffer of Node's, its `slice` would be no copy, and shuffling would spoil the data. */
const copyOf = (data: Features["data"]): Features["data"] =>
  data instanceof Uint8Array ? new Uint8Array(data) : data.slice();

/** Some rows, `[rows, columns]`. */
function gather({ data, columns }: Features, rows: Uint32Array): Features["data"] {
  const gathered = copyOf(data.subarray(0, rows.length * columns));
  rows.forEach((row, i) => {
    gathered.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return gathered;
}

/** The same rows, with some inputs taken from others. */
function shuffled(
  data: Features["data"],
  columns: number,
  inputs: readonly number[],
  order: Uint32Array,
): Features["data"] {
  const mixed = copyOf(data);
  order.forEach((from, to) => {
    for (const input of inputs) mixed[to * columns + input] = data[from * columns + input];
  });
  return mixed;
}

/** The score of outputs, `[rows, units]`. R² is the same in scaled numbers as in the target's own unit. */
function judgeOf({ targets }: Dataset, rows: Uint32Array): (outputs: Float32Array | Float64Array) => number {
  if (targets.kind === "classes") {
    return (outputs) => {
      const units = outputs.length / rows.length;
      let right = 0;
      rows.forEach((row, i) => {
        if (predictedClass(outputs.subarray(i * units, (i + 1) * units)) === targets.classes[row]) right++;
      });
      return right / rows.length;
    };
  }
  const { columns, data } = targets;
  return (outputs) => {
    const errors = new ValueErrors(columns, undefined);
    rows.forEach((row, i) => {
      errors.add(data, row * columns, outputs, i * columns);
    });
    return errors.scores().reduce((sum, { r2 }) => sum + r2, 0) / columns;
  };
}
