/**
 * @file Digits that Akari draws itself, with a pen's strokes, for a network that is to read what people draw: the ways
 * of writing in pen-styles.ts, each time in another hand (pen-hand.ts). They are many that MNIST's American writers used, and
 * those that much of the world uses and MNIST lacks, such as slashed zeros, ones with a flag, crossed sevens and nines with
 * a hook.
 */

import { requirePenDigits } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { randomGenerator } from "../../model/random.js";
import type { ClassTargets, Dataset } from "../dataset.js";
import { DIGIT_SIDE } from "./digit.js";
import { fromStrokes } from "./from-strokes.js";
import { drawDigit, type Pen } from "./pen-hand.js";
import { PEN_STYLES } from "./pen-styles.js";

const PIXELS = DIGIT_SIDE * DIGIT_SIDE;
const NAMES = Object.keys(PEN_STYLES);

/**
 * Draws digits, each class as often.
 *
 * @param count how many
 * @param seed decides all of them
 * @param pen draws each digit; that of {@link PEN_STYLES} unless told otherwise
 */
export function penDigits(
  count: number,
  seed = 1,
  pen: Pen = drawDigit,
): Dataset & { readonly targets: ClassTargets } {
  const random = randomGenerator(seed, "pen digits");
  const data = new Uint8Array(count * PIXELS);
  const classes = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    classes[row] = row % NAMES.length;
    const { strokes, penWidth } = pen(NAMES[classes[row]], random);
    data.set(fromStrokes(strokes, { penWidth }), row * PIXELS);
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
 * @param pen as there
 * @throws AkariError `invalid-data` where its rows are no digits of 28×28 bytes with the classes "0" to "9"; `invalid-argument`
 * where too many are to be added
 */
export function addPenDigits(digits: Dataset, count: number, seed = 1, pen: Pen = drawDigit): Dataset {
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
  const drawn = penDigits(count, seed, pen);
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
