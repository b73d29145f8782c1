/**
 * @file Numbers with their sign written out, as a contribution is read.
 */

import type { Speech } from "../../i18n/language.svelte";

export const signed = (speech: Speech, value: number, decimals: number): string =>
  `${value < 0 ? "−" : "+"}${speech.number(Math.abs(value), decimals)}`;
