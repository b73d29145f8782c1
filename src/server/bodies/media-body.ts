/**
 * @file Reads a body that is a picture or a recording, as the model wants it.
 */

import { soundEncoder } from "../../data/audio/encode.js";
import { scaleRow, soundOf } from "../../data/audio/examples.js";
import { formOf, soundColumns } from "../../data/audio/form.js";
import { decodeWav } from "../../data/audio/wav.js";
import { fromPicture } from "../../data/digits/from-picture.js";
import { decodePicture, pictureSize } from "../../data/image/decode.node.js";
import { pixelForm } from "../../data/image/examples.js";
import { toPixels } from "../../data/image/pixels.js";
import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { MediaAllowance } from "../limits.js";
import { fieldProblem, type Problem } from "../problem.js";
import type { RequestInputs } from "./request-inputs.js";

/**
 * @param isDigit whether it is centred and scaled as MNIST's digits are
 * @param allowance of the request's pictures
 * @throws Problem 413 where it is too large, 422 where it cannot be read
 */
export async function readPictureBody(
  body: Uint8Array,
  preprocessing: Preprocessing,
  isDigit: boolean,
  allowance: MediaAllowance,
): Promise<RequestInputs> {
  const [height, width] = reading(() => pictureSize(body, "The body"));
  allowance.picture(height, width);
  const picture = await decodePicture(body, "The body").catch((error) => {
    throw unreadable(error);
  });
  const pixels = reading(() =>
    isDigit ? fromPicture(picture) : toPixels(picture, pixelForm(preprocessing)),
  );
  return { inputs: Float32Array.from(pixels), names: ["image"] };
}

/**
 * @param allowance of the request's recordings
 * @throws Problem 413 where it is too long, 422 where it is no WAV file, or damaged
 */
export function readSoundBody(
  body: Uint8Array,
  preprocessing: Preprocessing,
  allowance: MediaAllowance,
): RequestInputs {
  const sound = soundOf(preprocessing);
  const recording = reading(() => decodeWav(body, "The body"));
  allowance.recording(recording.samples.length / recording.rate);
  const inputs = new Float32Array(soundColumns(sound));
  scaleRow(soundEncoder(formOf(sound))(recording), sound, inputs);
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
