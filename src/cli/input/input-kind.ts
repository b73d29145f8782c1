/**
 * @file What kinds of input a command's files hold, by their names, and whether a model takes those.
 */

import { PICTURE_NAME, SOUND_NAME } from "../../data/file-signatures.js";
import { AkariError } from "../../error.js";
import { DIGIT_PIXELS, describedKind, type InputKind } from "../../formats/input-kind.js";
import type { StoredModel } from "../../formats/stored-model.js";
import { BRIGHTEST } from "../../model/preprocessing.js";

/** What a model of each kind takes. */
export const TAKEN: Readonly<Record<InputKind, string>> = {
  digits: "pictures of digits and drawn strokes",
  pictures: "pictures",
  sounds: "recordings",
  table: "rows of a table",
};

/**
 * What a model takes in.
 *
 * @param path what to call it in messages
 * @throws AkariError `invalid-model` where its file does not say enough to show it anything but numbers
 */
export function inputKind(stored: StoredModel, path: string): InputKind {
  const kind = describedKind(stored);
  if (kind !== undefined) return kind;
  const { inputs, preprocessing } = stored.model.definition;
  if (inputs !== DIGIT_PIXELS && preprocessing.image === undefined) {
    throw new AkariError(
      "invalid-model",
      `${path} takes ${inputs} inputs, but a picture of a digit becomes ${DIGIT_PIXELS} (28×28), and its file does ` +
        "not say which columns, pixels or sounds they are.",
    );
  }
  throw new AkariError(
    "invalid-model",
    `${path} divides its inputs by ${preprocessing.divideBy}, but the pixels of a picture go from 0 to ` +
      `${BRIGHTEST} and have to be divided by ${BRIGHTEST}.`,
  );
}

/** What files are called that hold something, and for which models they are. */
const FILES: readonly (readonly [name: RegExp, what: string, kinds: readonly InputKind[]])[] = [
  [PICTURE_NAME, "a picture", ["digits", "pictures"]],
  [/\.jsonl(\.gz)?$/i, "a file of drawn strokes", ["digits"]],
  [SOUND_NAME, "a recording", ["sounds"]],
  [/\.(csv|tsv|txt)(\.gz)?$/i, "a table", ["table"]],
  [/\.safetensors$/i, "a model's file", []],
];

/** @throws AkariError `invalid-data` where a file's name says that it is not for such a model */
export function requireInputFile(file: string, kind: InputKind, model: string): void {
  const known = FILES.find(([name]) => name.test(file));
  if (known === undefined || known[2].includes(kind)) return;
  throw new AkariError("invalid-data", `${model} takes ${TAKEN[kind]}, and ${file} is ${known[1]}.`);
}
