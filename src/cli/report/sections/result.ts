/**
 * @file How good a model is, and how sure that is: the first thing of a report; and what is said of each predicted number
 * or label.
 */

import { compact, count, percent } from "../../terminal/text.js";
import { scatterChart } from "../charts/charts.js";
import type { ClassResult, LabelsResult, ReportContent, ValueOutput, ValueResult } from "../content.js";
import { type Html, html, wide } from "../html.js";
import { valueText, type Words } from "../words.js";

/** The score with its interval, before all else. */
export function resultSection(content: ReportContent, words: Words): Html {
  const { learned } = content;
  return html`<section class="result" aria-labelledby="result"><h2 id="result">${words.results}</h2>
${learned ? html`<p class="notice">${words.learned}</p>` : undefined}
${scoreOf(content, words)}
</section>`;
}

function scoreOf(content: ReportContent, words: Words): Html {
  const { result } = content;
  if (result.kind === "labels") return labelScore(result, content, words);
  return result.kind === "classes" ? classScore(result, content, words) : valueScore(result, content, words);
}

function labelScore({ scores }: LabelsResult, { examples, loss }: ReportContent, words: Words): Html {
  const { exactMatch, exactMatchInterval, accuracy, micro, macro, rocAuc } = scores;
  const { figures } = words;
  return html`${headline(percent(exactMatch), words.exactMatch)}
<p>${words.interval(percent(exactMatchInterval.from), percent(exactMatchInterval.to))}<br>
${words.allRightOf(count(exactMatch * examples), count(examples))}</p>
${figureList([
  [figures.labelAccuracy, percent(accuracy)],
  [figures.microF1, percent(micro.f1)],
  [figures.macroF1, percent(macro.f1)],
  [figures.rocAuc, rocAuc?.toFixed(4)],
  [figures.loss, compact(loss)],
])}`;
}

function classScore(result: ClassResult, { examples, loss }: ReportContent, words: Words): Html {
  const { accuracy, scores, labels, frequent } = result;
  const { accuracyInterval, macro, rocAuc, logLoss, brier } = scores;
  const { figures } = words;
  return html`${headline(percent(accuracy), words.accuracy)}
<p>${words.interval(percent(accuracyInterval.from), percent(accuracyInterval.to))}<br>
${words.rightOf(count(accuracy * examples), count(examples))}</p>
<p class="muted">${words.baseline(labels[frequent.label], percent(frequent.share, 1))}</p>
${figureList([
  [figures.macroF1, percent(macro.f1)],
  [figures.macroPrecision, percent(macro.precision)],
  [figures.macroRecall, percent(macro.recall)],
  [figures.rocAuc, rocAuc?.toFixed(4)],
  ...(logLoss === undefined ? [[figures.loss, compact(loss)] as const] : []),
  [figures.logLoss, logLoss === undefined ? undefined : compact(logLoss)],
  [figures.brier, brier === undefined ? undefined : compact(brier)],
])}`;
}

function valueScore({ outputs }: ValueResult, { loss }: ReportContent, words: Words): Html {
  const { figures } = words;
  const [only, ...others] = outputs;
  if (others.length > 0) return outputTable(outputs, words);
  const { score, interval } = only;
  return html`${headline(score.r2.toFixed(4), "R²")}
${interval === undefined ? undefined : html`<p>${intervalText(only, words)}</p>`}
<p class="muted">${words.meanBaseline}</p>
${figureList([
  [`${figures.rmse} (${words.inUnit(score.name)})`, valueText(score.rmse)],
  [`${figures.mae} (${words.inUnit(score.name)})`, valueText(score.mae)],
  [figures.loss, compact(loss)],
])}`;
}

const intervalText = ({ interval }: ValueOutput, words: Words): string =>
  interval === undefined ? "–" : words.interval(interval.from.toFixed(4), interval.to.toFixed(4));

