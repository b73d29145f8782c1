/**
 * @file What a model takes in, by its own description, and what a file holds, by its name.
 */

import { AkariError } from "../error.js";
import type { StoredModel } from "../formats/index.js";
import type { ModelDefinition } from "../model/model.js";

/**
 * `digits`: pictures and strokes that are centred and scaled as MNIST's digits are; `pictures`: as they are, brought to
 * the model's size.
 */
export type InputKind = "digits" | "pictures" | "sounds" | "table";

/** What a model of each kind takes. */
export const TAKEN: Readonly<Record<InputKind, string>> = {
  digits: "pictures of digits and drawn strokes",
  pictures: "pictures",
  sounds: "recordings",
  table: "rows of a table",
};

/** A picture of a digit brought to MNIST's form: its pixels, its sides and the brightest level. */
const DIGIT_PIXELS = 784;
const DIGIT_SIDE = 28;
const BRIGHTEST = 255;

/**
 * What a model takes in.
 *
 * @param path what to call it in messages
 * @throws AkariError `invalid-model` where its file does not say enough to show it anything but numbers
 */
export function inputKind(stored: StoredModel, path: string): InputKind {
  const { preprocessing } = stored.model.definition;
  if (preprocessing.table !== undefined) return "table";
  if (preprocessing.sound !== undefined) return "sounds";
  if (preprocessing.image !== undefined && !takesDigits(stored)) return "pictures";
  requireDigitInputs(stored.model.definition, path);
  return "digits";
}

/**
 * Whether a model's pictures are taken for digits. MNIST and IDX files come in parts; a folder of pictures is divided
 * before it is learned from, which the training record tells of.
 */
export function takesDigits({ model: { definition }, record }: StoredModel): boolean {
  return hasDigitForm(definition) && record?.split === undefined;
}

/** Whether a model takes 28×28 grey pixels, so that it might be taken for a reader of digits. */
export function hasDigitForm({ inputs, preprocessing }: ModelDefinition): boolean {
  const { image, channels, divideBy } = preprocessing;
  const fits =
    image === undefined || (image[0] === DIGIT_SIDE && image[1] === DIGIT_SIDE && channels === undefined);
  return fits && inputs === DIGIT_PIXELS && divideBy === BRIGHTEST;
}

function requireDigitInputs({ inputs, preprocessing }: ModelDefinition, model: string): void {
  if (inputs !== DIGIT_PIXELS) {
    throw new AkariError(
      "invalid-model",
      `${model} takes ${inputs} inputs, but a picture of a digit becomes ${DIGIT_PIXELS} (28×28), and its file does ` +
        "not say which columns, pixels or sounds they are.",
    );
  }
  if (preprocessing.divideBy !== BRIGHTEST) {
    throw new AkariError(
      "invalid-model",
      `${model} divides its inputs by ${preprocessing.divideBy}, but the pixels of a digit go from 0 to ` +
        `${BRIGHTEST} and have to be divided by ${BRIGHTEST}.`,
    );
  }
}

/** What files are called that hold something, and for which models they are. */
const FILES: readonly (readonly [name: RegExp, what: string, kinds: readonly InputKind[]])[] = [
  [/\.(png|jpe?g|jfif|gif|webp|bmp|tiff?|avif|heic)$/i, "a picture", ["digits", "pictures"]],
  [/\.jsonl(\.gz)?$/i, "a file of drawn strokes", ["digits"]],
  [/\.(wave?|mp3|flac|ogg|opus|m4a|aac|aiff?)$/i, "a recording", ["sounds"]],
  [/\.(csv|tsv|txt)(\.gz)?$/i, "a table", ["table"]],
  [/\.safetensors$/i, "a model's file", []],
];

/** @throws AkariError `invalid-data` where a file's name says that it is not for such a model */
export function requireInputFile(file: string, kind: InputKind, model: string): void {
  const known = FILES.find(([name]) => name.test(file));
  if (known === undefined || known[2].includes(kind)) return;
  throw new AkariError("invalid-data", `${model} takes ${TAKEN[kind]}, and ${file} is ${known[1]}.`);
}
