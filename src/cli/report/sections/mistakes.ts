/**
 * @file Where the model errs the most.
 */

import type { Preview } from "../../../data/preview.js";
import { count, percent, short } from "../../terminal/text.js";
import { pixelImage, spectrogramImage, waveformChart } from "../charts/charts.js";
import type { ClassResult, ReportContent, ReportImportance, Shown, ValueOutput } from "../content.js";
import { type Html, html, wide } from "../html.js";
import { valueText, type Words } from "../words.js";

/** The most confident mistakes, or the largest errors of each number. */
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
  extraCells: ({ actual, predicted, score: value }) => [
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
  extraCells: ({ actual, predicted }) => [
    { column: words.actual, cell: valueText(actual) },
    { column: words.predicted, cell: valueText(predicted) },
    { column: words.errorColumn, cell: valueText(predicted - actual) },
  ],
})}
</section>`;
}

/** More columns fit no page. */
const MOST_COLUMNS = 12;

/** What there is to say of an example, besides what it is. */
interface ExtraCell {
  /** Its name in a table's head. */
  readonly column: string;
  readonly cell: string;
}

interface GalleryOptions<T extends Shown> {
  readonly items: readonly T[];
  readonly importance: ReportImportance;
  readonly words: Words;
  /** For those who cannot see a picture. */
  readonly describe: (item: T) => string;
  /** Below a picture. */
  readonly caption: (item: T) => Html;
  /** In a table. */
  readonly extraCells: (item: T) => readonly ExtraCell[];
}

/** Examples as a person would know them: pictures and recordings side by side, rows of a table below each other. */
function gallery<T extends Shown>(options: GalleryOptions<T>): Html {
  const { items, words, describe, caption } = options;
  if (items[0].preview.kind === "cells") return rowTable(options);
  const figures = items.map((item) => {
    const text = describe(item);
    return html`<li><figure>${drawn(item.preview, text, words)}
<figcaption>${caption(item)}<span class="muted">${words.example(item.name)}</span></figcaption></figure></li>`;
  });
  return html`<ul class="gallery">${figures}</ul>`;
}

function drawn(preview: Preview, text: string, words: Words): Html | undefined {
  if (preview.kind === "picture") return pixelImage(preview, text);
  if (preview.kind === "cells") return undefined;
  const { samples, spectrogram } = preview;
  return html`${waveformChart(samples, `${text}: ${words.waveform}`)}${
    spectrogram && spectrogramImage(spectrogram, `${text}: ${words.spectrogram}`)
  }`;
}

function rowTable<T extends Shown>({ items, importance, words, extraCells }: GalleryOptions<T>): Html {
  const cells = items.map(({ preview }) => (preview.kind === "cells" ? preview.cells : []));
  const places = mostImportant(
    cells[0].map(({ name }) => name),
    importance,
  );
  const head = [
    ...extraCells(items[0]).map(({ column }) => column),
    ...places.map((place) => cells[0][place].name),
  ];
  const rows = items.map(
    (item, i) => html`<tr><th scope="row">${words.example(item.name)}</th>
${extraCells(item).map(({ cell }) => html`<td>${cell}</td>`)}${places.map((place) => html`<td>${cells[i][place].text || "–"}</td>`)}</tr>`,
  );
  const all = cells[0].length;
  const few = places.length < all ? words.columnsShown(count(places.length), count(all)) : undefined;
  return html`${few && html`<p class="muted">${few}</p>`}
${wide(
  words.rowColumn,
  html`<table class="rows">
<thead><tr><th scope="col">${words.rowColumn}</th>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`,
)}`;
}

/** The places of the columns that are shown: all in their order, or the most important of many, these first. */
function mostImportant(names: readonly string[], { features }: ReportImportance): number[] {
  const places = names.map((_, i) => i);
  if (names.length <= MOST_COLUMNS) return places;
  const drops = new Map(features.map(({ name, drop }) => [name, drop]));
  const drop = (place: number): number => drops.get(names[place]) ?? 0;
  return places.sort((a, b) => drop(b) - drop(a) || a - b).slice(0, MOST_COLUMNS);
}
