/**
 * @file A lesson's exercises on paper: from a seed, so that each learner has other numbers and the key is known. A lesson that has them keeps
 * them in its folder, in worksheet.ts.
 */

import type { Phrase } from "../../../i18n/language.svelte";
import type { Label } from "../lesson";
import type { LessonNumber } from "../lessons";
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

const FOUND = import.meta.glob<Worksheet>("../lessons/*/worksheet.ts", { import: "worksheet" });

const LOADS = new Map(
  Object.entries(FOUND).map(([path, load]) => [/lessons\/(\d\d)-/.exec(path)?.[1] ?? path, load]),
);

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

/** As many sheets as a class is large, no two alike. The same set gives the same sheets again. */
export function sheetsOf(worksheet: Worksheet, lesson: LessonNumber, set: number, count: number): Sheet[] {
  const sheets: Sheet[] = [];
  const seen = new Set<string>();
  for (let i = 0; sheets.length < count; i++) {
    const exercises = worksheet.exercises(seedFor(set, lesson, i));
    const text = JSON.stringify(exercises.map(({ table, answers }) => [table, answers]));
    // A lesson with few numbers may draw the same ones twice; one that has not enough would never end.
    if (seen.has(text) && i < TRIES * count) continue;
    seen.add(text);
    sheets.push({ number: sheets.length + 1, exercises });
  }
  return sheets;
}
const TRIES = 20;
