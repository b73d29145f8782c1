/**
 * @file Permutation importance: how much worse a network does once one feature says nothing any more. A feature is what a
 * person would call one: the inputs that a column of a table became, a patch of a picture or of a spectrogram, a stretch of
 * a waveform, a single input where nothing is known of them.
 */

import { mel, melToHertz } from "../data/audio/signal.js";
import { type Dataset, type Features, requireTypedArrays } from "../data/dataset.js";
import { productsOf, tableInputs } from "../data/table/inputs.js";
import type { EngineOptions } from "../engine/engine.js";
import { requireFit } from "../engine/targets.js";
import { invalidArgument, requireOptions } from "../error.js";
import { type Model, requireModel } from "../model/model.js";
import { predictedClass } from "../model/outputs.js";
import type {
  LogMelPreprocessing,
  Preprocessing,
  TablePreprocessing,
  WaveformPreprocessing,
} from "../model/preprocessing.js";
import { permutation, randomGenerator } from "../model/random.js";
import { ValueErrors } from "../training/evaluate.js";
import { inModelUnits } from "../training/model-units.js";
import { compile } from "./compile.js";

export interface ImportanceOptions extends EngineOptions {
  /** How often each feature is shuffled; 5 when left out. */
  readonly repetitions?: number;
  /** Decides which examples are taken and how they are shuffled; 1 when left out. */
  readonly seed?: number;
  /** At most so many examples are used, drawn at random from more; 2,000 when left out. */
  readonly examples?: number;
}

export interface Importance {
  /** Accuracy, or R² where the targets are numbers (their mean over the outputs), on the examples as they are. */
  readonly score: number;
  /** How many examples that is of. */
  readonly examples: number;
  /** In the features' order. */
  readonly features: readonly FeatureImportance[];
}

export interface FeatureImportance {
  readonly name: string;
  /** By how much the score falls, on average over the repetitions. At or a little below 0: the feature is not used. */
  readonly drop: number;
  /** The standard deviation of that over the repetitions. */
  readonly deviation: number;
}

const OPTIONS = ["repetitions", "seed", "examples", "engine"] satisfies (keyof ImportanceOptions)[];

/**
 * Shuffles one feature after the other among the examples, so that it keeps its values but no longer belongs to its row,
 * and asks how far the score falls (Breiman, 2001; for any model, Fisher, Rudin and Dominici, 2019).
 *
 * It tells what this network uses, not what causes what. Of two features that say the same, each may seem to be of no
 * importance, for the other is still there; and shuffling makes rows that do not occur.
 *
 * @param features which inputs belong together; as {@link featuresOf} has them when left out: a table's columns, patches of
 * a picture
 * @throws AkariError `invalid-data` where the data do not fit the model, `invalid-argument` for an option that cannot be or
 * a feature with an input that there is not
 * @example
 * ```ts
 * const { score, features } = await permutationImportance(model, test);
 * for (const { name, drop } of features) console.log(name, drop.toFixed(3));
 * ```
 */
export async function permutationImportance(
  model: Model,
  given: Dataset,
  features?: readonly Feature[],
  options: ImportanceOptions = {},
): Promise<Importance> {
  requireOptions(options, OPTIONS, "Permutation importance");
  requireModel(model);
  requireTypedArrays(given);
  requireFit(model.definition, given);
  const data = inModelUnits(given, model.definition);
  const { repetitions = 5, seed = 1, examples = 2000, engine } = options;
  for (const [name, value] of Object.entries({ repetitions, examples })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw invalidArgument(`${name} must be a whole number of 1 or more, not ${value}.`);
  }
  const { preprocessing, inputs: count } = model.definition;
  const shuffledFeatures = features ?? featuresOf(preprocessing, count).features;
  requireInputs(shuffledFeatures, count);
  const rows = permutation(data.features.rows, randomGenerator(seed, "importance/examples"))
    .subarray(0, examples)
    .sort();
  const original = gather(data.features, rows);
  const compiled = await compile(model, engine === undefined ? {} : { engine });
  const score = scorerOf(data, rows);
  const measure = (inputs: Features["data"]): number => score(compiled.predict(inputs));
  try {
    const score = measure(original);
    const found: FeatureImportance[] = [];
    for (const { name, inputs } of shuffledFeatures) {
      const drops = Array.from({ length: repetitions }, (_, r) => {
        const order = permutation(rows.length, randomGenerator(seed, `importance/${name}/${r}`));
        return score - measure(shuffled(original, data.features.columns, inputs, order));
      });
      const drop = drops.reduce((sum, each) => sum + each, 0) / repetitions;
      const variance = drops.reduce((sum, each) => sum + (each - drop) ** 2, 0) / repetitions;
      found.push({ name, drop, deviation: Math.sqrt(variance) });
      // A turn of the event loop: this may take seconds.
      await new Promise((resolve) => setTimeout(resolve));
    }
    return { score, examples: rows.length, features: found };
  } finally {
    compiled.dispose();
  }
}

function requireInputs(features: readonly Feature[], count: number): void {
  for (const { name, inputs } of features) {
    const wrong = inputs.find((input) => !(Number.isInteger(input) && input >= 0 && input < count));
    if (wrong === undefined) continue;
    throw invalidArgument(
      `The feature ${name} has the input ${wrong}, but the network has ${count}, counted from 0.`,
    );
  }
}

/** Where bytes come as a Buffer of Node's, its `slice` would be no copy, and shuffling would spoil the data. */
const copyOf = (data: Features["data"]): Features["data"] =>
  data instanceof Uint8Array ? new Uint8Array(data) : data.slice();

/** Some rows, `[rows, columns]`. */
function gather({ data, columns }: Features, rows: Uint32Array): Features["data"] {
  const gathered = copyOf(data.subarray(0, rows.length * columns));
  rows.forEach((row, i) => {
    gathered.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return gathered;
}

/** The same rows, with some inputs taken from others. */
function shuffled(
  data: Features["data"],
  columns: number,
  inputs: readonly number[],
  order: Uint32Array,
): Features["data"] {
  const mixed = copyOf(data);
  order.forEach((from, to) => {
    for (const input of inputs) mixed[to * columns + input] = data[from * columns + input];
  });
  return mixed;
}

/** The score of outputs, `[rows, units]`. R² is the same in scaled numbers as in the target's own unit. */
function scorerOf({ targets }: Dataset, rows: Uint32Array): (outputs: Float32Array | Float64Array) => number {
  if (targets.kind === "classes") {
    return (outputs) => {
      const units = outputs.length / rows.length;
      let right = 0;
      rows.forEach((row, i) => {
        if (predictedClass(outputs.subarray(i * units, (i + 1) * units)) === targets.classes[row]) right++;
      });
      return right / rows.length;
    };
  }
  const { columns, data } = targets;
  return (outputs) => {
    const errors = new ValueErrors(columns, undefined);
    rows.forEach((row, i) => {
      errors.add(data, row * columns, outputs, i * columns);
    });
    return errors.scores().reduce((sum, { r2 }) => sum + r2, 0) / columns;
  };
}

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

/**
 * Which inputs of a network a person would call one feature, by how its inputs are made.
 *
 * @param preprocessing the model's: `model.definition.preprocessing`
 * @param inputs how many the network has
 * @example
 * ```ts
 * const { features, grid } = featuresOf(model.definition.preprocessing, model.definition.inputs);
 * ```
 */
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
