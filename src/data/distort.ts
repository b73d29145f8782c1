/**
 * @file Makes new digits of given ones: turned, slanted, stretched, bent and drawn with another pen, each brought to
 * MNIST's form again. A network that learns from them reads the hands of more people than MNIST shows (Simard,
 * Steinkraus and Platt, 2003).
 *
 * Only `+ − × ÷ √` are used, so that a seed gives the same pixels on every machine.
 */

import { AkariError } from "../error.js";
import { type RandomGenerator, randomGenerator } from "../model/random.js";
import type { Dataset } from "./dataset.js";
import { DIGIT_BOX, DIGIT_SIDE, MASS_CENTER } from "./digit.js";
import { type ElasticField, elasticField } from "./elastic.js";
import { CANVAS_SIDE, drawVariant, MARGIN } from "./variants.js";

/** How far digits may be distorted. Each is drawn anew for every digit, evenly between none and this much. */
export interface DistortOptions {
  /** Decides every chance; 1 when left out. Other seeds give other copies. */
  readonly seed?: number;
  /** Turned either way, as the tangent of the angle: 0.2 is about 11°. Default 0.15. */
  readonly rotation?: number;
  /** Slanted either way: at 0.3, the top moves by 0.3 of the digit's height. Default 0.3. */
  readonly slant?: number;
  /** Made wider or narrower: at 0.25, by up to a quarter. Default 0.25. */
  readonly stretch?: number;
  /** Bent: points move by up to this many pixels, their neighbours with them. Default 2. */
  readonly bend?: number;
  /** The pen made thinner or thicker: at 0.2, edges move to where ink was 0.3 or 0.7. Default 0.2. */
  readonly thickness?: number;
  /**
   * The share of zeros that get a slash, of ones a flag, of sevens a bar and of nines a hook, as many people write
   * them and few in MNIST did: 0 to 1, default 0. Classes are told by their names, "0" to "9".
   */
  readonly variants?: number;
}

const DEFAULTS = { seed: 1, rotation: 0.15, slant: 0.3, stretch: 0.25, bend: 2, thickness: 0.2, variants: 0 };

type Amounts = Required<DistortOptions>;

/** How much steeper edges become: sampling between pixels makes them softer than MNIST's. */
const STEEPNESS = 1.2;

/** Pixels beyond the digit's box that can get ink of it. */
const SOFT_EDGE = 1;

const PIXELS = DIGIT_SIDE * DIGIT_SIDE;

/**
 * A distorted copy of each digit, in the same order, with the same classes.
 *
 * @param digits pictures of 28×28 pixels as MNIST has them, 0 paper to 255 ink
 * @throws AkariError `invalid-data` for pictures of another size or without classes, `invalid-argument` for an amount
 * that cannot be
 */
export function distortDigits(digits: Dataset, options: DistortOptions = {}): Dataset {
  const { features, targets } = digits;
  if (features.columns !== PIXELS || targets.kind !== "classes") {
    throw new AkariError(
      "invalid-data",
      `${digits.name} cannot be distorted: it must be digits of ${DIGIT_SIDE}×${DIGIT_SIDE} pixels with a class each.`,
    );
  }
  const amounts = checkAmounts(options);
  const random = randomGenerator(amounts.seed, "distort");
  const data = new Uint8Array(features.rows * PIXELS);
  const canvas = new Float64Array(CANVAS_SIDE * CANVAS_SIDE);
  const bend = elasticField(DIGIT_SIDE);
  for (let row = 0; row < features.rows; row++) {
    const first = row * PIXELS;
    putDown(features.data, first, canvas);
    if (amounts.variants > 0 && random.uniform() < amounts.variants) {
      drawVariant(canvas, targets.names[targets.classes[row]], random);
    }
    distort(canvas, data.subarray(first, first + PIXELS), amounts, bend, random);
  }
  return { ...digits, name: `${digits.name}, distorted`, features: { ...features, data } };
}

/** Copies a digit to the canvas's middle, as ink from 0 to 1. @param first where its pixels begin */
function putDown(pixels: ArrayLike<number>, first: number, canvas: Float64Array): void {
  canvas.fill(0);
  for (let y = 0, i = first; y < DIGIT_SIDE; y++) {
    const start = (y + MARGIN) * CANVAS_SIDE + MARGIN;
    for (let x = 0; x < DIGIT_SIDE; x++, i++) canvas[start + x] = pixels[i] / 255;
  }
}

function checkAmounts(options: DistortOptions): Amounts {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const amounts: Amounts = { ...DEFAULTS, ...Object.fromEntries(given) };
  for (const [name, most] of [
    ["rotation", 1],
    ["slant", 1],
    ["stretch", 1],
    ["bend", 10],
    ["thickness", 0.45],
    ["variants", 1],
  ] as const) {
    if (!(amounts[name] >= 0 && amounts[name] <= most)) {
      throw new AkariError(
        "invalid-argument",
        `The ${name} of distorted digits must be from 0 to ${most}, not ${amounts[name]}.`,
      );
    }
  }
  return amounts;
}

