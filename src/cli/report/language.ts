/**
 * @file The languages that a report can be written in.
 */

import type { Words } from "./words.js";

/** What `--lang` takes. */
export const LANGUAGES = ["en", "ja"] as const;

/** One of them. */
export type Language = (typeof LANGUAGES)[number];

/** The language that is asked for, or that the environment speaks. */
export function chooseLanguage(
  wanted: Language | undefined,
  { LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>,
): Language {
  return wanted ?? (/^ja([_.@-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG || "") ? "ja" : "en");
}

/** A report's words in a language; the other is not loaded. */
export async function loadWords(language: Language): Promise<Words> {
  return language === "ja"
    ? (await import("./words-ja.js")).JAPANESE
    : (await import("./words-en.js")).ENGLISH;
}
