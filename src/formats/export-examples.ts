/**
 * @file Examples to check an exported model with: inputs drawn from a seed, as raw as the exported program takes them,
 * and the reference engine's answers.
 */

import { compileNetwork } from "../engine/engines.js";
import type { Model } from "../model/model.js";
import { rawOf } from "../model/preprocessing.js";
import { randomGenerator } from "../model/random.js";
import { exportedColumns } from "./export-inputs.js";

/** Inputs as they were before any preprocessing that exported code does, and what the model answers to them. */
export interface CheckedExamples {
  /** `[n, inputs]`. */
  readonly inputs: Float64Array;
  /** `[n, units of the output layer]`. */
  readonly outputs: Float64Array;
}

const EXAMPLES = 8;

export async function checkedExamples(model: Model): Promise<CheckedExamples> {
  const { definition } = model;
  const { inputs: count, preprocessing } = definition;
  const { image, outputs: scaling } = preprocessing;
  const columns = exportedColumns(definition);
  const random = randomGenerator(1, "exported examples");
  // Pixels are never below 0; other numbers lie about it once they are scaled.
  const draw = image === undefined ? () => random.normal() : () => random.uniform();
  const seen = Float64Array.from({ length: EXAMPLES * count }, (_, n) =>
    rawOf(preprocessing, draw(), n % count),
  );
  const network = await compileNetwork("reference", definition);
  network.setParameters(model.parameters);
  const answers = network.predict(seen);
  network.dispose();
  const units = answers.length / EXAMPLES;
  return {
    inputs: seen.map((x, n) => x * (columns?.[n % count].scale ?? 1) + (columns?.[n % count].shift ?? 0)),
    outputs: Float64Array.from(
      answers,
      (y, n) => y * (scaling?.[n % units].scale ?? 1) + (scaling?.[n % units].shift ?? 0),
    ),
  };
}