function outputTable(outputs: readonly ValueOutput[], words: Words): Html {
  const { figures } = words;
  const rows = outputs.map(
    (output) => html`<tr><th scope="row">${output.score.name}</th><td>${output.score.r2.toFixed(4)}</td>
<td>${output.interval?.from.toFixed(4) ?? "–"} – ${output.interval?.to.toFixed(4) ?? "–"}</td>
<td>${valueText(output.score.rmse)}</td><td>${valueText(output.score.mae)}</td></tr>`,
  );
  return wide(
    words.results,
    html`<table><caption><span>${words.meanBaseline}</span></caption>
<thead><tr><th scope="col">${words.output}</th><th scope="col">R²</th><th scope="col">95%</th><th scope="col">${figures.rmse}</th><th scope="col">${figures.mae}</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  );
}

const headline = (figure: string, name: string): Html =>
  html`<p class="headline"><strong>${figure}</strong> ${name}</p>`;

/** @param figures those without a value are left out */
function figureList(figures: readonly (readonly [name: string, value: string | undefined])[]): Html {
  const known = figures.filter(([, value]) => value !== undefined);
  return html`<dl class="figures">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/**
 * Predicted numbers beside the actual ones, and what is left over. Outputs have charts where their largest misses are
 * shown too: only the first few of very many.
 */
export function valueSections({ outputs }: ValueResult, content: ReportContent, words: Words): Html {
  return html`${outputs
    .filter(({ misses }) => misses.length > 0)
    .map((output, k) => valueSection(output, k, content, words))}`;
}

function valueSection(output: ValueOutput, k: number, { examples }: ReportContent, words: Words): Html {
  const { score, actual, predicted } = output;
  const { name } = score;
  const few =
    actual.length < examples
      ? html`<p class="muted">${words.pointsShown(count(actual.length), count(examples))}</p>`
      : undefined;
  return html`<section aria-labelledby="values-${k}"><h2 id="values-${k}">${words.values(name)}</h2>
<div class="charts"><figure><h3>${words.predictedAgainstActual}</h3>${scatterChart({
    title: words.predictedAgainstActual,
    xName: words.actualOf(name),
    yName: words.predictedOf(name),
    xs: actual,
    ys: predicted,
    ideal: "equal",
  })}
<figcaption>${words.equalCaption}</figcaption></figure>
<figure><h3>${words.residuals}</h3>${scatterChart({
    title: words.residuals,
    xName: words.predictedOf(name),
    yName: words.residualOf(name),
    xs: predicted,
    ys: predicted.map((value, i) => value - actual[i]),
    ideal: "zero",
  })}
<figcaption>${words.residualCaption}</figcaption></figure></div>
${few}
</section>`;
}

/** Of more labels, those with the lowest F1. */
const MOST_ROWS = 100;

/** How well each label is predicted, of labels that are each true or not. */
export function labelSection({ labels, scores }: LabelsResult, words: Words): Html {
  const { columns } = words;
  const { micro, macro } = scores;
  const share = (value: number): string => percent(value, 1);
  const worst = new Set(
    scores.labels
      .map((_, k) => k)
      .sort((a, b) => scores.labels[a].f1 - scores.labels[b].f1)
      .slice(0, MOST_ROWS),
  );
  const rows = scores.labels.map((score, k) =>
    worst.has(k)
      ? html`<tr><th scope="row">${labels[k]}</th><td>${count(score.examples)}</td><td>${share(score.accuracy)}</td><td>${share(score.precision)}</td><td>${share(score.recall)}</td><td>${share(score.f1)}</td><td>${score.rocAuc?.toFixed(4) ?? "–"}</td></tr>`
      : undefined,
  );
  const few =
    labels.length > worst.size
      ? html`<p class="muted">${words.worstShown(count(worst.size), count(labels.length))}</p>`
      : undefined;
  const head = [
    columns.label,
    columns.trueOf,
    columns.accuracy,
    columns.precision,
    columns.recall,
    "F1",
    columns.rocAuc,
  ];
  const foot = (name: string, { precision, recall, f1 }: typeof macro, area: string): Html =>
    html`<tr><th scope="row">${name}</th><td></td><td></td><td>${share(precision)}</td><td>${share(recall)}</td><td>${share(f1)}</td><td>${area}</td></tr>`;
  return html`<section aria-labelledby="labels"><h2 id="labels">${words.labels}</h2>
${few}${wide(
  words.labels,
  html`<table class="numbers"><caption><span>${words.labelsCaption}</span></caption>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
<tfoot>${foot(columns.micro, micro, "")}${foot(columns.macro, macro, scores.rocAuc?.toFixed(4) ?? "–")}</tfoot></table>`,
)}
</section>`;
}
