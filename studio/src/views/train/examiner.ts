/**
 * @file Examines weights, those of the run as it is or those of a moment that was kept: how much of the training, the
 * held-out and the test images they read rightly.
 */

import { type CompiledModel, compile, type Dataset, type FitOptions, type Model } from "akari";
import { initializeParameters } from "akari/model";
import { validationRows } from "akari/training";
import { accuracyOf, judge } from "./exam";
import type { Exam, Snapshot } from "./messages";
import { definitionOf, type Recipe, sameRecipe } from "./recipe";

/** Training images that accuracy is measured on. All of them would take as long as it takes to learn from them. */
const SAMPLE = 2000;

/** Images and what they show. */
interface Part {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

export class Examiner {
  readonly #test: () => Promise<Dataset>;
  #compiled: { readonly recipe: Recipe; readonly model: CompiledModel } | undefined;
  #training: Part | undefined;
  #validation: Part | undefined;

  constructor(test: () => Promise<Dataset>) {
    this.#test = test;
  }

  /** What the run that is examined learns from, and by which options. */
  learnFrom(data: Dataset, options: FitOptions): void {
    const held = validationRows(data, options);
    const isHeld = new Set(held);
    const learned: number[] = [];
    for (let row = 0; row < data.features.rows && learned.length < SAMPLE; row++) {
      if (!isHeld.has(row)) learned.push(row);
    }
    this.#training = partOf(data, learned);
    this.#validation = partOf(data, held);
  }

  /** The share of the training images' sample that these weights read rightly. */
  async trainingAccuracy(recipe: Recipe, { parameters }: Model): Promise<number | undefined> {
    if (this.#training === undefined) return undefined;
    const model = await this.#modelOf(recipe);
    model.setParameters(parameters);
    return accuracyOf(model.predict(this.#training.images) as Float32Array, this.#training.labels);
  }

  async examine(recipe: Recipe, { step, parameters }: Snapshot): Promise<Exam> {
    const { features, targets } = await this.#test();
    const model = await this.#modelOf(recipe);
    model.setParameters(parameters);
    const outputsOf = (images: Uint8Array): Float32Array => model.predict(images) as Float32Array;
    const accuracy = (part: Part | undefined): number | undefined =>
      part === undefined ? undefined : accuracyOf(outputsOf(part.images), part.labels);
    const images = features.data as Uint8Array;
    const labels = targets.kind === "classes" ? Uint8Array.from(targets.classes) : new Uint8Array();
    return {
      step,
      trainingAccuracy: accuracy(this.#training),
      validationAccuracy: accuracy(this.#validation),
      ...judge(outputsOf(images), labels, images),
    };
  }

  async #modelOf(recipe: Recipe): Promise<CompiledModel> {
    const kept = this.#compiled;
    if (kept !== undefined && sameRecipe(kept.recipe, recipe)) return kept.model;
    const definition = definitionOf(recipe);
    const model = await compile({ definition, parameters: initializeParameters(definition, recipe.seed) });
    kept?.model.dispose();
    this.#compiled = { recipe, model };
    return model;
  }
}

function partOf({ features, targets }: Dataset, rows: ArrayLike<number>): Part {
  const { data, columns } = features;
  const images = new Uint8Array(rows.length * columns);
  const labels = new Uint8Array(rows.length);
  for (let n = 0; n < rows.length; n++) {
    images.set(data.subarray(rows[n] * columns, (rows[n] + 1) * columns), n * columns);
    if (targets.kind === "classes") labels[n] = targets.classes[rows[n]];
  }
  return { images, labels };
}
