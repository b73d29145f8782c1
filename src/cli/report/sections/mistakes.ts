/**
 * @file Where the model errs the most.
 */

import { count, percent, short } from "../../terminal/format.js";
import type { ClassResult, ReportContent, ValueOutput } from "../content.js";
import { type Html, html } from "../html.js";
import { valueText } from "../numbers.js";
import type { Words } from "../words.js";
import { gallery } from "./shown.js";

export function mistakesSection({ result, importance }: ReportContent, words: Words): Html {
  if (result.kind === "classes") {
    return html`<section aria-labelledby="mistakes"><h2 id="mistakes">${words.mistakes}</h2>
${wrongAnswers(result, importance, words)}
</section>`;
  }
  if (result.kind === "labels") return html``;
  return html`${result.outputs
    .filter(({ misses }) => misses.length > 0)
    .map((output, k) => missesSection(output, k, result.outputs.length, importance, words))}`;
}

function wrongAnswers(
  { mistakes, wrong, labels, areProbabilities }: ClassResult,
  importance: ReportContent["importance"],
  words: Words,
): Html {
  if (mistakes.length === 0) return html`<p>${words.noMistakes}</p>`;
  const score = (value: number): string => (areProbabilities ? percent(value, 1) : short(value));
  const sure = (value: number): string => (areProbabilities ? words.sure : words.scored)(score(value));
  return html`<p>${words.mistakesText(count(mistakes.length), count(wrong))}</p>
${gallery({
  items: mistakes,
  importance,
  words,
  describe: ({ actual, predicted, name }) =>
    `${words.example(name)}: ${words.mistaken(labels[actual], labels[predicted])}`,
  caption: ({ actual, predicted, score: value }) =>
    html`<b>${labels[actual]} → ${labels[predicted]}</b> ${sure(value)} `,
  remarks: ({ actual, predicted, score: value }) => [
    { column: words.actual, cell: labels[actual] },
    { column: words.predicted, cell: labels[predicted] },
    { column: areProbabilities ? words.sureColumn : words.scoreColumn, cell: score(value) },
  ],
})}`;
}

function missesSection(
  { score, misses }: ValueOutput,
  k: number,
  outputs: number,
  importance: ReportContent["importance"],
  words: Words,
): Html {
  const title = outputs === 1 ? words.misses : `${words.misses}: ${score.name}`;
  return html`<section aria-labelledby="misses-${k}"><h2 id="misses-${k}">${title}</h2>
<p>${words.missesText(count(misses.length))}</p>
${gallery({
  items: misses,
  importance,
  words,
  describe: ({ name }) => words.example(name),
  caption: ({ actual, predicted }) => html`<b>${valueText(actual)} → ${valueText(predicted)}</b> `,
  remarks: ({ actual, predicted }) => [
    { column: words.actual, cell: valueText(actual) },
    { column: words.predicted, cell: valueText(predicted) },
    { column: words.errorColumn, cell: valueText(predicted - actual) },
  ],
})}
</section>`;
}
