/**
 * @file A lesson's exercises on paper: from a seed, so that each learner has other numbers and the key is known. A lesson that has them keeps
 * them in its folder, in worksheet.ts.
 */

import type { Phrase } from "../../../i18n/language.svelte";
import type { Label } from "../lesson";
import { byNumber, type LessonNumber } from "../lessons";
import { seedFor } from "../progress";

export interface Table {
  readonly head: readonly Label[];
  /** An empty text is a cell to be filled in. */
  readonly rows: readonly (readonly string[])[];
}

export interface Answer {
  readonly label: string;
  readonly value: string;
  /** The field of the lesson that asks for the same, where there is one. */
  readonly field?: string;
}

export interface Exercise {
  readonly text: Phrase;
  readonly table?: Table;
  /** What is to be written down, each on a line. */
  readonly answers: readonly Answer[];
}

export interface Worksheet {
  /** What it takes: the formula, said once above the exercises. */
  readonly lead: Phrase;
  /** Values to look up. */
  readonly given?: Table;
  exercises(seed: number): readonly Exercise[];
}

const LOADS = byNumber(import.meta.glob<Worksheet>("../lessons/*/worksheet.ts", { import: "worksheet" }));

/** The lessons that have a worksheet. */
export const WITH_SHEETS: readonly LessonNumber[] = [...LOADS.keys()].sort();

export async function loadWorksheet(number: LessonNumber): Promise<Worksheet> {
  const load = LOADS.get(number);
  if (load === undefined) throw new RangeError(`Lesson ${number} has no worksheet.`);
  return load();
}

export interface Sheet {
  /** From 1, as it is printed on it. */
  readonly number: number;
  readonly exercises: readonly Exercise[];
}

/** The most sheets of a set: a class with some to spare. Each worksheet has numbers for as many. */
export const MOST = 60;
/** So many times as many seeds are tried before a worksheet counts as having too few. */
const TRIES = 20;

/**
 * As many sheets as a class is large, no two alike. The same set gives the same sheets again.
 *
 * @param count at most {@link MOST}
 */
export function sheetsOf(worksheet: Worksheet, lesson: LessonNumber, set: number, count: number): Sheet[] {
  const sheets: Sheet[] = [];
  const seen = new Set<string>();
  for (let i = 0; sheets.length < count; i++) {
    const exercises = worksheet.exercises(seedFor(set, lesson, i));
    const text = JSON.stringify(exercises.map(({ table, answers }) => [table, answers]));
    // A lesson with few numbers may draw the same ones twice.
    if (seen.has(text)) {
      if (i > TRIES * MOST) throw new RangeError(`Lesson ${lesson} has no numbers for ${count} sheets.`);
      continue;
    }
    seen.add(text);
    sheets.push({ number: sheets.length + 1, exercises });
  }
  return sheets;
}
