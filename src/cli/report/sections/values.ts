/**
 * @file What is to be said of predicted numbers: beside the actual ones, and what is left over.
 */

import { count } from "../../terminal/format.js";
import { scatterChart } from "../charts/scatter.js";
import type { ReportContent, ValueOutput, ValueResult } from "../content.js";
import { type Html, html } from "../html.js";
import type { Words } from "../words.js";

/** Outputs have charts where their largest misses are shown too: only the first few of very many. */
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
