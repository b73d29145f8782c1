/**
 * @file The mean of many pictures or spectrograms: where in them there is something to see.
 */

import type { Dataset } from "../../data/dataset.js";
import { brightestInput } from "../../model/preprocessing.js";
import type { MeanImage } from "./content.js";

/** Rows from this on add nothing that could be seen. */
const MOST_ROWS = 2000;

/** Undefined for what is neither a picture nor a spectrogram. */
export function meanImage({ features, preprocessing }: Dataset): MeanImage | undefined {
  const { data, columns } = features;
  const rows = Math.min(MOST_ROWS, features.rows);
  const means = new Float32Array(columns);
  for (let i = 0; i < rows * columns; i++) means[i % columns] += data[i] / rows;
  const { image, channels = 1, sound } = preprocessing;
  if (image !== undefined) {
    const [height, width] = image;
    const brightest = brightestInput(preprocessing);
    return { kind: "picture", height, width, channels, levels: means.map((mean) => mean / brightest) };
  }
  if (sound?.form !== "log-mel") return undefined;
  const { frames, bands } = sound.mel;
  const decibels = means.map(
    (mean, i) => mean * sound.scaling[i % bands].scale + sound.scaling[i % bands].shift,
  );
  const low = decibels.reduce((a, b) => Math.min(a, b));
  const high = decibels.reduce((a, b) => Math.max(a, b));
  const levels = decibels.map((level) => (high > low ? (level - low) / (high - low) : 0));
  return { kind: "spectrogram", frames, bands, levels };
}
