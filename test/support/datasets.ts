/**
 * @file Small data sets for tests, made by the formulas of formulas.ts.
 */

import type { Dataset, Features, Targets } from "../../src/data/dataset.js";
import { classCount } from "../../src/model/model.js";
import { fraction, fractions, SEED } from "./formulas.js";

/**
 * How inputs are stored: numbers in `[−2, 2)` as float64 or float32; pixels 0 to 255, of which all or one in five are
 * lit; a single 1 in each row.
 */
export const FEATURE_KINDS = ["float64", "float32", "pixels", "sparse pixels", "one-hot"] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** Classes; rows that add up to 1; numbers in `[0, 1)`; or numbers in `[−2, 2)`. */
export type TargetKind = "classes" | "distributions" | "shares" | "values";

export interface DatasetOptions {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly features?: FeatureKind;
  readonly targets: TargetKind;
}

/** A data set for a network of these inputs and outputs. */
export function formulaDataset({
  rows,
  inputs,
  outputs,
  features = "float64",
  targets,
}: DatasetOptions): Dataset {
  const isPicture = features === "pixels" || features === "sparse pixels";
  return {
    name: `formula, ${features}, ${targets}`,
    features: { data: featureData(features, rows, inputs), rows, columns: inputs },
    targets: targetsOf(targets, rows, outputs),
    preprocessing: { divideBy: isPicture ? 255 : 1 },
  };
}

function featureData(kind: FeatureKind, rows: number, inputs: number): Features["data"] {
  const count = rows * inputs;
  const byte = (i: number): number => Math.floor((fraction(SEED.FEATURES, i) + 0.5) * 256);
  switch (kind) {
    case "float64":
      return fractions(SEED.FEATURES, count, 4);
    case "float32":
      return Float32Array.from(fractions(SEED.FEATURES, count, 4));
    case "pixels":
      return Uint8Array.from({ length: count }, (_, i) => byte(i));
    case "sparse pixels":
      return Uint8Array.from({ length: count }, (_, i) => (byte(i + 7) % 5 === 0 ? byte(i) : 0));
    case "one-hot":
      return Uint8Array.from({ length: count }, (_, i) =>
        i % inputs === byte(Math.floor(i / inputs)) % inputs ? 1 : 0,
      );
  }
}

function targetsOf(kind: TargetKind, rows: number, outputs: number): Targets {
  if (kind === "classes") {
    const names = Array.from({ length: classCount(outputs) }, (_, i) => `class ${i}`);
    const classes = Uint16Array.from({ length: rows }, (_, i) => (i * i + Math.floor(i / 3)) % names.length);
    return { kind, classes, names };
  }
  return { kind: "values", data: targetValues(kind, rows, outputs), columns: outputs };
}

function targetValues(kind: Exclude<TargetKind, "classes">, rows: number, outputs: number): Float64Array {
  if (kind === "distributions") {
    const data = new Float64Array(rows * outputs);
    for (let i = 0; i < rows; i++) {
      [1 / 2, 3 / 8, 1 / 8].forEach((share, k) => {
        data[i * outputs + ((i * i + k * (i + 1)) % outputs)] += share;
      });
    }
    return data;
  }
  const numbers = fractions(SEED.TARGETS, rows * outputs);
  return numbers.map((number) => (kind === "shares" ? number + 0.5 : number * 4));
}
