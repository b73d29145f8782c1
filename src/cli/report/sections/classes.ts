/**
 * @file What is to be said of classes: which are taken for which, how well each is recognised, and whether the model is as
 * often right as it says.
 */

import { type Confusion, confusions, MOST_CLASSES, mostConfused } from "../../evaluate/confusion.js";
import { count, percent } from "../../terminal/text.js";
import { reliabilityChart } from "../charts/charts.js";
import type { ClassResult } from "../content.js";
import { type Html, html, wide } from "../html.js";
import type { Words } from "../words.js";

const NAMED_CONFUSIONS = 8;
const NAMED_OF_MANY = 40;
/** Of more classes, those with the lowest F1 are listed. */
const MOST_ROWS = 100;
/** The strongest colour of a cell, in percent: its number has to be read on it. */
const STRONGEST = 60;

/** Confusions, every class, and the calibration of a classifier. */
export function classSections(result: ClassResult, words: Words): Html {
  return html`${confusionSection(result, words)}
${classTable(result, words)}
${calibrationSection(result, words)}`;
}

function confusionSection({ confusion, labels }: ClassResult, words: Words): Html {
  return html`<section aria-labelledby="confusion"><h2 id="confusion">${words.confusion}</h2>
${labels.length <= MOST_CLASSES ? matrix(confusion, labels, [...labels.keys()], words) : partOfMatrix(confusion, labels, words)}
${frequentConfusions(confusion, labels, words)}
</section>`;
}

/** Of many classes, those that are confused most. */
function partOfMatrix(confusion: Confusion, labels: readonly string[], words: Words): Html {
  const { classes, mistakes, shown } = mostConfused(confusion, MOST_CLASSES);
  if (mistakes === 0) return html`<p>${words.noneConfused(count(labels.length))}</p>`;
  const text = words.confusedPart(count(classes.length), count(labels.length), count(shown), count(mistakes));
  return html`<p class="muted">${text}</p>
${matrix(confusion, labels, classes, words)}`;
}

/** @param shown classes; what was predicted of the others is added up in a last column */
function matrix(
  confusion: Confusion,
  labels: readonly string[],
  shown: readonly number[],
  words: Words,
): Html {
  const isPart = shown.length < labels.length;
  const head = [...shown.map((c) => labels[c]), ...(isPart ? [words.others] : [])];
  const rows = shown.map((actual) => {
    const row = confusion[actual];
    const total = row.reduce((sum, times) => sum + times, 0);
    const part = shown.map((predicted) => row[predicted]);
    const rest = total - part.reduce((sum, times) => sum + times, 0);
    const cells = [...part, ...(isPart ? [rest] : [])].map((times, i) => {
      if (times === 0) return html`<td class="none">0</td>`;
      const kind = actual === shown[i] ? "right" : "wrong";
      return html`<td class="${kind}" style="--share:${(STRONGEST * (times / total)).toFixed(1)}%">${count(times)}</td>`;
    });
    const right = total === 0 ? "–" : percent(row[actual] / total, 1);
    return html`<tr><th scope="row">${labels[actual]}</th>${cells}<td class="sum">${right}</td></tr>`;
  });
  return wide(
    words.confusion,
    html`<table class="matrix"><caption><span>${words.confusionCaption}</span></caption>
<thead><tr><td></td><th scope="colgroup" colspan="${head.length}" class="over">${words.predicted}</th><td></td></tr>
<tr><th scope="col" class="over">${words.actual}</th>${head.map((label) => html`<th scope="col">${label}</th>`)}<th scope="col" class="over">${words.right}</th></tr></thead>
<tbody>${rows}</tbody></table>`,
  );
}

function frequentConfusions(confusion: Confusion, labels: readonly string[], words: Words): Html | undefined {
  const most = labels.length <= MOST_CLASSES ? NAMED_CONFUSIONS : NAMED_OF_MANY;
  const worst = confusions(confusion).slice(0, most);
  if (worst.length === 0) return undefined;
  const items = worst.map(
    ({ actual, predicted, times }) =>
      html`<li>${words.confused(labels[actual], labels[predicted], count(times))}</li>`,
  );
  return html`<h3>${words.mostConfused}</h3><ul class="confusions">${items}</ul>`;
}

function classTable({ scores, labels }: ClassResult, words: Words): Html {
  const { columns } = words;
  const { macro } = scores;
  const share = (value: number): string => percent(value, 1);
  const f1Of = (c: number): number => scores.classes[c]?.f1 ?? Number.POSITIVE_INFINITY;
  const worst = [...labels.keys()].sort((a, b) => f1Of(a) - f1Of(b)).slice(0, MOST_ROWS);
  const shown = [...worst].sort((a, b) => a - b);
  const few =
    shown.length < labels.length
      ? html`<p class="muted">${words.worstShown(count(shown.length), count(labels.length))}</p>`
      : undefined;
  const rows = shown.map((c) => {
    const score = scores.classes[c];
    return score === undefined
      ? html`<tr><th scope="row">${labels[c]}</th><td>0</td><td>–</td><td>–</td><td>–</td><td>–</td></tr>`
      : html`<tr><th scope="row">${labels[c]}</th><td>${count(score.examples)}</td><td>${share(score.precision)}</td><td>${share(score.recall)}</td><td>${share(score.f1)}</td><td>${score.rocAuc?.toFixed(4) ?? "–"}</td></tr>`;
  });
  const head = [columns.class, columns.examples, columns.precision, columns.recall, "F1", columns.rocAuc];
  return html`<section aria-labelledby="classes"><h2 id="classes">${words.classes}</h2>
${few}${wide(
  words.classes,
  html`<table class="numbers"><caption><span>${words.classesCaption}</span></caption>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row">${columns.mean}</th><td></td><td>${share(macro.precision)}</td><td>${share(macro.recall)}</td><td>${share(macro.f1)}</td><td>${scores.rocAuc?.toFixed(4) ?? "–"}</td></tr></tfoot></table>`,
)}
</section>`;
}

function calibrationSection({ scores: { calibration } }: ClassResult, words: Words): Html | undefined {
  if (calibration === undefined) return undefined;
  const { bins, confidence, accuracy, expectedError } = calibration;
  const share = (value: number): string => percent(value, 1);
  return html`<section aria-labelledby="calibration"><h2 id="calibration">${words.calibration}</h2>
<p>${words.calibrationText(share(confidence), share(accuracy), share(expectedError))}</p>
<div class="charts"><figure>${reliabilityChart({
    title: words.calibration,
    xName: words.confidence,
    yName: words.shareRight,
    bins,
    describe: (bin) => words.bin(count(bin.count), share(bin.confidence ?? 0), share(bin.accuracy ?? 0)),
  })}
<figcaption>${words.calibrationCaption}</figcaption></figure></div>
</section>`;
}
