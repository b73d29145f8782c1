/**
 * @file Gathers what a report says: scores, the worst mistakes, and what the network goes by.
 */

import { basename, resolve } from "node:path";
import {
  type ChunkedDataset,
  type ClassTargets,
  type Dataset,
  isChunked,
  type Targets,
} from "../../data/dataset.js";
import { previewRow } from "../../data/preview.js";
import { roomFor } from "../../data/table/row-encoder.js";
import type { CompiledNetwork, Engine } from "../../engine/engine.js";
import type { StoredModel } from "../../formats/stored-model.js";
import { featuresOf, permutationImportance } from "../../insight/importance.js";
import { givesDistribution } from "../../insight/metrics/assess.js";
import { r2Interval } from "../../insight/metrics/intervals.js";
import {
  type ClassModelScores,
  type ModelScores,
  scoreModel,
  type ValuesModelScores,
} from "../../insight/metrics/score-model.js";
import { largestMisses, surestMistakes } from "../../insight/mistakes.js";
import { classLabels, oneHotClasses } from "../../model/outputs.js";
import { brightestInput } from "../../model/preprocessing.js";
import { checkKnownRows } from "../evaluate/scored-data.js";
import type { OpenedData } from "../input/table-for-model.js";
import type {
  ClassResult,
  MeanImage,
  ReportContent,
  ReportImportance,
  Shown,
  ShownName,
  ValueOutput,
  ValueResult,
} from "./content.js";

/** The most examples that are shown. */
const MOST_SHOWN = 24;
/** The most outputs that have charts and misses of their own, and points of a chart. */
const MOST_OUTPUTS = 6;
const MOST_POINTS = 2000;

/**
 * @param path the model's
 * @param operand as DATA was named
 */
export async function gatherReport(
  path: string,
  operand: string,
  stored: StoredModel,
  opened: OpenedData,
  engine: Engine<CompiledNetwork>,
): Promise<ReportContent> {
  const { model, record } = stored;
  const { definition } = model;
  const data = await inMemory(opened.data);
  const { seen, origin } = opened;
  const { known } = await checkKnownRows({ data, seen }, stored, path, true);
  const learned = seen === "some" || (known !== undefined && known.known > 0);
  const scored = await scoreModel(model, data, { engine });
  const { features, grid } = featuresOf(definition.preprocessing, definition.inputs);
  const importance = await permutationImportance(model, data, features, { engine });
  const mean = grid === undefined ? undefined : meanImage(data);
  const show = shower(data, origin, operand);
  return {
    model: basename(path),
    data: data.name.replace(operand, () => basename(resolve(operand))),
    examples: data.features.rows,
    learned,
    loss: scored.evaluation.loss,
    definition,
    ...(record === undefined ? {} : { record }),
    result: await resultOf(data, scored, definition, show),
    importance: {
      ...importance,
      ...(grid === undefined ? {} : { grid }),
      ...(mean === undefined ? {} : { mean }),
    } satisfies ReportImportance,
  };
}

function resultOf(
  data: Dataset,
  scored: ModelScores,
  definition: ReportContent["definition"],
  show: Show,
): Promise<ReportContent["result"]> | ReportContent["result"] {
  switch (scored.task) {
    case "classes":
      return classResult(data, scored, definition, show);
    case "labels": {
      const { scores, evaluation } = scored;
      return { kind: "labels", labels: classLabels(definition), scores, counts: evaluation.labels };
    }
    case "values":
      return valueResult(data, scored, definition, show);
  }
}

type Show = (row: number) => Promise<Shown>;

/** Shows rows of the data as what they were, and calls them as their owner does. */
function shower(data: Dataset, origin: OpenedData["origin"], operand: string): Show {
  const kind = data.preprocessing.image === undefined ? "example" : "picture";
  return async (row) => ({
    name: origin === undefined ? { kind, number: row } : shownName(origin.rowName(row), operand),
    preview: (await origin?.preview?.(row)) ?? previewRow(data, row),
  });
}

/** Without the table or folder, which is named above. */
function shownName(name: string, operand: string): ShownName {
  const rest = name.startsWith(operand) ? name.slice(operand.length).replace(/^[\s,/\\]+/, "") : name;
  const [, number] = /^row (\d+)$/.exec(rest) ?? [];
  return number === undefined ? { kind: "file", path: rest } : { kind: "row", number: Number(number) };
}

/** Numbers that a network's scores took for classes, each as 1 among zeros, as such. */
function asClasses(targets: Dataset["targets"], definition: ReportContent["definition"]): ClassTargets {
  if (targets.kind === "classes") return targets;
  return { kind: "classes", classes: oneHotClasses(targets), names: classLabels(definition) };
}