/** A map of the plane without its shift: `(x, y)` goes to `(xx x + xy y, yx x + yy y)`. */
interface Linear {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

/** @param pixels `[784]`, gets the new digit */
function distort(
  canvas: Float64Array,
  pixels: Uint8Array,
  amounts: Amounts,
  bend: ElasticField,
  random: RandomGenerator,
): void {
  const either = (most: number): number => (2 * random.uniform() - 1) * most;
  const map = drawMap(either(amounts.rotation), either(amounts.slant), either(amounts.stretch));
  bend.draw(amounts.bend, random);
  const pen = either(amounts.thickness);
  const { scale, left, top, columns, rows } = place(canvas, map, bend);

  // The pen's edge is where there is half the ink: it moves to where there was less of it, or more.
  const gain = 0.5 / (0.5 - Math.abs(pen));

  // Each new pixel is looked up where it came from.
  const determinant = (map.xx * map.yy - map.xy * map.yx) * scale;
  const [xx, xy] = [map.yy / determinant, -map.xy / determinant];
  const [yx, yy] = [-map.yx / determinant, map.xx / determinant];
  for (let y = rows.first; y <= rows.last; y++) {
    for (let x = columns.first, i = y * DIGIT_SIDE + x; x <= columns.last; x++, i++) {
      const fromX = xx * (x - left) + xy * (y - top) + bend.across[i];
      const fromY = yx * (x - left) + yy * (y - top) + bend.down[i];
      const ink = sample(canvas, fromX, fromY);
      const level = pen >= 0 ? ink * gain : 1 - (1 - ink) * gain;
      const sharp = (level - 0.5) * STEEPNESS + 0.5;
      pixels[i] = sharp <= 0 ? 0 : sharp >= 1 ? 255 : Math.round(sharp * 255);
    }
  }
}

/** Turns after slanting after stretching. */
function drawMap(tangent: number, slant: number, stretch: number): Linear {
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  const wide = stretch >= 0 ? 1 + stretch : 1 / (1 - stretch);
  return {
    xx: cosine * wide,
    xy: -cosine * slant - sine,
    yx: sine * wide,
    yy: cosine - sine * slant,
  };
}

/** Where a distorted digit goes. */
interface Place {
  /** What makes its longest side 20 pixels again. */
  readonly scale: number;
  /** Where the middle of the old picture's first pixel goes, so that the centre of mass comes to the middle. */
  readonly left: number;
  readonly top: number;
  /** Where there can be ink. */
  readonly columns: Range;
  readonly rows: Range;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function place(canvas: Float64Array, map: Linear, bend: ElasticField): Place {
  let [minX, maxX, minY, maxY] = [1e9, -1e9, 1e9, -1e9];
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = 0, i = 0; y < CANVAS_SIDE; y++) {
    const bentRow = within(y - MARGIN) * DIGIT_SIDE;
    for (let x = 0; x < CANVAS_SIDE; x++, i++) {
      const ink = canvas[i];
      if (ink === 0) continue;
      // Where the bend takes this point, nearly: the field hardly differs from pixel to pixel.
      const bent = bentRow + within(x - MARGIN);
      const [bentX, bentY] = [x - bend.across[bent], y - bend.down[bent]];
      const newX = map.xx * bentX + map.xy * bentY;
      const newY = map.yx * bentX + map.yy * bentY;
      if (newX < minX) minX = newX;
      if (newX > maxX) maxX = newX;
      if (newY < minY) minY = newY;
      if (newY > maxY) maxY = newY;
      sum += ink;
      sumX += ink * newX;
      sumY += ink * newY;
    }
  }
  const scale = (DIGIT_BOX - 1) / Math.max(1, maxX - minX, maxY - minY);
  const middle = MASS_CENTER - 0.5;
  // An empty picture has its middle nowhere, and stays empty.
  const left = sum === 0 ? 0 : middle - (scale * sumX) / sum;
  const top = sum === 0 ? 0 : middle - (scale * sumY) / sum;
  return {
    scale,
    left,
    top,
    columns: range(left + scale * minX, left + scale * maxX),
    rows: range(top + scale * minY, top + scale * maxY),
  };
}

/** The pixels from one place to another and the soft edge around them, within the picture. */
function range(from: number, to: number): Range {
  return {
    first: Math.max(0, Math.floor(from) - SOFT_EDGE),
    last: Math.min(DIGIT_SIDE - 1, Math.ceil(to) + SOFT_EDGE),
  };
}

/** The nearest row or column of the digit's picture. */
function within(position: number): number {
  return position < 0 ? 0 : position >= DIGIT_SIDE ? DIGIT_SIDE - 1 : position;
}

/** The ink between the middles of four pixels, each counted by its nearness. */
function sample(canvas: Float64Array, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (column < 0 || row < 0 || column >= CANVAS_SIDE - 1 || row >= CANVAS_SIDE - 1) return 0;
  const right = x - column;
  const below = y - row;
  const i = row * CANVAS_SIDE + column;
  const above = canvas[i] + right * (canvas[i + 1] - canvas[i]);
  const under = canvas[i + CANVAS_SIDE] + right * (canvas[i + CANVAS_SIDE + 1] - canvas[i + CANVAS_SIDE]);
  return above + below * (under - above);
}
