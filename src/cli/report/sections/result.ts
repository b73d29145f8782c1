/**
 * @file The first thing of a report: how good the model is, and how sure that is.
 */

import { compact, count, percent } from "../../terminal/format.js";
import type { ClassResult, LabelsResult, ReportContent, ValueOutput, ValueResult } from "../content.js";
import { type Html, html } from "../html.js";
import { valueText } from "../numbers.js";
import type { Words } from "../words.js";
import { wide } from "./wide.js";

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
