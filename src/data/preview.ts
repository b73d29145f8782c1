/**
 * @file How to show an example to a person: plain data, from which a report or a terminal draws.
 */

import { brightestInput } from "../model/preprocessing.js";
import type { Dataset } from "./dataset.js";
import { type InputCell, inputCells } from "./table/inputs.js";

export type Preview =
  /** `[height, width, channels]`, row by row, 0 dark to 1 bright. */
  | {
      readonly kind: "picture";
      readonly height: number;
      readonly width: number;
      readonly channels: 1 | 3;
      readonly levels: Float32Array;
    }
  /** What stands in a row of a table. */
  | { readonly kind: "cells"; readonly cells: readonly InputCell[] }
  /** A recording: what was heard, and what of it a network that takes spectrograms sees. */
  | {
      readonly kind: "sound";
      /** Samples a second. */
      readonly rate: number;
      /** `[samples]`, −1 to 1. */
      readonly samples: Float32Array;
      readonly spectrogram?: Spectrogram;
    };

export interface Spectrogram {
  readonly frames: number;
  readonly bands: number;
  /** `[frames, bands]`, 0 quiet to 1 loud, the lowest band first. */
  readonly levels: Float32Array;
}

/**
 * Shows a row as a network takes it in: a picture or a table's cells where its preprocessing says so, else its inputs. Examples that know
 * what the row was before it was prepared say more: see `Examples.preview`.
 */
export function previewRow({ features, preprocessing }: Dataset, row: number): Preview {
  const { data, columns } = features;
  const { image, channels = 1, table } = preprocessing;
  const inputs = data.subarray(row * columns, (row + 1) * columns);
  if (image !== undefined) {
    const [height, width] = image;
    const brightest = brightestInput(preprocessing);
    return {
      kind: "picture",
      height,
      width,
      channels,
      levels: Float32Array.from(inputs, (x) => x / brightest),
    };
  }
  if (table !== undefined) return { kind: "cells", cells: inputCells(inputs, table) };
  return {
    kind: "cells",
    cells: Array.from(inputs, (value, i) => ({
      name: `input ${i + 1}`,
      text: String(Number(value.toPrecision(6))),
    })),
  };
}
