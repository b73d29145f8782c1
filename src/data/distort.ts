/**
 * @file Makes new digits of given ones: turned, slanted, stretched, shifted, bent and drawn with another pen. A network
 * that learns from them reads the hands of more people than MNIST shows (Simard, Steinkraus and Platt, 2003).
 *
 * This is the specification, in float64; the kernels' counterpart is engine/wasm/kernels/distort.ts. A copy is a
 * function of the seed, the epoch and the row alone. Only `+ − × ÷ √` are used, so that it is the same on every machine.
 */

import { type RandomGenerator, rowGenerator } from "../model/random.js";
import { type AugmentationDefinition, distortionKey, requireAugmentable, tangent } from "./augmentation.js";
import type { Dataset } from "./dataset.js";
import { DIGIT_BOX, DIGIT_SIDE, MASS_CENTER } from "./digits/digit.js";

/** How much steeper edges become: sampling between pixels makes them softer than MNIST's. */
const STEEPNESS = 1.2;

const PIXELS = DIGIT_SIDE * DIGIT_SIDE;

/** The middle of a picture, counted from the middle of its first pixel. */
const MIDDLE = (DIGIT_SIDE - 1) / 2;

/**
 * A distorted copy of each digit, in the same order, with the same targets: what `fit` learns from in an epoch.
 *
 * @param digits pictures of 28×28 pixels, 0 paper to 255 ink
 * @param epoch counted from 1: other epochs give other copies
 * @throws AkariError `invalid-data` for other data
 */
export function distortDigits(
  digits: Dataset,
  augmentation: AugmentationDefinition,
  { seed = 1, epoch = 1 }: { readonly seed?: number; readonly epoch?: number } = {},
): Dataset {
  requireAugmentable(digits);
  const { features } = digits;
  const distorter = new Distorter(augmentation);
  const key = distortionKey(seed, epoch);
  const data = new Uint8Array(features.rows * PIXELS);
  for (let row = 0; row < features.rows; row++) {
    const first = row * PIXELS;
    distorter
      .distort(features.data.subarray(first, first + PIXELS), rowGenerator(key, row))
      .forEach((ink, i) => {
        data[first + i] = Math.round(ink * 255);
      });
  }
  return { ...digits, name: `${digits.name}, distorted`, features: { ...features, data } };
}

/** A map of the plane without its shift: `(x, y)` goes to `(xx x + xy y, yx x + yy y)`. */
interface Linear {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

/** Where a distorted digit goes: the factor of its size, and where the middle of its first pixel comes to lie. */
interface Place {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** Distorts one digit after another. */
export class Distorter {
  readonly #amounts: AugmentationDefinition;
  readonly #tangent: number;
  readonly #field = new ElasticField(DIGIT_SIDE);
  readonly #ink = new Float64Array(PIXELS);
  readonly #copy = new Float64Array(PIXELS);

  constructor(amounts: AugmentationDefinition) {
    this.#amounts = amounts;
    this.#tangent = tangent(amounts.rotation);
  }

  /**
   * @param pixels `[784]`, 0 paper to 255 ink
   * @returns `[784]`, 0 to 1; overwritten by the next call
   */
  distort(pixels: ArrayLike<number>, random: RandomGenerator): Float64Array {
    // 24 bits: as many as the kernels' float32 numbers hold.
    const uniform = (): number => (random.uint32() >>> 8) / 2 ** 23 - 1;
    const amounts = this.#amounts;
    const map = drawMap(this.#tangent * uniform(), amounts.shear * uniform(), amounts.stretch * uniform());
    const size = ratio(amounts.scale * uniform());
    const [shiftX, shiftY] = [amounts.shift * uniform(), amounts.shift * uniform()];
    const pen = amounts.thickness * uniform();
    this.#field.draw(amounts.elastic, uniform);
    for (let i = 0; i < PIXELS; i++) this.#ink[i] = pixels[i] / 255;
    const { scale, left, top } = this.#place(map, size, shiftX, shiftY);

    // Each new pixel is looked up where it came from.
    const determinant = (map.xx * map.yy - map.xy * map.yx) * scale;
    const [xx, xy] = [map.yy / determinant, -map.xy / determinant];
    const [yx, yy] = [-map.yx / determinant, map.xx / determinant];
    const { factor, offset } = penLevels(pen);
    const { across, down } = this.#field;
    for (let y = 0, i = 0; y < DIGIT_SIDE; y++) {
      for (let x = 0; x < DIGIT_SIDE; x++, i++) {
        const fromX = xx * (x - left) + xy * (y - top) + across[i];
        const fromY = yx * (x - left) + yy * (y - top) + down[i];
        this.#copy[i] = Math.max(0, Math.min(1, factor * this.#sample(fromX, fromY) + offset));
      }
    }
    return this.#copy;
  }

  #place(map: Linear, size: number, shiftX: number, shiftY: number): Place {
    if (this.#amounts.normalize) {
      const found = this.#findInk(map);
      // An empty picture has its middle nowhere, and stays empty.
      if (found !== undefined) {
        const scale = ((DIGIT_BOX - 1) / Math.max(1, found.longest)) * size;
        return {
          scale,
          left: MASS_CENTER - 0.5 + shiftX - scale * found.massX,
          top: MASS_CENTER - 0.5 + shiftY - scale * found.massY,
        };
      }
    }
    return {
      scale: size,
      left: MIDDLE + shiftX - size * (map.xx + map.xy) * MIDDLE,
      top: MIDDLE + shiftY - size * (map.yx + map.yy) * MIDDLE,
    };
  }

