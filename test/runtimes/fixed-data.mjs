// @ts-check
/**
 * @file Data for the fixed run, made of integers by a formula, so that every runtime begins with the same bits and
 * nothing has to be loaded.
 */

/** @typedef {import("../../dist/index.js").Dataset} Dataset */

/**
 * How inputs are stored: pixels, of which all or one in five are lit; a single 1 in each row, as a byte; numbers in
 * `[−1, 1)`, all or one in five of them other than zero.
 *
 * @typedef {"pixels" | "sparse pixels" | "one-hot" | "float32" | "float64" | "sparse floats"} FeatureKind
 */

/**
 * Classes; rows that add up to 1; numbers in `[0, 1)`; numbers in `[−1, 1)`.
 *
 * @typedef {"classes" | "distributions" | "shares" | "values"} TargetKind
 */

/**
 * The `i`-th number of a sequence, in `[0, 2³²)`: integer arithmetic only, each bit as likely 0 as 1.
 *
 * @param {number} sequence
 * @param {number} i
 */
export function bits(sequence, i) {
  let h = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(sequence + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x27d4eb2f);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same number scaled to `[0, 1)`. @param {number} sequence @param {number} i */
const share = (sequence, i) => bits(sequence, i) / 2 ** 32;

const FEATURES = 1;
const LIT = 2;
const TARGETS = 3;

/**
 * A data set for a network of these inputs and outputs.
 *
 * @param {{ rows: number, inputs: number, features: FeatureKind, outputs: number, targets: TargetKind }} options
 * @returns {Dataset}
 */
export function fixedDataset({ rows, inputs, features, outputs, targets }) {
  return {
    name: `fixed, ${features}, ${targets}`,
    features: { data: featureData(features, rows, inputs), rows, columns: inputs },
    targets: targetsOf(targets, rows, outputs),
    preprocessing: { divideBy: features.endsWith("pixels") ? 255 : 1 },
  };
}

/**
 * @param {FeatureKind} kind
 * @param {number} rows
 * @param {number} inputs
 */
function featureData(kind, rows, inputs) {
  const length = rows * inputs;
  const lit = (/** @type {number} */ i) => bits(LIT, i) % 5 === 0;
  const byte = (/** @type {number} */ i) => bits(FEATURES, i) >>> 24;
  const number = (/** @type {number} */ i) => 2 * share(FEATURES, i) - 1;
  switch (kind) {
    case "pixels":
      return Uint8Array.from({ length }, (_, i) => byte(i));
    case "sparse pixels":
      return Uint8Array.from({ length }, (_, i) => (lit(i) ? byte(i) : 0));
    case "one-hot":
      return Uint8Array.from({ length }, (_, i) => {
        const row = Math.floor(i / inputs);
        return i - row * inputs === bits(FEATURES, row) % inputs ? 1 : 0;
      });
    case "float32":
      return Float32Array.from({ length }, (_, i) => number(i));
    case "float64":
      return Float64Array.from({ length }, (_, i) => number(i));
    case "sparse floats":
      return Float32Array.from({ length }, (_, i) => (lit(i) ? number(i) : 0));
  }
}

/**
 * @param {TargetKind} kind
 * @param {number} rows
 * @param {number} outputs
 * @returns {Dataset["targets"]}
 */
function targetsOf(kind, rows, outputs) {
  if (kind === "classes") {
    const names = Array.from({ length: outputs === 1 ? 2 : outputs }, (_, i) => `class ${i}`);
    const classes = Uint8Array.from({ length: rows }, (_, i) => bits(TARGETS, i) % names.length);
    return { kind, classes, names };
  }
  const data = new Float64Array(rows * outputs);
  if (kind === "distributions") {
    for (let row = 0; row < rows; row++) {
      [1 / 2, 3 / 8, 1 / 8].forEach((part, k) => {
        data[row * outputs + (bits(TARGETS + k, row) % outputs)] += part;
      });
    }
  } else {
    for (let i = 0; i < data.length; i++)
      data[i] = kind === "shares" ? share(TARGETS, i) : 2 * share(TARGETS, i) - 1;
  }
  return { kind: "values", data, columns: outputs };
}
