/**
 * @file The file of a picture or of a recording as a model's inputs: what takes long enough for a thread of its own.
 */

import { inputEncoder } from "../../data/audio/examples.js";
import { decodeWav } from "../../data/audio/wav.js";
import { fromPicture } from "../../data/digits/from-picture.js";
import { decodePicture } from "../../data/image/decode.js";
import { type PixelForm, toPixels } from "../../data/image/examples.js";
import type { SoundPreprocessing } from "../../model/preprocessing.js";

/** A file, and what is made of it. */
export type MediaTask =
  | {
      readonly kind: "picture";
      /** PNG or JPEG. */
      readonly body: Uint8Array;
      /** That it says it has. */
      readonly pixels: number;
      /** What its pixels are brought to; `digit` where it is centred and scaled as MNIST's are. */
      readonly form: PixelForm | "digit";
    }
  | {
      readonly kind: "sound";
      /** WAV. */
      readonly body: Uint8Array;
      readonly sound: SoundPreprocessing;
      /** What the recording may last at the most. */
      readonly mostSeconds: number;
    };

/** Up to these, bytes of a picture with so many pixels and bytes of a recording, the way to a thread and back takes as long. */
const MOST_PIXELS_HERE = 64 * 64;
const MOST_PICTURE_BYTES_HERE = 2 ** 14;
const MOST_SOUND_BYTES_HERE = 2 ** 12;

/** Whether it is read where its request is, not in a thread. */
export const isSmall = (task: MediaTask): boolean =>
  task.kind === "picture"
    ? task.pixels <= MOST_PIXELS_HERE && task.body.length <= MOST_PICTURE_BYTES_HERE
    : task.body.length <= MOST_SOUND_BYTES_HERE;

export interface MediaInputs {
  /** `[inputs]`; of a recording that lasts too long, none. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** What a recording lasts. */
  readonly seconds: number;
}

/**
 * @throws AkariError `invalid-file` where the file is damaged or of another kind, `invalid-data` where a picture is of one
 * colour and should be a digit
 */
export async function mediaInputs(task: MediaTask): Promise<MediaInputs> {
  if (task.kind === "picture") {
    const picture = await decodePicture(task.body, NAME);
    const pixels = task.form === "digit" ? fromPicture(picture) : toPixels(picture, task.form);
    return { inputs: Float32Array.from(pixels), seconds: 0 };
  }
  const recording = decodeWav(task.body, NAME);
  const seconds = recording.samples.length / recording.rate;
  if (seconds > task.mostSeconds) return { inputs: new Float32Array(0), seconds };
  return { inputs: new Float32Array(inputEncoder(task.sound)(recording)), seconds };
}

const NAME = "The body";
