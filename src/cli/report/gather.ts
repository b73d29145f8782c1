/**
 * @file Gathers what a report says: scores, the worst mistakes, and what the network goes by.
 */

import { basename, resolve } from "node:path";
import type { ClassTargets, Dataset } from "../../data/dataset.js";
import { portrayRow } from "../../data/preview.js";
import type { EngineName } from "../../engine/engine.js";
import type { StoredModel } from "../../formats/index.js";
import { featuresOf, permutationImportance } from "../../insight/importance.js";
import { givesDistribution } from "../../insight/metrics/assess.js";
import { r2Interval } from "../../insight/metrics/intervals.js";
import { largestMisses, surestMistakes } from "../../insight/mistakes.js";
import { classLabels } from "../../insight/outputs.js";
import { oneHotClasses } from "../../model/predicted-class.js";
import { type Judgement, judgeModel } from "../evaluate/judge.js";
import { familiarity } from "../evaluate/known-rows.js";
import type { OpenedData } from "../input/model-table.js";
import type {
  ClassResult,
  ReportContent,
  ReportImportance,
  Shown,
  ShownName,
  ValueOutput,
  ValueResult,
} from "./content.js";
import { inMemory } from "./in-memory.js";
import { meanImage } from "./mean-image.js";

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
  engine: EngineName,
): Promise<ReportContent> {
  const { model, record } = stored;
  const { definition } = model;
  const data = await inMemory(opened.data);
  const { seen, origin } = opened;
  const { known } = await familiarity({ data, seen }, stored, path, true);
  const learned = seen === "some" || (known !== undefined && known.known > 0);
  const judgement = await judgeModel(model, data, engine);
  const { features, grid } = featuresOf(definition.preprocessing, definition.inputs);
  const importance = await permutationImportance(model, data, features, { engine });
  const mean = grid === undefined ? undefined : meanImage(data);
  const show = shower(data, origin, operand);
  return {
    model: basename(path),
    data: data.name.replace(operand, () => basename(resolve(operand))),
    examples: data.features.rows,
    learned,
    loss: judgement.evaluation.loss,
    definition,
    ...(record === undefined ? {} : { record }),
    result: await resultOf(data, judgement, definition, show),
    importance: {
      ...importance,
      ...(grid === undefined ? {} : { grid }),
      ...(mean === undefined ? {} : { mean }),
    } satisfies ReportImportance,
  };
}

function resultOf(
  data: Dataset,
  judgement: Judgement,
  definition: ReportContent["definition"],
  show: Show,
): Promise<ReportContent["result"]> | ReportContent["result"] {
  const { scores, evaluation } = judgement;
  switch (scores.kind) {
    case "classes":
      return classResult(data, judgement, scores, definition, show);
    case "labels":
      if (evaluation.labels === undefined) throw new Error("Scores of labels are of a tally of them.");
      return { kind: "labels", labels: classLabels(definition), scores, counts: evaluation.labels };
    case "values":
      return valueResult(data, judgement, scores.outputs, definition, show);
  }
}

type Show = (row: number) => Promise<Shown>;

/** Shows rows of the data as what they were, and calls them as their owner does. */
function shower(data: Dataset, origin: OpenedData["origin"], operand: string): Show {
  const kind = data.preprocessing.image === undefined ? "example" : "picture";
  return async (row) => ({
    name: origin === undefined ? { kind, number: row } : shownName(origin.rowName(row), operand),
    portrayal: (await origin?.portray?.(row)) ?? portrayRow(data, row),
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
  { evaluation, outputs }: Judgement,
  scores: ClassResult["scores"],
  definition: ReportContent["definition"],
  show: Show,
): Promise<ClassResult> {
  const { confusion = [], accuracy = Number.NaN, examples } = evaluation;
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
  { evaluation, outputs }: Judgement,
  scores: readonly ValueOutput["score"][],
  { preprocessing }: ReportContent["definition"],
  show: Show,
): Promise<ValueResult> {
  if (targets.kind !== "values") throw new Error("Scores of numbers are of data with numbers.");
  const { columns } = targets;
  const shown = Math.max(3, Math.floor(MOST_SHOWN / Math.min(columns, MOST_OUTPUTS)));
  return {
    kind: "values",
    r2: evaluation.r2,
    outputs: await inTurn(scores, async (score, k): Promise<ValueOutput> => {
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
