/**
 * @file How the model came to be: what its file says of its training, and the curves of it.
 */

import { basename } from "node:path";
import type { TrainingRecord } from "../../../formats/description/training-record.js";
import { countParameters, type ModelDefinition } from "../../../model/model.js";
import type { Preprocessing, TablePreprocessing } from "../../../model/preprocessing.js";
import { augmentationText } from "../../options/values.js";
import { count, percent } from "../../terminal/text.js";
import { describeSchedule, lossText, optimizerText, regularizationText } from "../../train/training-words.js";
import { linesChart } from "../charts/charts.js";
import { tickText } from "../charts/plot.js";
import type { ReportContent } from "../content.js";
import { type Html, html } from "../html.js";
import type { Words } from "../words.js";

/** More columns of a kind are counted, not named. */
const MOST_NAMED = 24;

/** How the model was trained, with its curves; little where its file does not say. */
export function trainingSection({ definition, record }: ReportContent, words: Words): Html {
  const facts: readonly Fact[] = [
    ["network", networkText(definition, words)],
    ["inputs", inputLines(definition, words)],
    ...(record === undefined ? [] : recordFacts(record, definition, words)),
  ];
  return html`<section aria-labelledby="training"><h2 id="training">${words.training}</h2>
${record === undefined ? html`<p>${words.noRecord}</p>` : undefined}
<dl class="facts">${facts.map(
    ([name, value]) =>
      html`<div><dt>${words.facts[name]}</dt>${[value].flat().map((line) => html`<dd>${line}</dd>`)}</div>`,
  )}</dl>
${record === undefined ? undefined : curves(record, words)}
</section>`;
}

type Fact = readonly [name: keyof Words["facts"], value: string | readonly string[]];

function networkText(definition: ModelDefinition, words: Words): string {
  const layers = definition.layers.map(({ units, activation }) => `${count(units)} ${activation}`);
  return words.network(count(definition.inputs), layers, count(countParameters(definition)));
}

function inputLines({ preprocessing, inputs }: ModelDefinition, words: Words): readonly string[] {
  const lines = inputForm(preprocessing, inputs, words);
  return preprocessing.outputs === undefined ? lines : [...lines, words.inputs.targets];
}

function inputForm(
  { image, channels, table, sound }: Preprocessing,
  inputs: number,
  { inputs: say }: Words,
): string[] {
  if (image !== undefined) return [say.pixels(image[0], image[1], channels === 3)];
  if (table !== undefined) return tableLines(table, say);
  if (sound === undefined) return [say.plain(count(inputs))];
  const rate = count(sound.rate);
  return [
    sound.form === "waveform"
      ? say.waveform(count(sound.samples), rate)
      : say.logMel(sound.mel.frames, sound.mel.bands, rate),
  ];
}

function tableLines({ columns, degree = 1 }: TablePreprocessing, say: Words["inputs"]): string[] {
  const kinds = (["number", "date", "yes-no", "category"] as const).flatMap((kind) => {
    const names = columns.filter((column) => column.kind === kind).map(({ name }) => name);
    if (names.length === 0) return [];
    const named = names.slice(0, MOST_NAMED).join(", ");
    const shown = names.length > MOST_NAMED ? `${named}, … (${names.length})` : named;
    const how = { number: say.scaled, date: say.scaled, "yes-no": "0, 1", category: say.oneHot }[kind];
    return [say.columns(say.kinds[kind], how, shown)];
  });
  return [
    ...kinds,
    ...(degree > 1 ? [say.products(degree)] : []),
    ...(columns.some(({ missing }) => missing.indicator) ? [say.filled] : []),
  ];
}

function recordFacts(record: TrainingRecord, definition: ModelDefinition, words: Words): Fact[] {
  const { schedule, augmentation, earlyStopping, bestEpoch, split, validation, trainingExamples } = record;
  const [special, regularized] = [lossText(record), regularizationText(record)];
  const optional = (name: Fact[0], value: string | undefined): Fact[] =>
    value === undefined || value === "" ? [] : [[name, value]];
  return [
    ["data", words.trainedOn(words.data(basename(record.data)), words.examples(count(trainingExamples)))],
    ["split", words.split(split && percent(split.test, 0), percent(split?.validation ?? validation, 0))],
    ["length", lengthText(record, words)],
    ["optimizer", optimizerText(record.optimizer, record)],
    ...optional("schedule", schedule && describeSchedule(schedule)),
    ["loss", special === "" ? definition.loss : `${definition.loss}, ${special}`],
    ...optional("regularization", regularized),
    ...optional("augmentation", augmentation && augmentationText(augmentation)),
    ...optional(
      "stopping",
      earlyStopping && words.stopping(earlyStopping.monitor ?? "loss", count(earlyStopping.patience)),
    ),
    ...optional("kept", bestEpoch === undefined ? undefined : words.keptEpoch(count(bestEpoch))),
    ...optional("search", searchText(record, words)),
    ["seed", words.seed(String(record.seed), record.shuffle)],
    ["engine", record.trainedBy ?? record.engine],
  ];
}

function searchText({ search }: TrainingRecord, words: Words): string | undefined {
  if (search === undefined) return undefined;
  return words.search(count(search.trials), search.over, search.by, search.folds);
}

function lengthText(
  { steps, batch, trainingExamples, epochs, ended, history }: TrainingRecord,
  words: Words,
): string {
  if (ended === "solved") return words.solved;
  const done = history?.loss.length ?? Math.min(epochs, steps / Math.ceil(trainingExamples / batch));
  return words.length(tickText(Number(done.toFixed(1))), count(steps), count(batch));
}

function curves({ history, bestEpoch, ended }: TrainingRecord, words: Words): Html | undefined {
  if (history === undefined || ended === "solved") return undefined;
  const { loss, validationLoss, validationAccuracy } = history;
  const { curve } = words;
  const mark = bestEpoch === undefined ? {} : { mark: { epoch: bestEpoch, text: words.keptMark } };
  const common = { xName: words.epoch, ...mark };
  const lossLines = [
    { style: "first", values: loss } as const,
    ...(validationLoss === undefined ? [] : [{ style: "second", values: validationLoss } as const]),
  ];
  const charts = [
    html`<figure>${linesChart({ ...common, title: words.curvesOf(curve.loss), yName: curve.loss, lines: lossLines })}
<figcaption>${legend("first", curve.trainingLoss)}${validationLoss && legend("second", curve.validationLoss)}</figcaption></figure>`,
    ...(validationAccuracy === undefined
      ? []
      : [
          html`<figure>${linesChart({
            ...common,
            title: words.curvesOf(curve.accuracy),
            yName: curve.accuracy,
            lines: [{ style: "second", values: validationAccuracy }],
            yText: (share) => `${tickText(100 * share)}%`,
          })}
<figcaption>${legend("second", curve.validationAccuracy)}</figcaption></figure>`,
        ]),
  ];
  return html`<h3>${words.curves}</h3><div class="charts">${charts}</div>`;
}

const legend = (style: "first" | "second", name: string): Html =>
  html`<span class="legend"><svg viewBox="0 0 24 8" width="24" height="8" aria-hidden="true"><path class="line ${style}" d="M0 4H24"/></svg> ${name}</span>`;
