/**
 * @file How good a network is on some rows: mean loss; for classes the accuracy and the confusion matrix, for numbers
 * R² and errors in their own unit.
 */

import { type ChunkedDataset, type Dataset, isChunked, requireTypedArrays } from "../data/dataset.js";
import { compileNetwork } from "../engine/compile-network.js";
import type { Engine, EngineNetwork, Numbers } from "../engine/engine.js";
import { nextSpan, yieldToEventLoop } from "../engine/event-loop.js";
import { requireOutputRoom } from "../engine/targets.js";
import { wasm } from "../engine/wasm/engine.js";
import { requireOptions } from "../error.js";
import { type Model, type ModelDefinition, outputUnits, requireModel } from "../model/model.js";
import { isMultiLabel, oneHotClass, predictedClass, saysOneHot } from "../model/outputs.js";
import type { OutputScaling } from "../model/preprocessing.js";
import type { LabelsScore, LabelTally } from "./label-scores.js";
import { inModelUnits } from "./model-units.js";
import { AttachedChunks } from "./steps.js";

export interface EvaluateOptions {
  /** `wasm`, float32, when left out; others are in `akari/engines`. */
  readonly engine?: Engine;
  /**
   * How many threads share the work; they change no bit of the result. `auto`, the default, lets others help once it was
   * measured to take long enough; a number means as many from the beginning. One where memory cannot be shared, and in the
   * `reference` engine; `webgpu` has none.
   */
  readonly threads?: number | "auto";
  /** Where to write the outputs, at least `[rows, units of the output layer]`; they are not kept when left out. */
  readonly outputs?: Numbers;
}

/**
 * Mean loss of a model over a data set, by its rows' weights where it has some, and for classes the accuracy and the
 * confusion matrix. Inputs are preprocessed, and numbers to reach scaled, as the model was trained, whatever the data set says.
 *
 * @throws AkariError `invalid-data` where the data do not fit the model, also where a table's or a recording's inputs were
 * scaled by other rows than the model's; `invalid-argument` where `outputs` has too little room
 * @example
 * ```ts
 * const { accuracy } = await evaluate(model, test);
 * console.log(accuracy);
 * ```
 */
export async function evaluate(
  model: Model,
  data: Dataset | ChunkedDataset,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  requireOptions(options, ["engine", "threads", "outputs"], "The evaluation");
  requireModel(model);
  const { engine = wasm, threads = "auto", outputs } = options;
  if (!isChunked(data)) requireTypedArrays(data);
  if (outputs !== undefined) requireOutputRoom(model.definition, data.features.rows, outputs);
  const known = inModelUnits(data, model.definition);
  const network = await compileNetwork(engine, model.definition, { threads });
  try {
    network.setParameters(model.parameters);
    return await score(network, new AttachedChunks(network, known), undefined, outputs);
  } finally {
    network.dispose();
  }
}

/** What every network scores on a data set. */
interface Scored {
  readonly examples: number;
  /** Mean over the examples; where they have weights, `Σ w l / Σ w`. */
  readonly loss: number;
}

/** Of a network that tells classes apart. Numbers that are 1 for one class and 0 for the others are classes to a softmax. */
export interface ClassEvaluation extends Scored {
  readonly task: "classes";
  /** The share of the examples that were classified rightly, 0 to 1, each counted once. */
  readonly accuracy: number;
  /** How often an example of class `i` was taken for class `j`: `confusion[i][j]`. */
  readonly confusion: readonly (readonly number[])[];
  readonly labels?: undefined;
  readonly values?: undefined;
  readonly r2?: undefined;
}

/** Of a network whose outputs are labels that are each true or not by themselves. */
export interface LabelsEvaluation extends Scored {
  readonly task: "labels";
  readonly labels: LabelsScore;
  readonly accuracy?: undefined;
  readonly confusion?: undefined;
  readonly values?: undefined;
  readonly r2?: undefined;
}

