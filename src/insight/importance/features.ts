/**
 * @file What a person would call one feature: the inputs that a column of a table became, a patch of a picture or of a
 * spectrogram, a stretch of a waveform, a single input where nothing is known of them.
 */

import { mel, melToHertz } from "../../data/audio/spectrum.js";
import { tableInputs } from "../../data/table/input-names.js";
import { productsOf } from "../../data/table/products.js";
import type {
  LogMelPreprocessing,
  Preprocessing,
  TablePreprocessing,
  WaveformPreprocessing,
} from "../../model/preprocessing.js";

/** Inputs that belong together. A product of a table's columns belongs to each of them. */
export interface Feature {
  readonly name: string;
  /** Their places, counted from 0, in rising order. */
  readonly inputs: readonly number[];
}

/** Features, and how they lie beside each other where they do. */
export interface FeatureMap {
  readonly features: readonly Feature[];
  /** Of patches: how many lie below each other and side by side, row by row. Of a spectrogram, the highest are first. */
  readonly grid?: { readonly rows: number; readonly columns: number };
}

/** Along its longer side a picture is cut into at most so many patches. */
const PATCHES = 7;
/** A waveform is cut into at most so many stretches. */
const STRETCHES = 24;
/** Of inputs that nothing is known of, more than this many are taken together in equal blocks. */
const MOST_INPUTS = 64;

/** @param inputs how many the network has */
export function featuresOf({ image, channels, table, sound }: Preprocessing, inputs: number): FeatureMap {
  if (image !== undefined) return patches(image, channels ?? 1);
  if (sound?.form === "log-mel") return soundPatches(sound.mel);
  if (sound?.form === "waveform") return { features: stretches(sound) };
  if (table !== undefined) return { features: columns(table) };
  const block = Math.ceil(inputs / MOST_INPUTS);
  return {
    features: Array.from({ length: Math.ceil(inputs / block) }, (_, i) => {
      const places = range(i * block, Math.min(inputs, (i + 1) * block));
      return { name: span("input", places[0], places.length), inputs: places };
    }),
  };
}

function patches([height, width]: readonly [number, number], channels: number): FeatureMap {
  const side = Math.ceil(Math.max(height, width) / PATCHES);
  const grid = { rows: Math.ceil(height / side), columns: Math.ceil(width / side) };
  const features = range(0, grid.rows * grid.columns).map((patch): Feature => {
    const [top, left] = [Math.floor(patch / grid.columns) * side, (patch % grid.columns) * side];
    const [ys, xs] = [range(top, Math.min(height, top + side)), range(left, Math.min(width, left + side))];
    return {
      name: `${span("row", top, ys.length)}, ${span("column", left, xs.length)}`,
      inputs: ys.flatMap((y) =>
        xs.flatMap((x) => range(0, channels).map((c) => (y * width + x) * channels + c)),
      ),
    };
  });
  return { features, grid };
}

/** Bands below each other, the highest first, and frames side by side; both as evenly shared out as they can be. */
function soundPatches({ frames, bands, lowest, highest }: LogMelPreprocessing["mel"]): FeatureMap {
  const grid = { rows: Math.min(PATCHES, bands), columns: Math.min(PATCHES, frames) };
  const edge = (band: number): string =>
    `${Math.round(melToHertz(mel(lowest) + ((mel(highest) - mel(lowest)) * band) / bands))} Hz`;
  const features = range(0, grid.rows * grid.columns).map((patch): Feature => {
    const row = grid.rows - 1 - Math.floor(patch / grid.columns);
    const high = share(bands, grid.rows, row);
    const long = share(frames, grid.columns, patch % grid.columns);
    return {
      name: `${edge(high[0])} to ${edge(high[high.length - 1] + 1)}, ${span("frame", long[0], long.length)}`,
      inputs: long.flatMap((frame) => high.map((band) => frame * bands + band)),
    };
  });
  return { features, grid };
}

/** Of so many pieces the `i`th. */
const share = (length: number, pieces: number, i: number): number[] =>
  range(Math.floor((length * i) / pieces), Math.floor((length * (i + 1)) / pieces));

function stretches({ samples, rate }: WaveformPreprocessing): Feature[] {
  const count = Math.min(STRETCHES, samples);
  return range(0, count).map((i): Feature => {
    const inputs = share(samples, count, i);
    const seconds = (sample: number): string => (sample / rate).toFixed(3);
    return { name: `${seconds(inputs[0])} to ${seconds(inputs[inputs.length - 1] + 1)} s`, inputs };
  });
}

/** A column's own inputs, and the products that it is a factor of: they still tell what it was. */
function columns(table: TablePreprocessing): Feature[] {
  const inputs = tableInputs(table);
  const places = new Map(table.columns.map(({ name }) => [name, [] as number[]]));
  inputs.forEach(({ column }, place) => {
    if (column !== undefined) places.get(column)?.push(place);
  });
  const numbers = table.columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  const products = productsOf(numbers.length, table.degree ?? 1);
  products.forEach((factors, p) => {
    for (const factor of new Set(factors)) {
      places.get(numbers[factor])?.push(inputs.length - products.length + p);
    }
  });
  return Array.from(places, ([name, own]) => ({ name, inputs: own }));
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** `row 3`, `rows 5–8`. @param from counted from 0 */
const span = (noun: string, from: number, count: number): string =>
  count === 1 ? `${noun} ${from + 1}` : `${noun}s ${from + 1}–${from + count}`;
