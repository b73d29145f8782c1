/**
 * @file A picture, a recording or a JSON body as a model's inputs: what takes long enough for a thread of its own.
 */

import { inputEncoder } from "../../data/audio/examples.js";
import { decodeWav } from "../../data/audio/wav.js";
import { fromPicture } from "../../data/digits/from-picture.js";
import { decodePicture } from "../../data/image/decode.js";
import { type PixelForm, toPixels } from "../../data/image/examples.js";
import type { ModelDefinition } from "../../model/model.js";
import type { SoundPreprocessing } from "../../model/preprocessing.js";
import { readJsonBody } from "./json-body.js";
import type { RequestInputs } from "./request-inputs.js";

/** A body, and what is made of it. */
export type BodyTask = MediaTask | JsonTask;

export interface JsonTask {
  readonly kind: "json";
  readonly body: Uint8Array;
  readonly definition: ModelDefinition;
  /** The most rows. */
  readonly most: number;
}

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

/**
 * Up to these, bytes of a picture with so many pixels and bytes of a recording, the way to a thread and back takes as long.
 * A JSON body stays until it takes a few milliseconds, so that it need not wait for a thread's pictures.
 */
const MOST_PIXELS_HERE = 64 * 64;
const MOST_PICTURE_BYTES_HERE = 2 ** 14;
const MOST_SOUND_BYTES_HERE = 2 ** 12;
const MOST_JSON_BYTES_HERE = 2 ** 16;

/** Whether it is read where its request is, not in a thread. */
export function isSmall(task: BodyTask): boolean {
  if (task.kind === "json") return task.body.length <= MOST_JSON_BYTES_HERE;
  return task.kind === "picture"
    ? task.pixels <= MOST_PIXELS_HERE && task.body.length <= MOST_PICTURE_BYTES_HERE
    : task.body.length <= MOST_SOUND_BYTES_HERE;
}

/** Of a recording that lasts too long, without inputs. */
export interface BodyInputs extends RequestInputs {
  readonly inputs: Float32Array<ArrayBuffer>;
  /** What a recording lasts. */
  readonly seconds?: number;
}

/**
 * @throws Problem as {@link readJsonBody}; AkariError `invalid-file` where the file is damaged or of another kind,
 * `invalid-data` where a picture is of one colour and should be a digit
 */
export async function readTask(task: BodyTask): Promise<BodyInputs> {
  if (task.kind === "json") return readJsonBody(task.body, task.definition, task.most);
  if (task.kind === "picture") {
    const picture = await decodePicture(task.body, NAME);
    const pixels = task.form === "digit" ? fromPicture(picture) : toPixels(picture, task.form);
    return { inputs: Float32Array.from(pixels), names: ["image"] };
  }
  const recording = decodeWav(task.body, NAME);
  const seconds = recording.samples.length / recording.rate;
  if (seconds > task.mostSeconds) return { inputs: new Float32Array(0), names: [], seconds };
  return { inputs: new Float32Array(inputEncoder(task.sound)(recording)), names: ["audio"], seconds };
}

const NAME = "The body";
