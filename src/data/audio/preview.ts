/**
 * @file From a network's inputs back to what they were made of: how loud each cell of a spectrogram is, or a waveform.
 */

import type { SoundPreprocessing } from "../../model/preprocessing.js";
import { RANGE } from "./encode.js";

/** What a recording's inputs show. */
export type SoundPortrayal =
  /** `[frames, bands]`, 0 for 60 dB below the loudest cell or less, to 1 for the loudest. */
  | {
      readonly kind: "spectrogram";
      readonly frames: number;
      readonly bands: number;
      readonly levels: Float64Array;
    }
  /** `[samples]`, −1 to 1. */
  | { readonly kind: "waveform"; readonly samples: Float64Array };

/** @param inputs of one recording, scaled as the network takes them */
export function portraySound(inputs: ArrayLike<number>, sound: SoundPreprocessing): SoundPortrayal {
  const { scaling } = sound;
  const values = Float64Array.from(inputs, (input, i) => {
    const { shift, scale } = scaling[i % scaling.length];
    return input * scale + shift;
  });
  if (sound.form === "waveform") return { kind: "waveform", samples: values };
  const { frames, bands } = sound.mel;
  const levels = values.map((decibels) => Math.min(1, Math.max(0, 1 + decibels / RANGE)));
  return { kind: "spectrogram", frames, bands, levels };
}
