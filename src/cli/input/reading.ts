/**
 * @file How DATA is to be read: by the options that have kinds of data in their rows, and by their texts, which a
 * checkpoint keeps so that the same data can be read again.
 */

import { invalidArgument } from "../../error.js";
import type { DataKind } from "../../training/recommend.js";
import { READING_OPTIONS } from "../options/reading.js";
import { OPTIONS, type OptionName, type OptionValues, type ReadingOption } from "../options.js";

/** The values of those options. */
export type Reading = Pick<OptionValues, ReadingOption>;

/** What to call data of each kind. */
export const CALLED: Readonly<Record<DataKind, string>> = {
  digits: "images in IDX files",
  pictures: "a folder of pictures",
  sounds: "a folder of recordings",
  table: "a table",
};

/** @throws AkariError `invalid-argument` naming an option that says nothing to this kind of data */
export function requireSuitable(options: Reading, kind: DataKind, name: string): void {
  for (const option of READING_OPTIONS) {
    const { kinds }: { readonly kinds: readonly DataKind[] } = OPTIONS[option];
    if (options[option] === undefined || kinds.includes(kind)) continue;
    throw invalidArgument(
      `--${option} would be ignored: it is for ${kinds.map((one) => CALLED[one]).join(" and ")}, and ${name} is ` +
        `${CALLED[kind]}.`,
    );
  }
}

/** The texts of the options that say how data are read, by their names. */
export type ReadingTexts = Readonly<Partial<Record<ReadingOption, string>>>;

/** @param given the options as they were typed */
export function readingTexts(given: ReadonlyMap<OptionName, string>): ReadingTexts {
  return Object.fromEntries(
    READING_OPTIONS.flatMap((name) => (given.has(name) ? [[name, given.get(name)]] : [])),
  );
}

/**
 * Reads the texts again.
 *
 * @param texts from a file, so they may be anything
 * @throws AkariError `invalid-argument`
 */
export function parseReading(texts: Readonly<Record<string, string>>): Reading {
  const values = Object.entries(texts).map(([name, text]) => {
    const option = READING_OPTIONS.find((known) => known === name);
    if (option === undefined) throw invalidArgument(`There is no option "${name}" to read data by.`);
    return [option, OPTIONS[option].parse(text, `--${option}`)];
  });
  return Object.fromEntries(values);
}
