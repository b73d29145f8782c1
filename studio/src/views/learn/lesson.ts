/**
 * @file What a lesson is: its words, what is predicted before anything is seen, and tasks, each with a check. A check is a pure function of
 * what the learner brought about. It says that it is done, or names the slip that this very state shows.
 */

import type { CompiledModel, Model } from "akari";
import type { Computation } from "../../code/computation";
import type { TermId } from "../../glossary/terms";
import type { Phrase } from "../../i18n/language.svelte";
import type { View } from "../../studio.svelte";
import type { Recipe } from "../train/recipe";
import type { StatementId } from "./statements";
import type { SoundSet } from "./training/sounds";
import type { Trained, Watched } from "./training/train-to";

/** What the learner has brought about in a lesson: plain data, so that it can be kept and passed on. */
export interface Work {
  /** Decides the numbers of the lesson. */
  readonly seed: number;
  /** What stands in the fields, by their names, as it was typed. */
  readonly typed: Readonly<Record<string, string>>;
  /** What was changed on the stage, task by task; the lesson knows what its numbers mean. */
  readonly stages: readonly (readonly number[])[];
}

/** What was changed on the stage in a task, from 0; nothing before it was touched. */
export const stageOf = ({ stages }: Work, task: number): readonly number[] => stages[task] ?? [];

/** What the small network that comes with the page says to a picture of 784 values, 0 to 255. */
export type Reader = (pixels: Uint8Array) => { readonly label: string; readonly probability: number };

/** MNIST's test part. */
export interface TestImages {
  /** `[10000, 784]`, 0 dark to 255 bright. */
  readonly images: Uint8Array;
  /** `[10000]`. */
  readonly labels: Uint8Array;
}

/** What is made away from the page, for it takes a while: of the same recipe the same, to the bit. */
export interface Training {
  /** What comes of training on all of MNIST's training part, so many steps. */
  trained(recipe: Recipe, steps: number): Promise<Trained>;
  /** The same on a few images from all over it, to the end; so many of them are held out. */
  watched(recipe: Recipe, held: number): Promise<Watched>;
  /** Our own sounds as what a network learns from, by the number of the set. */
  sounds(set: number): Promise<SoundSet>;
}

/** What lessons may ask. Whatever is trained is computed once, and shared. */
export interface Tools extends Training {
  readonly read: Reader;
  /** The network behind it: always the small one, 784-16-16-10, whatever is looked at elsewhere. */
  readonly network: CompiledModel;
  /** The same, as it is drawn. */
  readonly model: Model;
  /** Fetched when it is first asked for, and shared: not to be written to. */
  images(): Promise<TestImages>;
}

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

/** A sign that is the same everywhere, or a word. */
export type Label = string | Phrase;

export const phraseOf = (label: Label): Phrase =>
  typeof label === "string" ? { en: label, ja: label } : label;

export interface Option {
  readonly value: string;
  readonly label: Label;
}

/** A number to be typed, or one of a few to be chosen where there are options. */
export interface Field {
  /** Unlike any other of its lesson. */
  readonly name: string;
  readonly label: Label;
  readonly options?: readonly Option[];
}

/** What a guess is between where nothing else is said. */
export const SHARES = [0, 1] as const;

/** A guess: a number, or one of a few where there are options. */
export interface Prediction {
  readonly label: Label;
  readonly options?: readonly Option[];
  /** Within which a number is; {@link SHARES} unless said otherwise. */
  readonly range?: readonly [least: number, most: number];
  /**
   * What it really is: a number's text, or the value of an option. Where that depends on the network, or on what was brought about
   * in the tasks before it is shown, a pure function of both.
   */
  readonly outcome: string | ((work: Work, tools: Tools) => string | Promise<string>);
  /** How many tasks are done before that is shown. */
  readonly shownAfter: number;
}

export const outcomeOf = ({ outcome }: Prediction, work: Work, tools: Tools): string | Promise<string> =>
  typeof outcome === "string" ? outcome : outcome(work, tools);

export interface Task {
  readonly fields: readonly Field[];
  /** All slips that the check names. */
  readonly slips: readonly string[];
  /** A pure function of what was brought about: the same work is judged alike wherever it is opened. */
  check(work: Work, tools: Tools): Verdict | Promise<Verdict>;
}

export interface TaskWords {
  readonly prompt: Phrase;
  /** What is said once it is done. */
  readonly done: Phrase;
}

/** What the list of lessons says of one: the rest is fetched with the lesson. */
export interface About {
  readonly title: Phrase;
  /** What one can do after it, in a sentence. */
  readonly aim: Phrase;
}

export interface LessonWords {
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
  /** The computation of a task that is done, for whoever wants to see it as a program. */
  code?(work: Work, task: number): Promise<Computation>;
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
  readonly tools: Tools | undefined;
  /** Keeps what was changed on the stage in the task at hand. */
  readonly onstage: (stage: readonly number[]) => void;
}
