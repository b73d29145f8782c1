/**
 * @file How unlike MNIST's training images a picture is, as a distance. Compared is which way the strokes run in each of 7×7
 * fields. Of each digit's training images the average of that and the few directions in which they vary most are known;
 * what of a picture is left when the nearest digit's are taken away is its distance. MNIST's test images, which had no part
 * in this, tell how far is far.
 */

const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** Fields across and down, and the directions that are told apart in each. */
const FIELDS = 7;
const DIRECTIONS = 8;
/** Numbers that a picture is compared by. */
export const FEATURES = FIELDS * FIELDS * DIRECTIONS;
/** In how many directions a digit's images are let vary. */
export const VARIATIONS = 8;
const DIGITS = 10;
/** Steps of the scale of distances. */
const STEPS = 1000;

/** From here on a picture is called unlike the training images: farther than all but 1 % of the test images. */
export const UNLIKE = 0.99;
/** And from here on somewhat unlike. */
export const SOMEWHAT = 0.95;

/** What the training images of a digit have in common. */
export interface DigitShape {
  readonly mean: Float32Array;
  /** {@link VARIATIONS} directions of length 1, at right angles to each other. */
  readonly variations: readonly Float32Array[];
}

export interface Likeness {
  readonly digits: readonly DigitShape[];
  /** The test images' distances, ascending: the nearest, one after each thousandth, and the farthest. */
  readonly distances: Float32Array;
}

/** How far a pixel counts for the fields near it, `[28, 7]`: fully in a field's middle, not at all a field further. */
const NEARNESS = Float32Array.from({ length: SIDE * FIELDS }, (_, i) => {
  const width = SIDE / FIELDS;
  const middle = ((i % FIELDS) + 0.5) * width - 0.5;
  return Math.max(0, 1 - Math.abs(Math.floor(i / FIELDS) - middle) / width);
});

/**
 * Which way the strokes of a picture run in each field, as numbers whose squares add up to 1: neither how dark it is
 * nor how thick matters much. All 0 for a blank picture.
 *
 * @param pixels `[784]`, 0 to 255
 */
export function strokeDirections(pixels: ArrayLike<number>): Float32Array {
  const soft = blur(pixels);
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= SIDE || column >= SIDE ? 0 : soft[row * SIDE + column];
  const found = new Float32Array(FEATURES);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const across = at(row, column + 1) - at(row, column - 1);
      const down = at(row + 1, column) - at(row - 1, column);
      const strength = Math.hypot(across, down);
      if (strength === 0) continue;
      const angle = Math.atan2(down, across) / Math.PI;
      const place = (angle < 0 ? angle + 1 : angle) * DIRECTIONS;
      const first = Math.floor(place) % DIRECTIONS;
      const share = place - Math.floor(place);
      for (let y = 0; y < FIELDS; y++) {
        const vertical = NEARNESS[row * FIELDS + y];
        if (vertical === 0) continue;
        for (let x = 0; x < FIELDS; x++) {
          const weight = strength * vertical * NEARNESS[column * FIELDS + x];
          if (weight === 0) continue;
          const field = (y * FIELDS + x) * DIRECTIONS;
          found[field + first] += weight * (1 - share);
          found[field + ((first + 1) % DIRECTIONS)] += weight * share;
        }
      }
    }
  }
  let sum = 0;
  for (const value of found) sum += value;
  // The square roots' squares add up to the sum.
  return sum === 0 ? found : found.map((value) => Math.sqrt(value / sum));
}

/** Each pixel with half of the weight of its neighbours': 1 2 1 across and down. */
function blur(pixels: ArrayLike<number>): Float32Array {
  const once = new Float32Array(PIXELS);
  const twice = new Float32Array(PIXELS);
  for (let i = 0; i < PIXELS; i++) {
    const column = i % SIDE;
    const left = column > 0 ? pixels[i - 1] : 0;
    const right = column < SIDE - 1 ? pixels[i + 1] : 0;
    once[i] = (left + 2 * pixels[i] + right) / 4;
  }
  for (let i = 0; i < PIXELS; i++) {
    const above = i >= SIDE ? once[i - SIDE] : 0;
    const below = i < PIXELS - SIDE ? once[i + SIDE] : 0;
    twice[i] = (above + 2 * once[i] + below) / 4;
  }
  return twice;
}

/** A picture's distance from the training images, by its {@link strokeDirections}. */
export function distanceOf(features: Float32Array, digits: readonly DigitShape[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const { mean, variations } of digits) {
    const rest = features.map((value, i) => value - mean[i]);
    let squared = dot(rest, rest);
    for (const variation of variations) squared -= dot(rest, variation) ** 2;
    nearest = Math.min(nearest, squared);
  }
  return Math.sqrt(Math.max(0, nearest));
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The share of the test images that are nearer to the training images than a picture is: below 1, for nothing is known beyond. */
export function fartherThan(pixels: ArrayLike<number>, { digits, distances }: Likeness): number {
  const distance = distanceOf(strokeDirections(pixels), digits);
  let nearer = 0;
  while (nearer < distances.length && distances[nearer] < distance) nearer++;
  // The first of the scale is the nearest image itself, which is no share yet.
  return Math.min(Math.max(0, nearer - 1) / STEPS, 1 - 0.5 / STEPS);
}

/** The scale of {@link Likeness}, from the distances of all test images. */
export function scaleOf(distances: readonly number[]): Float32Array {
  const sorted = Float32Array.from(distances).sort();
  return Float32Array.from(
    { length: STEPS + 1 },
    (_, k) => sorted[Math.round((k / STEPS) * (sorted.length - 1))],
  );
}

/** All numbers in a text: vectors as bytes with a scale each, which changes no distance that could be seen. */
export function encodeLikeness({ digits, distances }: Likeness): string {
  const vectors = digits.flatMap(({ mean, variations }) => [mean, ...variations]);
  const bytes = new Uint8Array(4 * distances.length + vectors.length * (4 + FEATURES));
  bytes.set(new Uint8Array(distances.slice().buffer));
  vectors.forEach((vector, i) => {
    const scale = Math.max(1e-12, ...vector.map(Math.abs)) / 127;
    const at = 4 * distances.length + i * (4 + FEATURES);
    bytes.set(new Uint8Array(Float32Array.of(scale).buffer), at);
    bytes.set(new Uint8Array(Int8Array.from(vector, (value) => Math.round(value / scale)).buffer), at + 4);
  });
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function decodeLikeness(text: string): Likeness {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const distances = new Float32Array(bytes.slice(0, 4 * (STEPS + 1)).buffer);
  const vectorAt = (i: number): Float32Array => {
    const at = 4 * (STEPS + 1) + i * (4 + FEATURES);
    const [scale] = new Float32Array(bytes.slice(at, at + 4).buffer);
    return Float32Array.from(
      new Int8Array(bytes.slice(at + 4, at + 4 + FEATURES).buffer),
      (value) => value * scale,
    );
  };
  const digits = Array.from({ length: DIGITS }, (_, digit): DigitShape => {
    const first = digit * (1 + VARIATIONS);
    return {
      mean: vectorAt(first),
      variations: Array.from({ length: VARIATIONS }, (_, k) => vectorAt(first + 1 + k)),
    };
  });
  return { digits, distances };
}
