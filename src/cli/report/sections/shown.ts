/**
 * @file Examples as a person would know them: pictures and recordings side by side, rows of a table below each other.
 */

import type { Portrayal } from "../../../data/preview.js";
import { count } from "../../terminal/format.js";
import { pixelImage, spectrogramImage } from "../charts/pixels.js";
import { waveformChart } from "../charts/waveform.js";
import type { ReportImportance, Shown } from "../content.js";
import { type Html, html } from "../html.js";
import type { Words } from "../words.js";
import { wide } from "./wide.js";

/** More columns fit no page. */
const MOST_COLUMNS = 12;

/** What there is to say of an example, besides what it is. */
export interface Remark {
  /** Its name in a table's head. */
  readonly column: string;
  readonly cell: string;
}

export interface GalleryOptions<T extends Shown> {
  readonly items: readonly T[];
  readonly importance: ReportImportance;
  readonly words: Words;
  /** For those who cannot see a picture. */
  readonly describe: (item: T) => string;
  /** Below a picture. */
  readonly caption: (item: T) => Html;
  /** In a table. */
  readonly remarks: (item: T) => readonly Remark[];
}

export function gallery<T extends Shown>(options: GalleryOptions<T>): Html {
  const { items, words, describe, caption } = options;
  if (items[0].portrayal.kind === "cells") return rowTable(options);
  const figures = items.map((item) => {
    const text = describe(item);
    return html`<li><figure>${drawn(item.portrayal, text, words)}
<figcaption>${caption(item)}<span class="muted">${words.example(item.name)}</span></figcaption></figure></li>`;
  });
  return html`<ul class="gallery">${figures}</ul>`;
}

function drawn(portrayal: Portrayal, text: string, words: Words): Html | undefined {
  if (portrayal.kind === "picture") return pixelImage(portrayal, text);
  if (portrayal.kind === "cells") return undefined;
  const { samples, spectrogram } = portrayal;
  return html`${waveformChart(samples, `${text}: ${words.waveform}`)}${
    spectrogram && spectrogramImage(spectrogram, `${text}: ${words.spectrogram}`)
  }`;
}

function rowTable<T extends Shown>({ items, importance, words, remarks }: GalleryOptions<T>): Html {
  const cells = items.map(({ portrayal }) => (portrayal.kind === "cells" ? portrayal.cells : []));
  const places = mostImportant(
    cells[0].map(({ name }) => name),
    importance,
  );
  const head = [
    ...remarks(items[0]).map(({ column }) => column),
    ...places.map((place) => cells[0][place].name),
  ];
  const rows = items.map(
    (item, i) => html`<tr><th scope="row">${words.example(item.name)}</th>
${remarks(item).map(({ cell }) => html`<td>${cell}</td>`)}${places.map((place) => html`<td>${cells[i][place].text || "–"}</td>`)}</tr>`,
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
