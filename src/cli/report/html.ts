/**
 * @file HTML that cannot be broken out of: whatever comes into a template as text is escaped, for labels, cells and
 * names of files are a stranger's.
 */

/** A piece of HTML that stands as it is. Made by {@link html}, or from text of our own. */
export class Html {
  readonly text: string;

  /** @param text trusted: nothing of it is escaped */
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: pieces of HTML, texts and numbers, lists of these; undefined is nothing. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** A template: html`<b>${name}</b>`. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, i) => text + written(values[i - 1]) + part));
}

const written = (value: HtmlValue): string => {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  return typeof value === "object" ? value.map(written).join("") : escapeHtml(String(value));
};

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML, in elements and in quoted attributes. Control characters, which no page may have, become `�`. */
export function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (sign) => ENTITIES[sign])
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, "\ufffd")
  );
}

/**
 * A table that may be wider than a phone: it scrolls by itself, by hand and by the keyboard.
 *
 * @param name what it is, for those who cannot see it
 */
export const wide = (name: string, table: Html): Html =>
  html`<div class="wide" tabindex="0" role="group" aria-label="${name}">${table}</div>`;
