/**
 * @file Learns from MNIST, when the page is built, what the training images of each digit have in common.
 */

import {
  type DigitShape,
  decodeLikeness,
  distanceOf,
  dot,
  encodeLikeness,
  FEATURES,
  scaleOf,
  strokeDirections,
  VARIATIONS,
} from "../src/mnist/likeness.ts";

/** Images, `[count, 784]`, and what digit each is. */
export interface Part {
  readonly pixels: Uint8Array;
  readonly labels: ArrayLike<number>;
}

/** So many training images of each digit are enough: with all of them distances change in the third digit. */
const IMAGES = 2000;
/** Vectors more than are kept, so that those that are kept settle soon. */
const SPARE = 4;
const ROUNDS = 30;

/** @returns the text that the page decodes */
export function fitLikeness(train: Part, test: Part): string {
  const digits = Array.from({ length: 10 }, (_, digit) => shapeOf(imagesOf(train, digit, IMAGES)));
  // Measured with the numbers as the page will have them.
  const rounded = decodeLikeness(encodeLikeness({ digits, distances: scaleOf([0]) })).digits;
  const distances = Array.from(test.labels, (_, i) =>
    distanceOf(strokeDirections(test.pixels.subarray(784 * i, 784 * (i + 1))), rounded),
  );
  return encodeLikeness({ digits, distances: scaleOf(distances) });
}

function imagesOf({ pixels, labels }: Part, digit: number, most: number): Float32Array[] {
  const found: Float32Array[] = [];
  for (let i = 0; i < labels.length && found.length < most; i++) {
    if (labels[i] === digit) found.push(strokeDirections(pixels.subarray(784 * i, 784 * (i + 1))));
  }
  return found;
}

/** The average, and the principal components. */
function shapeOf(images: readonly Float32Array[]): DigitShape {
  const mean = new Float32Array(FEATURES);
  for (const image of images) for (let i = 0; i < FEATURES; i++) mean[i] += image[i] / images.length;
  const covariance = new Float64Array(FEATURES * FEATURES);
  for (const image of images) {
    const rest = image.map((value, i) => value - mean[i]);
    for (let i = 0; i < FEATURES; i++) {
      const value = rest[i];
      if (value === 0) continue;
      for (let j = i; j < FEATURES; j++) covariance[i * FEATURES + j] += value * rest[j];
    }
  }
  for (let i = 0; i < FEATURES; i++)
    for (let j = 0; j < i; j++) covariance[i * FEATURES + j] = covariance[j * FEATURES + i];
  // Orthogonal iteration, from vectors that are nothing in particular and always the same.
  let vectors: Float32Array[] = Array.from({ length: VARIATIONS + SPARE }, (_, k) =>
    Float32Array.from({ length: FEATURES }, (_, i) => Math.sin((i + 1) * (k + 1.7))),
  );
  for (let round = 0; round < ROUNDS; round++) {
    vectors = orthonormal(vectors.map((vector) => product(covariance, vector)));
  }
  return { mean, variations: vectors.slice(0, VARIATIONS) };
}

function product(matrix: Float64Array, vector: Float32Array): Float32Array {
  return Float32Array.from({ length: FEATURES }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < FEATURES; j++) sum += matrix[i * FEATURES + j] * vector[j];
    return sum;
  });
}

/** Gram–Schmidt. */
function orthonormal(vectors: readonly Float32Array[]): Float32Array[] {
  const done: Float32Array[] = [];
  for (const vector of vectors) {
    let rest = vector;
    for (const other of done) {
      const along = dot(rest, other);
      rest = rest.map((value, i) => value - along * other[i]);
    }
    const length = Math.sqrt(dot(rest, rest));
    done.push(rest.map((value) => value / length));
  }
  return done;
}
