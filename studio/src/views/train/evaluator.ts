/**
 * @file Scores weights, those of the run as it is or those of a moment that was kept: how much of the training, the
 * held-out and the test images they read rightly, and which of the test images they take for another digit.
 */

import { type Dataset, evaluate, type FitOptions } from "akari";
import { surestMistakes } from "akari/insight";
import { validationRows } from "akari/training";
import { rowsOf } from "./insight";
import { measure } from "./measure";
import type { Scores, Weights } from "./messages";
import { definitionOf, type Recipe } from "./recipe";

/** Training images that accuracy is measured on. All of them would take as long as it takes to learn from them. */
const SAMPLE = 2000;

/** How many mistakes are shown. */
const SHOWN = 48;

export class Evaluator {
  readonly #test: () => Promise<Dataset>;
  #training: Dataset | undefined;
  #validation: Dataset | undefined;

  constructor(test: () => Promise<Dataset>) {
    this.#test = test;
  }

  /** What the run that is scored learns from, and by which options. */
  setTraining(data: Dataset, options: FitOptions): void {
    const held = validationRows(data, options);
    const isHeld = new Set(held);
    const learned: number[] = [];
    for (let row = 0; row < data.features.rows && learned.length < SAMPLE; row++) {
      if (!isHeld.has(row)) learned.push(row);
    }
    this.#training = partOf(data, learned);
    this.#validation = partOf(data, held);
  }

  /** What is held out, or some of it. */
  validation(most: number): Dataset | undefined {
    const held = this.#validation;
    if (held === undefined || held.features.rows <= most) return held;
    return partOf(
      held,
      Array.from({ length: most }, (_, row) => row),
    );
  }

  async score(recipe: Recipe, { step, parameters }: Weights): Promise<Scores> {
    const model = { definition: definitionOf(recipe), parameters };
    const training = await measure(this.#training, model);
    const validation = await measure(this.#validation, model);
    const data = await this.#test();
    const { features, targets } = data;
    const { layers } = model.definition;
    const outputs = new Float32Array(features.rows * layers[layers.length - 1].units);
    const evaluation = await evaluate(model, data, { outputs });
    if (evaluation.task !== "classes" || targets.kind !== "classes") throw new Error("Digits are classes.");
    const { accuracy: testAccuracy, confusion } = evaluation;
    const mistakes = surestMistakes(targets, outputs, SHOWN).map(({ row, actual, predicted, score }) => ({
      index: row,
      actual,
      predicted,
      confidence: score,
      pixels: rowsOf(features, [row]),
    }));
    return {
      step,
      trainingLoss: training?.loss,
      trainingAccuracy: training?.accuracy,
      validationLoss: validation?.loss,
      validationAccuracy: validation?.accuracy,
      ...{ testAccuracy, confusion, mistakes },
    };
  }
}

/** Some rows of a data set of pictures. */
export function partOf(data: Dataset, rows: ArrayLike<number>): Dataset {
  const { features, targets } = data;
  const { columns } = features;
  return {
    ...data,
    features: { data: rowsOf(features, rows), rows: rows.length, columns },
    targets:
      targets.kind === "classes"
        ? { ...targets, classes: Uint8Array.from(rows, (row) => targets.classes[row]) }
        : targets,
  };
}
