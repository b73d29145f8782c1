/**
 * @file What a lesson is: its words, what is predicted before anything is seen, and tasks, each with a check. A check is a pure function of
 * what the learner brought about. It says that it is done, or names the slip that this very state shows.
 */

import type { TermId } from "../../glossary/terms";
import type { Phrase } from "../../i18n/language.svelte";
import type { View } from "../../studio.svelte";
import type { StatementId } from "./statements";

/** What the learner has brought about in a lesson: plain data, so that it can be kept and passed on. */
export interface Work {
  /** Decides the numbers of the lesson. */
  readonly seed: number;
  /** What stands in the fields, by their names, as it was typed. */
  readonly typed: Readonly<Record<string, string>>;
  /** What was changed on the stage; the lesson knows what its numbers mean. */
  readonly stage: readonly number[];
}

/** What the small network that comes with the page says to a picture of 784 values, 0 to 255. */
export type Reader = (pixels: Uint8Array) => { readonly label: string; readonly probability: number };

export type Verdict =
  | { readonly done: true }
  /** `says` is put into the slip's hint. */
  | { readonly done: false; readonly slip: string; readonly says: readonly string[] };

export const DONE: Verdict = { done: true };

export const slip = (name: string, ...says: readonly string[]): Verdict => ({
  done: false,
  slip: name,
  says,
});

/** A number to be typed. */
export interface Field {
  readonly name: string;
  readonly label: string;
}

export interface Option {
  readonly value: string;
  readonly label: Phrase;
}

/** A guess: a number, or one of a few where there are options. */
export interface Prediction {
  readonly label: string;
  readonly options?: readonly Option[];
  /** What it really is: a number's text, or the value of an option. */
  readonly outcome: string;
  /** How many tasks are done before that is shown. */
  readonly shownAfter: number;
}

export interface Task {
  readonly fields: readonly Field[];
  /** All slips that the check names. */
  readonly slips: readonly string[];
  check(work: Work, read: Reader): Verdict;
}

export interface TaskWords {
  readonly prompt: Phrase;
  /** What is said once it is done. */
  readonly done: Phrase;
}

export interface LessonWords {
  readonly title: Phrase;
  /** What one can do after it, in a sentence. */
  readonly aim: Phrase;
  /** What is to be predicted. */
  readonly predict: Phrase;
  readonly tasks: readonly TaskWords[];
  /** By slip. */
  readonly hints: Readonly<Record<string, Phrase<readonly string[]>>>;
  /** Two or three sentences that name what was seen. */
  readonly say: readonly Phrase[];
  /** Where to go on playing. */
  readonly further: Phrase;
}

export interface Lesson {
  readonly words: LessonWords;
  /** The words of the field that it is about. */
  readonly terms: readonly TermId[];
  /** What of the subject has its place here. */
  readonly statements: readonly StatementId[];
  /** The view to go on playing in. */
  readonly further: Exclude<View, "learn">;
  predictions(seed: number): readonly Prediction[];
  readonly tasks: readonly Task[];
}

/** What a lesson's stage is given. */
export interface StageProps {
  readonly work: Work;
  /** The task that is at hand; -1 while predicting, the number of tasks when all are done. */
  readonly task: number;
  /** Whether the task at hand is done. */
  readonly passed: boolean;
  /** `undefined` until the network has come. */
  readonly read: Reader | undefined;
  /** Keeps what was changed on the stage. */
  readonly onstage: (stage: readonly number[]) => void;
}
