/**
 * @file Reads a body that is a picture or a recording, as the model wants it.
 */

import { fromPicture } from "../../data/digit-from-picture.js";
import { pixelForm } from "../../data/pictures/picture-examples.js";
import { decodePicture, pictureSize } from "../../data/pictures/picture-file.node.js";
import { toPixels } from "../../data/pictures/pixels.js";
import { soundEncoder } from "../../data/sound/encode-sound.js";
import { scaleRow, soundOf } from "../../data/sound/sound-examples.js";
import { formOf, soundColumns } from "../../data/sound/sound-form.js";
import { decodeWav } from "../../data/sound/wav.js";
import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { fieldProblem, type Problem } from "../problem.js";
import type { RequestInputs } from "./request-inputs.js";

/**
 * @param isDigit whether it is centred and scaled as MNIST's digits are
 * @param mostPixels the most that it may have
 * @throws Problem 413 where it is too large, 422 where it cannot be read
 */
export async function readPictureBody(
  body: Uint8Array,
  preprocessing: Preprocessing,
  isDigit: boolean,
  mostPixels: number,
): Promise<RequestInputs> {
  const [height, width] = reading(() => pictureSize(body, "The body"));
  if (height * width > mostPixels) {
    throw fieldProblem(
      413,
      [],
      `The picture has ${height}×${width} pixels, more than the ${mostPixels} of one request. Send a smaller one.`,
    );
  }
  const picture = await decodePicture(body, "The body").catch((error) => {
    throw unreadable(error);
  });
  const pixels = reading(() =>
    isDigit ? fromPicture(picture) : toPixels(picture, pixelForm(preprocessing)),
  );
  return { inputs: Float32Array.from(pixels), names: ["image"] };
}

/** @throws Problem 422 where it is no WAV file, or damaged */
export function readSoundBody(body: Uint8Array, preprocessing: Preprocessing): RequestInputs {
  const sound = soundOf(preprocessing);
  const inputs = new Float32Array(soundColumns(sound));
  scaleRow(
    reading(() => soundEncoder(formOf(sound))(decodeWav(body, "The body"))),
    sound,
    inputs,
  );
  return { inputs, names: ["audio"] };
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(error);
  }
}

const unreadable = (error: unknown): Problem | unknown =>
  error instanceof AkariError ? fieldProblem(422, [], error.message) : error;
