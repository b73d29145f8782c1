/**
 * @file What the model goes by: permutation importance, as a table with bars, or as a map where features lie in a plane.
 */

import { compact, count } from "../../terminal/text.js";
import { bar, barRange, heatMap, pixelImage, spectrogramImage } from "../charts/charts.js";
import type { MeanImage, ReportContent, ReportImportance } from "../content.js";
import { type Html, html, wide } from "../html.js";
import { points, type Words } from "../words.js";

const MOST_FEATURES = 30;

/** What the model goes by: a table, or a map of a picture. */
export function importanceSection(content: ReportContent, words: Words): Html {
  const { importance, result } = content;
  const isShare = result.kind !== "values";
  const score = result.kind === "classes" ? "accuracy" : result.kind === "labels" ? "labels" : "R²";
  return html`<section aria-labelledby="importance"><h2 id="importance">${words.importance}</h2>
<p>${words.importanceText(score, count(importance.examples))}</p>
${importance.grid === undefined ? table(importance, isShare, words) : map(importance, importance.grid, content, words)}
<p class="muted">${words.importanceCaution}</p>
</section>`;
}

function table({ features }: ReportImportance, isShare: boolean, words: Words): Html {
  const sorted = [...features].sort((a, b) => b.drop - a.drop).slice(0, MOST_FEATURES);
  const range = barRange(sorted.map(({ drop, deviation }) => ({ value: drop, deviation })));
  const written = isShare ? points : (value: number): string => compact(value).replace("-", "−");
  const rows = sorted.map(
    ({ name, drop, deviation }) => html`<tr><th scope="row">${name}</th>
<td>${written(drop)} ± ${written(deviation)}</td><td class="bars">${bar(drop, deviation, range)}</td></tr>`,
  );
  const few =
    sorted.length < features.length
      ? html`<p class="muted">${words.featuresShown(count(sorted.length), count(features.length))}</p>`
      : undefined;
  return html`${few}${wide(
    words.importance,
    html`<table class="importance"><thead><tr><th scope="col">${words.feature}</th><th scope="col">${words.drop}${isShare ? " (%)" : ""}</th><td></td></tr></thead>
<tbody>${rows}</tbody></table>`,
  )}`;
}

function map(
  { features, mean }: ReportImportance,
  grid: { readonly rows: number; readonly columns: number },
  { definition }: ReportContent,
  words: Words,
): Html {
  const { sound } = definition.preprocessing;
  const caption =
    sound?.form === "log-mel" ? words.soundMap(count(sound.mel.lowest), count(sound.mel.highest)) : words.map;
  const drawn = heatMap({
    title: caption,
    ...grid,
    values: features.map(({ drop }) => drop),
    text: (cell) => points(features[cell].drop),
    describe: (cell) => {
      const { name, drop, deviation } = features[cell];
      return words.cell(name, points(drop), points(deviation));
    },
  });
  return html`<div class="charts maps"><figure>${drawn}<figcaption>${caption}</figcaption></figure>
${mean && meanFigure(mean, words)}</div>`;
}

function meanFigure(mean: MeanImage, words: Words): Html {
  const isPicture = mean.kind === "picture";
  const text = isPicture ? words.meanPicture : words.meanSpectrogram;
  return html`<figure>${isPicture ? pixelImage(mean, text) : spectrogramImage(mean, text)}<figcaption>${text}</figcaption></figure>`;
}