async function classResult(
  { targets: given }: Dataset,
  { evaluation, scores, outputs }: ClassModelScores,
  definition: ReportContent["definition"],
  show: Show,
): Promise<ClassResult> {
  const { confusion, accuracy, examples } = evaluation;
  const targets = asClasses(given, definition);
  const totals = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const label = totals.indexOf(totals.reduce((most, total) => Math.max(most, total), 0));
  const mistakes = surestMistakes(targets, outputs, MOST_SHOWN);
  return {
    kind: "classes",
    labels: classLabels(definition),
    accuracy,
    confusion,
    scores,
    areProbabilities: givesDistribution(definition),
    frequent: { label, share: totals[label] / examples },
    wrong: Math.round(examples * (1 - accuracy)),
    mistakes: await inTurn(mistakes, async (mistake) => ({ ...mistake, ...(await show(mistake.row)) })),
  };
}

async function valueResult(
  { targets }: Dataset,
  { evaluation, scores, outputs }: ValuesModelScores,
  { preprocessing }: ReportContent["definition"],
  show: Show,
): Promise<ValueResult> {
  if (targets.kind !== "values") throw new Error("Scores of numbers are of data with numbers.");
  const { columns } = targets;
  const shown = Math.max(3, Math.floor(MOST_SHOWN / Math.min(columns, MOST_OUTPUTS)));
  return {
    kind: "values",
    r2: evaluation.r2,
    outputs: await inTurn(scores.outputs, async (score, k): Promise<ValueOutput> => {
      const { shift, scale } = preprocessing.outputs?.[k] ?? { shift: 0, scale: 1 };
      const column = (data: ArrayLike<number>): Float64Array =>
        Float64Array.from(
          { length: data.length / columns },
          (_, row) => data[row * columns + k] * scale + shift,
        );
      const [actual, predicted] = [column(targets.data), column(outputs)];
      const interval = r2Interval(actual, predicted);
      const misses = k < MOST_OUTPUTS ? largestMisses(actual, predicted, shown) : [];
      return {
        score,
        ...(interval === undefined ? {} : { interval }),
        actual: evenly(actual),
        predicted: evenly(predicted),
        misses: await inTurn(misses, async (miss) => ({ ...miss, ...(await show(miss.row)) })),
      };
    }),
  };
}

/** One after the other: recordings are read again for this, and need not be in memory together. */
async function inTurn<T, R>(items: readonly T[], work: (item: T, i: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const [i, item] of items.entries()) results.push(await work(item, i));
  return results;
}

function evenly(values: Float64Array): number[] {
  const every = Math.ceil(values.length / MOST_POINTS);
  return Array.from(values).filter((_, i) => i % every === 0);
}

/**
 * The part of a large table that a report is of, in memory: as a rule the test part, a tenth of it.
 *
 * @throws AkariError `out-of-memory` where there is too little
 */
export async function inMemory(data: Dataset | ChunkedDataset): Promise<Dataset> {
  if (!isChunked(data)) return data;
  const { name, features, preprocessing } = data;
  const { rows, columns } = features;
  const inputs = roomFor(rows, columns, name);
  const width = data.targets.kind === "classes" ? 1 : data.targets.columns;
  const numbers = new Float64Array(rows * width);
  let weights: Float64Array | undefined;
  let row = 0;
  for (const chunk of data.chunks.keys()) {
    const { features: read, targets: known, weights: weighed } = await data.load(chunk);
    inputs.set(read.data.subarray(0, read.rows * columns), row * columns);
    const targets = known.kind === "classes" ? known.classes : known.data;
    numbers.set(targets.subarray(0, read.rows * width), row * width);
    if (weighed !== undefined) {
      weights ??= new Float64Array(rows);
      weights.set(weighed.subarray(0, read.rows), row);
    }
    row += read.rows;
  }
  const targets: Targets =
    data.targets.kind === "classes"
      ? { ...data.targets, classes: Uint32Array.from(numbers) }
      : { ...data.targets, data: numbers };
  return {
    name,
    features: { data: inputs, rows, columns },
    targets,
    ...(weights === undefined ? {} : { weights }),
    preprocessing,
  };
}

/** Rows from this on add nothing that could be seen. */
const MOST_AVERAGED = 2000;

/** The mean of many: where in them there is something to see. Undefined for what is neither a picture nor a spectrogram. */
function meanImage({ features, preprocessing }: Dataset): MeanImage | undefined {
  const { data, columns } = features;
  const rows = Math.min(MOST_AVERAGED, features.rows);
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
