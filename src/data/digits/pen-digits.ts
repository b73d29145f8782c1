/**
 * @file Digits that Akari draws itself, with a pen's strokes, for a network that is to read what people draw: the ways
 * of writing in pen-styles/, each time in another hand. They are many that MNIST's American writers used, and those that
 * much of the world uses and MNIST lacks, such as slashed zeros, ones with a flag, crossed sevens and nines with a hook.
 */

import { requirePenDigits } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { type RandomGenerator, randomGenerator } from "../../model/random.js";
import type { ClassTargets, Dataset } from "../dataset.js";
import { DIGIT_SIDE } from "./digit.js";
import { fromStrokes, type Point, type Stroke } from "./from-strokes.js";
import { FIVES, THREES, TWOS } from "./pen-styles/hooked.js";
import type { PenPoint, PenStyle } from "./pen-styles/pen-style.js";
import { EIGHTS, NINES, SIXES, ZEROS } from "./pen-styles/round.js";
import { FOURS, ONES, SEVENS } from "./pen-styles/straight.js";

/** Ways of writing, by the digit's name. */
export const PEN_STYLES: Readonly<Record<string, readonly PenStyle[]>> = {
  "0": ZEROS,
  "1": ONES,
  "2": TWOS,
  "3": THREES,
  "4": FOURS,
  "5": FIVES,
  "6": SIXES,
  "7": SEVENS,
  "8": EIGHTS,
  "9": NINES,
};

const PIXELS = DIGIT_SIDE * DIGIT_SIDE;
const NAMES = Object.keys(PEN_STYLES);

/** The standard deviation of where the pen passes from where the style has it, of the digit's height. */
const UNSTEADINESS = 0.035;
/** Widths of the pen, in pixels of 28. */
const PEN = { thinnest: 1.3, thickest: 3 } as const;
/** Points on the curve from one place to the next. */
const CURVE_POINTS = 4;

/**
 * Draws digits, each class as often.
 *
 * @param count how many
 * @param seed decides all of them
 */
export function penDigits(count: number, seed = 1): Dataset & { readonly targets: ClassTargets } {
  const random = randomGenerator(seed, "pen digits");
  const data = new Uint8Array(count * PIXELS);
  const classes = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    classes[row] = row % NAMES.length;
    const penWidth = between(random, PEN.thinnest, PEN.thickest);
    data.set(fromStrokes(drawDigit(NAMES[classes[row]], random), { penWidth }), row * PIXELS);
  }
  return {
    name: "pen digits",
    features: { data, rows: count, columns: PIXELS },
    targets: { kind: "classes", classes, names: NAMES },
    preprocessing: { divideBy: 255 },
  };
}

/**
 * A data set with digits of {@link penDigits} behind its own.
 *
 * @throws AkariError `invalid-data` where its rows are no digits of 28×28 bytes with the classes "0" to "9"; `invalid-argument`
 * where too many are to be added
 */
export function addPenDigits(digits: Dataset, count: number, seed = 1): Dataset {
  const { features, targets, name } = digits;
  const same =
    features.data instanceof Uint8Array &&
    features.columns === PIXELS &&
    targets.kind === "classes" &&
    targets.names.join() === NAMES.join();
  if (!same) {
    throw new AkariError(
      "invalid-data",
      `Pen digits cannot be added to ${name}: that takes pictures of ${DIGIT_SIDE}×${DIGIT_SIDE} pixels with the ` +
        `classes ${NAMES.join(", ")}.`,
    );
  }
  requirePenDigits(count);
  const drawn = penDigits(count, seed);
  const data = new Uint8Array(features.data.length + drawn.features.data.length);
  data.set(features.data);
  data.set(drawn.features.data, features.data.length);
  const classes = Uint8Array.from([...targets.classes, ...drawn.targets.classes]);
  return {
    ...digits,
    name: `${name} and ${count.toLocaleString("en-US")} pen digits`,
    features: { ...features, data, rows: features.rows + count },
    targets: { ...targets, classes },
  };
}

/** One digit's strokes, in some unit. @param name "0" to "9" */
export function drawDigit(name: string, random: RandomGenerator): Stroke[] {
  const style = chooseStyle(PEN_STYLES[name], random);
  const width = style.width * between(random, 0.65, 1.45);
  const slant = between(random, -0.15, 0.4);
  const strokes = style.strokes.map((points) =>
    points.map(([x, y, corner]): PenPoint => {
      const down = y + UNSTEADINESS * random.normal();
      const across = x * width + UNSTEADINESS * random.normal();
      const place: Point = [across + slant * (1 - down), down];
      return corner ? [...place, corner] : place;
    }),
  );
  return strokes.map(curve);
}

function chooseStyle(styles: readonly PenStyle[], random: RandomGenerator): PenStyle {
  let left = random.uniform() * styles.reduce((sum, { share }) => sum + share, 0);
  for (const style of styles) {
    left -= style.share;
    if (left < 0) return style;
  }
  return styles[0];
}

/** A smooth curve through points, with corners where they are marked: cubic Hermite pieces (Catmull and Rom, 1974). */
function curve(points: readonly PenPoint[]): Stroke {
  const at = (i: number): PenPoint => points[Math.max(0, Math.min(points.length - 1, i))];
  /** Half the way from the point before to the one after; at a corner, the direction of the piece itself. */
  const slope = (i: number, from: number, axis: 0 | 1): number =>
    at(i)[2] ? at(from + 1)[axis] - at(from)[axis] : (at(i + 1)[axis] - at(i - 1)[axis]) / 2;
  const result: Point[] = [[points[0][0], points[0][1]]];
  for (let i = 0; i < points.length - 1; i++) {
    for (let part = 1; part <= CURVE_POINTS; part++) {
      const t = part / CURVE_POINTS;
      const s = 1 - t;
      const coordinate = (axis: 0 | 1): number =>
        s * s * (1 + 2 * t) * at(i)[axis] +
        t * t * (1 + 2 * s) * at(i + 1)[axis] +
        s * s * t * slope(i, i, axis) -
        t * t * s * slope(i + 1, i, axis);
      result.push([coordinate(0), coordinate(1)]);
    }
  }
  return result;
}

function between(random: RandomGenerator, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}
