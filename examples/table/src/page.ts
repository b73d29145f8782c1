/** What the page shows of a table: its columns to choose from, notes, and a form with a field for each column. */

import type { TableExamples } from "akari/data";

export const find = <T extends HTMLElement>(selector: string): T => document.querySelector<T>(selector) as T;

export function list(selector: string, texts: readonly string[]): void {
  const items = texts.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  find(selector).replaceChildren(...items);
}

export function fillTargets({ table }: TableExamples): void {
  const [chosen] = table.targets;
  const names = [...table.columns.map(({ column }) => column.name), chosen];
  const select = find<HTMLSelectElement>("#target");
  select.replaceChildren(...names.map((name) => new Option(name, name, false, name === chosen)));
  select.disabled = false;
}

/** The fields have what the first row has. */
export async function fillForm(data: TableExamples): Promise<void> {
  const preview = await data.preview(0);
  if (preview.kind !== "cells") return;
  const labels = preview.cells.map(({ name, text }) => {
    const label = Object.assign(document.createElement("label"), { textContent: name });
    label.append(Object.assign(document.createElement("input"), { name, value: text }));
    return label;
  });
  const legend = Object.assign(document.createElement("legend"), { textContent: "A row" });
  find("#row fieldset").replaceChildren(legend, ...labels);
  find<HTMLFormElement>("#row").hidden = false;
}