  /** The longest side of the mapped and bent ink and its centre of mass. */
  #findInk(map: Linear): { longest: number; massX: number; massY: number } | undefined {
    let [minX, maxX, minY, maxY] = [1e9, -1e9, 1e9, -1e9];
    let [sum, sumX, sumY] = [0, 0, 0];
    for (let i = 0; i < PIXELS; i++) {
      const ink = this.#ink[i];
      if (ink === 0) continue;
      // Where the bend takes this point, nearly: the field hardly differs from pixel to pixel.
      const bentX = (i % DIGIT_SIDE) - this.#field.across[i];
      const bentY = Math.floor(i / DIGIT_SIDE) - this.#field.down[i];
      const newX = map.xx * bentX + map.xy * bentY;
      const newY = map.yx * bentX + map.yy * bentY;
      minX = Math.min(minX, newX);
      maxX = Math.max(maxX, newX);
      minY = Math.min(minY, newY);
      maxY = Math.max(maxY, newY);
      sum += ink;
      sumX += ink * newX;
      sumY += ink * newY;
    }
    if (sum === 0) return undefined;
    return { longest: Math.max(maxX - minX, maxY - minY), massX: sumX / sum, massY: sumY / sum };
  }

  /** The ink between the middles of four pixels, each counted by its nearness; none outside. */
  #sample(x: number, y: number): number {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const [right, below] = [x - column, y - row];
    const above = this.#at(column, row) * (1 - right) + this.#at(column + 1, row) * right;
    const under = this.#at(column, row + 1) * (1 - right) + this.#at(column + 1, row + 1) * right;
    return above * (1 - below) + under * below;
  }

  #at(column: number, row: number): number {
    const inside = column >= 0 && row >= 0 && column < DIGIT_SIDE && row < DIGIT_SIDE;
    return inside ? this.#ink[row * DIGIT_SIDE + column] : 0;
  }
}

/** Turns after slanting after stretching. */
function drawMap(turn: number, slant: number, stretch: number): Linear {
  const cosine = 1 / Math.sqrt(1 + turn * turn);
  const sine = turn * cosine;
  const wide = ratio(stretch);
  return {
    xx: cosine * wide,
    xy: -cosine * slant - sine,
    yx: sine * wide,
    yy: cosine - sine * slant,
  };
}

/** A factor that is as far above 1 as another is below it. */
function ratio(amount: number): number {
  return amount >= 0 ? 1 + amount : 1 / (1 - amount);
}

/**
 * Levels of ink as another pen leaves them: its edge is where there is half the ink, and moves to where there was less
 * of it, or more.
 */
function penLevels(pen: number): { factor: number; offset: number } {
  const gain = 0.5 / (0.5 - Math.abs(pen));
  const rise = pen >= 0 ? 0 : 1 - gain;
  return { factor: gain * STEEPNESS, offset: (rise - 0.5) * STEEPNESS + 0.5 };
}

/** Pixels from one grid line to the next: the length over which neighbours move together. */
const SPACING = 8;

/** A cubic B-spline reaches over four grid points. */
const TAPS = 4;

export class ElasticField {
  readonly #side: number;
  readonly #points: number;
  readonly #weights: readonly (readonly number[])[];
  readonly #grid: Float64Array;
  readonly #rows: Float64Array;
  /** `[side, side]`: how far each pixel is moved, in pixels. */
  readonly across: Float64Array;
  readonly down: Float64Array;

  /** @param side pixels of the square picture */
  constructor(side: number) {
    this.#side = side;
    this.#points = Math.ceil(side / SPACING) + TAPS - 1;
    this.#weights = Array.from({ length: SPACING }, (_, x) => splineWeights((x + 0.5) / SPACING));
    this.#grid = new Float64Array(this.#points * this.#points);
    this.#rows = new Float64Array(side * this.#points);
    this.across = new Float64Array(side * side);
    this.down = new Float64Array(side * side);
  }

  /**
   * Draws another field, in place.
   *
   * @param most the farthest that a pixel may be moved
   * @param uniform draws a number from −1 to 1
   */
  draw(most: number, uniform: () => number): void {
    this.#draw(this.across, most, uniform);
    this.#draw(this.down, most, uniform);
  }

  /** Interpolates the grid down, then across. */
  #draw(field: Float64Array, most: number, uniform: () => number): void {
    const side = this.#side;
    const points = this.#points;
    const grid = this.#grid;
    const rows = this.#rows;
    for (let i = 0; i < grid.length; i++) grid[i] = most * uniform();
    for (let y = 0; y < side; y++) {
      const [a, b, c, d] = this.#weights[y % SPACING];
      for (let p = 0, g = Math.floor(y / SPACING) * points; p < points; p++, g++) {
        rows[y * points + p] =
          a * grid[g] + b * grid[g + points] + c * grid[g + 2 * points] + d * grid[g + 3 * points];
      }
    }
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [a, b, c, d] = this.#weights[x % SPACING];
        const r = y * points + Math.floor(x / SPACING);
        field[y * side + x] = a * rows[r] + b * rows[r + 1] + c * rows[r + 2] + d * rows[r + 3];
      }
    }
  }
}

/** The uniform cubic B-spline's four weights at `t` from 0 to 1 between two grid lines; they add up to 1. */
function splineWeights(t: number): number[] {
  const s = 1 - t;
  return [
    (s * s * s) / 6,
    (3 * t * t * t - 6 * t * t + 4) / 6,
    (3 * s * s * s - 6 * s * s + 4) / 6,
    (t * t * t) / 6,
  ];
}
