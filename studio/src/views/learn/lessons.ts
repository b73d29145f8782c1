/**
 * @file The lessons that there are: one folder each under lessons/, named by its number and a word. Adding a folder adds the lesson.
 */

import type { Component } from "svelte";
import type { About, Lesson, StageProps } from "./lesson";

/** As a folder's name begins: "01". */
export type LessonNumber = string;

/** What stands in the place of a lesson's number where the page for teachers is shown. */
export const CLASS = "class";
/** And where worksheets are. */
export const SHEETS = "sheets";

export interface Listed extends About {
  readonly number: LessonNumber;
}

/** A lesson with all that it is played with. */
export interface Loaded extends Listed, Lesson {}

const numberOf = (path: string): LessonNumber => /lessons\/(\d\d)-/.exec(path)?.[1] ?? path;
/** What files of lessons' folders hold, by the lesson. */
export const byNumber = <T>(files: Record<string, T>): Map<LessonNumber, T> =>
  new Map(Object.entries(files).map(([path, file]) => [numberOf(path), file]));

/** In the order of the course. */
export const LESSONS: readonly Listed[] = Object.entries(
  import.meta.glob<About>("./lessons/*/about.ts", { eager: true, import: "about" }),
)
  .map(([path, about]) => ({ ...about, number: numberOf(path) }))
  .sort((a, b) => a.number.localeCompare(b.number));

export const lessonNumbered = (number: LessonNumber): Listed | undefined =>
  LESSONS.find((lesson) => lesson.number === number);

const PLAYED = byNumber(import.meta.glob<Lesson>("./lessons/*/lesson.ts", { import: "lesson" }));
const STAGES = byNumber(
  import.meta.glob<Component<StageProps>>("./lessons/*/Stage.svelte", { import: "default" }),
);

export async function loadLesson(listed: Listed): Promise<Loaded> {
  const load = PLAYED.get(listed.number);
  if (load === undefined) throw new RangeError(`Lesson ${listed.number} has no lesson.ts.`);
  return { ...(await load()), ...listed };
}

/** Fetches what a lesson is played on. */
export async function loadStage({ number }: Listed): Promise<Component<StageProps>> {
  const load = STAGES.get(number);
  if (load === undefined) throw new RangeError(`Lesson ${number} has no stage.`);
  return load();
}
