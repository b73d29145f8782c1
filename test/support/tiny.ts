/**
 * @file Small data sets and models for tests of training: learned in milliseconds.
 */

import type { Dataset } from "../../src/data/dataset.js";
import { defineModel, type ModelDefinition } from "../../src/model/model.js";
import { randomGenerator } from "../../src/model/random.js";

export const XOR: Dataset = {
  name: "xor",
  features: { data: Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 1), rows: 4, columns: 2 },
  targets: { kind: "classes", classes: Uint8Array.of(0, 1, 1, 0), names: ["same", "different"] },
  preprocessing: { divideBy: 1 },
};

/** Two clouds of points on a plane, one a class. */
export function clouds(rows: number, name = "clouds"): Dataset {
  const random = randomGenerator(7, name);
  const classes = Uint8Array.from({ length: rows }, () => random.below(2));
  const data = new Float64Array(2 * rows);
  classes.forEach((side, row) => {
    data[2 * row] = random.normal() + (side === 1 ? 2 : -2);
    data[2 * row + 1] = random.normal();
  });
  return {
    name,
    features: { data, rows, columns: 2 },
    targets: { kind: "classes", classes, names: ["left", "right"] },
    preprocessing: { divideBy: 1 },
  };
}

/** `y = 2 x + 1`, without noise. */
export function line(rows: number): Dataset {
  const x = Float64Array.from({ length: rows }, (_, row) => row / rows);
  return {
    name: "line",
    features: { data: x, rows, columns: 1 },
    targets: { kind: "values", data: x.map((value) => 2 * value + 1), columns: 1 },
    preprocessing: { divideBy: 1 },
  };
}

/** 2 → 4 → 2, for {@link XOR} and {@link clouds}. */
export const CLASSIFIER: ModelDefinition = defineModel({
  inputs: 2,
  layers: [
    { units: 4, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
});

/** 1 → 1, for {@link line}. */
export const LINEAR: ModelDefinition = defineModel({
  inputs: 1,
  layers: [{ units: 1, activation: "linear" }],
});