/** Of a network that predicts numbers. */
export interface ValuesEvaluation extends Scored {
  readonly task: "values";
  /** Each output's scores, in its own unit. */
  readonly values: readonly ValueScore[];
  /** The mean of the outputs' R². */
  readonly r2: number;
  readonly accuracy?: undefined;
  readonly confusion?: undefined;
  readonly labels?: undefined;
}

/**
 * What a network scores on a data set, by what its outputs are there: `task` says which. A score that its outputs do not
 * have is `undefined`, so that `const { accuracy } = await evaluate(model, test)` needs no condition.
 */
export type Evaluation = ClassEvaluation | LabelsEvaluation | ValuesEvaluation;

/** Rows that are computed without a turn of the event loop, at least; more while they take little time. */
const CHUNK = 512;

/**
 * Scores a network on rows of a data set.
 *
 * @param rows which; all of all chunks when left out
 * @param into where to write the outputs, at least `[rows, units of the output layer]`; not kept when left out
 */
export async function score(
  network: EngineNetwork,
  data: AttachedChunks,
  rows?: Uint32Array,
  into?: Numbers,
): Promise<Evaluation> {
  const { definition } = network;
  const sums = new Scores(definition);
  if (isMultiLabel(definition)) {
    const { LabelTally } = await import("./label-scores.js");
    sums.labels = new LabelTally(outputUnits(definition));
  }
  for (const [chunk, count] of data.chunks.entries()) {
    const order = rows ?? Uint32Array.from({ length: count }, (_, row) => row);
    const { data: known, attached } = await data.chunk(chunk);
    let size = CHUNK;
    for (let from = 0; from < order.length; ) {
      const begun = performance.now();
      const part = order.subarray(from, from + size);
      const { losses, outputs } = await network.evaluate(attached, part);
      into?.set(outputs, sums.examples * (outputs.length / part.length));
      sums.add(known, part, losses, outputs);
      from += part.length;
      size = Math.max(CHUNK, nextSpan(size, performance.now() - begun));
      await yieldToEventLoop();
    }
  }
  return sums.finish();
}

const squareOf = (size: number): number[][] =>
  Array.from({ length: size }, () => new Array<number>(size).fill(0));

/** What has been seen of a network so far. */
class Scores {
  examples = 0;
  /** Of a network whose outputs are labels. */
  labels: LabelTally | undefined;
  readonly #definition: ModelDefinition;
  #confusion: number[][] | undefined;
  #errors: ValueErrors | undefined;
  /** Whether all numbers so far say classes, each as 1 among zeros, to a network that tells classes. */
  #areClasses: boolean;
  #loss = 0;
  #right = 0;
  #total = 0;

  constructor(definition: ModelDefinition) {
    this.#definition = definition;
    this.#areClasses = saysOneHot(definition);
  }

  add({ targets, weights }: Dataset, rows: Uint32Array, losses: Float64Array, outputs: Numbers): void {
    const units = outputs.length / rows.length;
    for (let n = 0; n < rows.length; n++) {
      const weight = weights?.[rows[n]] ?? 1;
      this.#loss += weight * losses[n];
      this.#total += weight;
      this.labels?.addRow(targets, rows[n], outputs, n * units);
      let actual: number;
      if (targets.kind === "values") {
        this.#errors ??= new ValueErrors(targets.columns, this.#definition.preprocessing.outputs);
        this.#errors.add(targets.data, rows[n] * targets.columns, outputs, n * units);
        actual = this.#areClasses ? oneHotClass(targets, rows[n]) : -1;
        this.#areClasses = actual >= 0;
        if (actual < 0) continue;
      } else actual = targets.classes[rows[n]];
      this.#confusion ??= squareOf(targets.kind === "values" ? units : targets.names.length);
      const predicted = predictedClass(outputs.subarray(n * units, (n + 1) * units));
      this.#confusion[actual][predicted]++;
      if (actual === predicted) this.#right++;
    }
    this.examples += rows.length;
  }

