/**
 * @file The lessons that there are and how each is played, as their folders have it, and how a person brings about on a stage what that asks
 * for: one file here for each lesson whose stage is worked on, named by its number.
 */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { mnist } from "../../../src/node.js";
import { ROOT } from "../../support/documents.js";
import { lampsModel } from "../hands.js";

const LEARN = join(ROOT, "studio/src/views/learn");

export type By = "mouse" | "touch" | "keys";

/** Brings a task's stage, untouched so far, to what the lesson's plays.ts says. */
export type Bring = (page: Page, stage: readonly number[], task: number, by: By) => Promise<void>;

export interface Played {
  readonly typed?: Record<string, string>;
  readonly stage?: readonly number[];
  /** Only where the network would answer so, and so not in the page. */
  readonly answer?: string;
}

export interface TaskPlays {
  right(seed: number, tools: unknown): Played | Promise<Played>;
  readonly slips: Readonly<
    Record<string, (seed: number, tools: unknown) => Played | undefined | Promise<Played | undefined>>
  >;
}

export interface PlayedLesson {
  readonly number: string;
  readonly plays: readonly TaskPlays[];
  readonly bring: Bring | undefined;
  /** What there is to guess. */
  readonly predictions: (seed: number) => readonly {
    readonly options?: readonly { readonly value: string }[];
    readonly range?: readonly [number, number];
  }[];
  readonly fields: readonly (readonly { readonly name: string; readonly options?: readonly unknown[] }[])[];
}

// The Studio's sources are another TypeScript project's: what is needed of them is said here.
const load = (...path: string[]) => import(pathToFileURL(join(...path)).href);

/** A file of a lesson's folder. */
export const loadFile = (folder: string, file: string) => load(LEARN, "lessons", folder, file);

export async function loadLessons(): Promise<readonly PlayedLesson[]> {
  const folders = readdirSync(join(LEARN, "lessons")).sort();
  return Promise.all(
    folders.map(async (folder): Promise<PlayedLesson> => {
      const number = folder.slice(0, 2);
      const { plays } = await load(LEARN, "lessons", folder, "plays.ts");
      const { lesson } = await load(LEARN, "lessons", folder, "lesson.ts");
      const hands = join(import.meta.dirname, `${number}.ts`);
      const bring = existsSync(hands) ? (await load(hands)).bring : undefined;
      const fields = lesson.tasks.map((task: { fields: [] }) => task.fields);
      return { number, plays, bring, predictions: lesson.predictions, fields };
    }),
  );
}

/** What lessons may ask, with the network and the images that the page has. */
export async function loadTools(): Promise<unknown> {
  const { toolsOf } = await load(LEARN, "tools.ts");
  const { trainTo, watch } = await load(LEARN, "training", "train-to.ts");
  const { soundSet } = await load(LEARN, "training", "sounds.ts");
  const part = await mnist();
  return toolsOf(
    lampsModel(),
    async () => {
      const { features, targets } = part.test;
      return { images: features.data, labels: targets.kind === "classes" && targets.classes };
    },
    {
      trained: (recipe: unknown, steps: number) => trainTo(part.train, recipe, steps),
      watched: (recipe: unknown, held: number) => watch(part.train, recipe, held),
      sounds: soundSet,
    },
  );
}

/** The fragment of an address that opens a lesson at a task, with what was brought about up to there. */
export async function linkTo(
  number: string,
  play: { seed: number; task: number; guessed: string[]; typed: Record<string, string>; stages: number[][] },
): Promise<string> {
  const { begin, writeProgressLink } = await load(LEARN, "progress.ts");
  return writeProgressLink({
    seed: 1,
    plays: { [number]: { ...begin(play.seed), ...play, committed: true } },
  });
}

/** The fragment that shows what somebody has done. Lessons are over. */
export async function completionLink(
  name: string,
  lessons: Record<string, { seed: number; task: number; typed: Record<string, string> }>,
): Promise<string> {
  const { begin } = await load(LEARN, "progress.ts");
  const { writeCompletionLink } = await load(LEARN, "class/completion.ts");
  const plays = Object.fromEntries(
    Object.entries(lessons).map(([number, play]) => [
      number,
      { ...begin(play.seed, 1), ...play, committed: true, over: true },
    ]),
  );
  return writeCompletionLink({ name, plays });
}
