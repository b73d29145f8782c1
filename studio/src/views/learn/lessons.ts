/**
 * @file The lessons that there are: one folder each under lessons/, named by its number and a word. Adding a folder adds the lesson.
 */

import type { Component } from "svelte";
import type { Lesson, StageProps } from "./lesson";

/** As a folder's name begins: "01". */
export type LessonNumber = string;

export interface Listed extends Lesson {
  readonly number: LessonNumber;
}

const numberOf = (path: string): LessonNumber => /lessons\/(\d\d)-/.exec(path)?.[1] ?? path;

/** In the order of the course. */
export const LESSONS: readonly Listed[] = Object.entries(
  import.meta.glob<Lesson>("./lessons/*/lesson.ts", { eager: true, import: "lesson" }),
)
  .map(([path, lesson]) => ({ ...lesson, number: numberOf(path) }))
  .sort((a, b) => a.number.localeCompare(b.number));

export const lessonNumbered = (number: LessonNumber): Listed | undefined =>
  LESSONS.find((lesson) => lesson.number === number);

const STAGES = new Map(
  Object.entries(
    import.meta.glob<Component<StageProps>>("./lessons/*/Stage.svelte", { import: "default" }),
  ).map(([path, load]) => [numberOf(path), load]),
);

/** Fetches what a lesson is played on. */
export async function loadStage(number: LessonNumber): Promise<Component<StageProps>> {
  const load = STAGES.get(number);
  if (load === undefined) throw new RangeError(`Lesson ${number} has no stage.`);
  return load();
}