  finish(): Evaluation {
    const { examples } = this;
    const mean = { examples, loss: this.#loss / this.#total };
    if (this.labels?.areSound) return { task: "labels", ...mean, labels: this.labels.finish() };
    if (this.#errors === undefined || this.#areClasses) {
      return {
        task: "classes",
        ...mean,
        accuracy: this.#right / examples,
        confusion: this.#confusion ?? [],
      };
    }
    const values = this.#errors.scores();
    return {
      task: "values",
      ...mean,
      values,
      r2: values.reduce((sum, { r2 }) => sum + r2, 0) / values.length,
    };
  }
}

/** How well one output does over some examples. */
export interface ValueScore {
  /** What the output is called. */
  readonly name: string;
  /**
   * Coefficient of determination: `1 − Σ(y − ŷ)² / Σ(y − ȳ)²`, 1 at best, 0 for who always says the mean, below for
   * who does worse. Where all targets are the same it is 1 for a perfect prediction and 0 for any other, as
   * scikit-learn has it.
   */
  readonly r2: number;
  /** Root of the mean squared error, in the target's unit. */
  readonly rmse: number;
  /** Mean absolute error, in the target's unit. */
  readonly mae: number;
  /** Where all targets are the same, so that R² says nothing. */
  readonly constant?: true;
}

/** Sums up one output's errors, example by example. */
class OutputErrors {
  readonly #scaling: OutputScaling;
  #count = 0;
  #squared = 0;
  #absolute = 0;
  /** Mean of the targets so far, and the sum of their squared deviations from it (Welford, 1962). */
  #mean = 0;
  #deviation = 0;
  /** Of targets so tiny or huge that float64 cannot keep their squares, their own size. */
  readonly #unit: number;

  constructor(scaling: OutputScaling) {
    this.#scaling = scaling;
    this.#unit = scaling.scale > 1e-140 && scaling.scale < 1e140 ? 1 : scaling.scale;
  }

  /** @param target and output as the network has them, scaled */
  add(target: number, output: number): void {
    const { shift, scale } = this.#scaling;
    const error = ((output - target) * scale) / this.#unit;
    const value = (target * scale + shift) / this.#unit;
    this.#count++;
    this.#squared += error * error;
    this.#absolute += Math.abs(error);
    const step = value - this.#mean;
    this.#mean += step / this.#count;
    this.#deviation += step * (value - this.#mean);
  }

  score(): ValueScore {
    const count = this.#count;
    const constant = this.#squared === 0 ? 1 : 0;
    return {
      name: this.#scaling.name,
      r2: this.#deviation > 0 ? 1 - this.#squared / this.#deviation : constant,
      rmse: this.#unit * Math.sqrt(this.#squared / count),
      mae: this.#unit * (this.#absolute / count),
      ...(this.#deviation > 0 ? {} : { constant: true }),
    };
  }
}

/** Sums up the errors of all outputs. */
export class ValueErrors {
  readonly #outputs: readonly OutputErrors[];

  /** @param scaling of each output; numbers are taken as they are where there is none */
  constructor(columns: number, scaling: readonly OutputScaling[] | undefined) {
    this.#outputs = Array.from(
      { length: columns },
      (_, k) => new OutputErrors(scaling?.[k] ?? { name: `output ${k + 1}`, shift: 0, scale: 1 }),
    );
  }

  /**
   * @param targets where an example's stand, from `firstTarget` on
   * @param outputs where the network's stand, from `firstOutput` on
   */
  add(
    targets: ArrayLike<number>,
    firstTarget: number,
    outputs: ArrayLike<number>,
    firstOutput: number,
  ): void {
    this.#outputs.forEach((output, k) => {
      output.add(targets[firstTarget + k], outputs[firstOutput + k]);
    });
  }

  scores(): ValueScore[] {
    return this.#outputs.map((output) => output.score());
  }
}
