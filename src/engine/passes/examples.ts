/**
 * @file Brings one example at a time in: inputs and targets as float64, for training distorted and smoothed where that
 * is asked for.
 */

import { distortionKey, requireAugmentable } from "../../data/augmentation.js";
import type { Dataset } from "../../data/dataset.js";
import { Distorter } from "../../data/distort.js";
import { AkariError } from "../../error.js";
import { type ModelDefinition, outputUnits } from "../../model/model.js";
import { rowGenerator } from "../../model/random.js";
import type { AttachedData, CompileOptions } from "../engine.js";
import { smoothingShare } from "../regularizers.js";
import { encodeTarget, requireFit } from "../targets.js";

export class ExampleReader {
  /** The current example's inputs, `[inputs]`, and targets, `[units of the output layer]`. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #definition: ModelDefinition;
  readonly #labelSmoothing: number;
  /** `ε / K`. */
  readonly #labelShare: number;
  readonly #distorter: Distorter | undefined;
  readonly #seed: number;
  readonly #datasets = new WeakMap<AttachedData, Dataset>();
  #epoch = 0;
  /** The epoch's random words for distorted copies. */
  #key = new Uint32Array();

  constructor(
    definition: ModelDefinition,
    {
      labelSmoothing = 0,
      augmentation,
      seed = 0,
    }: Pick<CompileOptions, "labelSmoothing" | "augmentation" | "seed">,
  ) {
    this.x = new Float64Array(definition.inputs);
    this.y = new Float64Array(outputUnits(definition));
    this.#definition = definition;
    this.#labelSmoothing = labelSmoothing;
    this.#labelShare = smoothingShare(definition, labelSmoothing);
    this.#distorter = augmentation === undefined ? undefined : new Distorter(augmentation);
    this.#seed = seed;
  }

  /** As {@link EngineNetwork.attach} has it. */
  attach(dataset: Dataset, replaced?: AttachedData): AttachedData {
    requireFit(this.#definition, dataset);
    if (this.#distorter !== undefined) requireAugmentable(dataset);
    const attached: AttachedData = { rows: dataset.features.rows };
    if (replaced !== undefined) this.#datasets.delete(replaced);
    this.#datasets.set(attached, dataset);
    return attached;
  }

  /** The data set that was attached. @throws AkariError `invalid-argument` where it is another network's */
  datasetOf(data: AttachedData): Dataset {
    const dataset = this.#datasets.get(data);
    if (dataset === undefined) throw invalid("These data were not attached to this network.");
    return dataset;
  }

  /** How much an example counts in training. */
  weight(data: AttachedData, row: number): number {
    return this.datasetOf(data).weights?.[row] ?? 1;
  }

  /** Distorted copies are another epoch's from here on. @param epoch counted from 1 */
  setEpoch(epoch: number): void {
    if (this.#distorter === undefined || epoch === this.#epoch) return;
    this.#key = distortionKey(this.#seed, epoch);
    this.#epoch = epoch;
  }

  /** Loads a row as evaluation takes it. @throws AkariError `invalid-argument` where there is no such row */
  load(data: AttachedData, row: number): void {
    const dataset = this.datasetOf(data);
    if (row >= data.rows) throw invalid(`${dataset.name} has ${data.rows} rows: there is no row ${row}.`);
    this.loadInputs(dataset.features.data, row);
    encodeTarget(dataset.targets, row, this.y);
  }

  /** As training takes it: a copy where it distorts, with smoothed targets. */
  loadForTraining(data: AttachedData, row: number): void {
    this.load(data, row);
    if (this.#distorter !== undefined) {
      const inputs = this.datasetOf(data).features.data.subarray(row * this.x.length);
      this.x.set(this.#distorter.distort(inputs, rowGenerator(this.#key, row)));
    }
    this.#smoothTargets();
  }

  /** `x = raw / divideBy`, for the example of that number in `inputs`, `[n, inputs]`. */
  loadInputs(inputs: ArrayLike<number>, example: number): void {
    const { divideBy } = this.#definition.preprocessing;
    const { x } = this;
    for (let j = 0; j < x.length; j++) x[j] = inputs[example * x.length + j] / divideBy;
  }

  /** `y ← (1 − ε) y + ε / K`. */
  #smoothTargets(): void {
    if (this.#labelShare === 0) return;
    const { y } = this;
    for (let j = 0; j < y.length; j++) y[j] = (1 - this.#labelSmoothing) * y[j] + this.#labelShare;
  }
}

const invalid = (message: string): AkariError => new AkariError("invalid-argument", message);
