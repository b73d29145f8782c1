/**
 * @file Examples to check an exported model with: what is given to it, as raw as the exported program takes it, drawn
 * from a seed; the first layer's inputs that Akari makes of it; and the reference engine's answers.
 */

import { formOf, soundEncoder } from "../../data/audio/encode.js";
import { scaleRow } from "../../data/audio/examples.js";
import { sinPi } from "../../data/audio/signal.js";
import { dateText } from "../../data/table/inputs.js";
import { encodeRows, type RowValue } from "../../data/table/row-encoder.js";
import { compileNetwork } from "../../engine/compile-network.js";
import { reference } from "../../engine/reference/engine.js";
import type { Model } from "../../model/model.js";
import { type ColumnPreprocessing, rawOf, type SoundPreprocessing } from "../../model/preprocessing.js";
import { type RandomGenerator, randomGenerator } from "../../model/random.js";

/** A row of a table. */
export type ExampleRow = Readonly<Record<string, RowValue>>;

export interface CheckedExamples {
  /** Of models of tables: `[n]`. */
  readonly rows?: readonly ExampleRow[];
  /** Of models of sounds: a recording, the first example. */
  readonly recording?: ExampleRecording;
  /** What the first layer takes in, before it is divided by anything, `[n, inputs]`. */
  readonly inputs: Float64Array;
  /** `[n, units of the output layer]`, as the network gives them. */
  readonly outputs: Float64Array;
}

export interface ExampleRecording {
  readonly rate: number;
  /** `[channels, n]`, one after another. */
  readonly samples: Float32Array;
  readonly channels: number;
}

const EXAMPLES = 8;

export async function checkedExamples(model: Model): Promise<CheckedExamples> {
  const { definition } = model;
  const random = randomGenerator(1, "exported examples");
  const given = examplesOf(model, random);
  const inputs = Float64Array.from(given.inputs);
  const network = await compileNetwork(reference, definition);
  network.setParameters(model.parameters);
  const outputs = network.predict(inputs);
  network.dispose();
  return { ...given, inputs, outputs: Float64Array.from(outputs) };
}

function examplesOf(
  { definition }: Model,
  random: RandomGenerator,
): Pick<CheckedExamples, "rows" | "recording"> & { readonly inputs: ArrayLike<number> } {
  const { inputs: count, preprocessing } = definition;
  const { table, sound, image, divideBy } = preprocessing;
  if (table !== undefined) {
    const rows = Array.from({ length: EXAMPLES }, () => exampleRow(table.columns, random));
    return { rows, inputs: encodeRows(rows, preprocessing).data };
  }
  // Pixels are whole and never below 0; other numbers lie about it.
  const draw =
    image === undefined
      ? (n: number) => rawOf(preprocessing, random.normal(), n % count)
      : (n: number) =>
          divideBy === 255 ? random.below(256) : rawOf(preprocessing, random.uniform(), n % count);
  const inputs = Float64Array.from({ length: EXAMPLES * count }, (_, n) => draw(n));
  if (sound === undefined) return { inputs };
  const recording = exampleRecording(sound, random);
  inputs.set(encodedRecording(recording, sound));
  return { recording, inputs };
}

function exampleRow(columns: readonly ColumnPreprocessing[], random: RandomGenerator): ExampleRow {
  return Object.fromEntries(
    columns.map((column) => [column.name, random.below(8) === 0 ? null : exampleCell(column, random)]),
  );
}

/** The days of the years 1000 to 9000 or so: dates of years with four digits. */
const [FIRST_DAY, LAST_DAY] = [-350_000, 2_500_000];

function exampleCell(column: ColumnPreprocessing, random: RandomGenerator): RowValue {
  if (column.kind === "category" || column.kind === "yes-no") {
    return column.values[random.below(column.values.length)] ?? null;
  }
  const value = column.shift + column.scale * random.normal();
  if (column.kind === "number") return value;
  return dateText(Math.round(Math.max(FIRST_DAY, Math.min(LAST_DAY, value))));
}

/** A fifth of a second of two channels: a falling tone, with noise, between silences. */
function exampleRecording({ rate: own }: SoundPreprocessing, random: RandomGenerator): ExampleRecording {
  const rate = own === 8000 ? 11_025 : 8000;
  const [channels, length] = [2, rate / 5];
  const samples = Float32Array.from({ length: channels * length }, (_, n) => {
    const time = (n % length) / rate;
    if (time < 0.02 || time > 0.18) return 0;
    const tone = sinPi(2 * (900 - 2000 * time) * time);
    return 0.3 * tone + 0.02 * random.normal();
  });
  return { rate, samples, channels };
}

function encodedRecording(
  { rate, samples, channels }: ExampleRecording,
  sound: SoundPreprocessing,
): Float32Array {
  const length = samples.length / channels;
  const mixed = new Float32Array(length).map((_, i) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[channel * length + i];
    return sum / channels;
  });
  const row = soundEncoder(formOf(sound))({ rate, samples: mixed });
  const scaled = new Float32Array(row.length);
  scaleRow(row, sound, scaled);
  return scaled;
}
