/**
 * @file How well each label is told, of labels that are each true or not.
 */

import { count, percent } from "../../terminal/format.js";
import type { LabelsResult } from "../content.js";
import { type Html, html } from "../html.js";
import type { Words } from "../words.js";
import { wide } from "./wide.js";

/** Of more labels, those that are told worst. */
const MOST_ROWS = 100;

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
