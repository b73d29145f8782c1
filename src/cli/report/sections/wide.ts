/**
 * @file A table that may be wider than a phone: it scrolls by itself, by hand and by the keyboard.
 */

import { type Html, html } from "../html.js";

/** @param name what it is, for those who cannot see it */
export const wide = (name: string, table: Html): Html =>
  html`<div class="wide" tabindex="0" role="group" aria-label="${name}">${table}</div>`;
