/**
 * @file What somebody has done in the course, for a teacher to see: it says nothing that is not made sure of by playing it once more. The same seed
 * gives the same numbers everywhere, so that every answer can be judged where the link is opened.
 */

import type { Tools } from "../lesson";
import type { LessonNumber, Loaded } from "../lessons";
import { Fragment, type Play, type Progress, readPlays } from "../progress";

export interface Completion {
  /** As they call themselves; may be empty. */
  readonly name: string;
  /** Of each lesson the play that finished it last, or the one that is under way. */
  readonly plays: Readonly<Record<LessonNumber, Play>>;
}

const LONGEST_NAME = 40;
const LINK = new Fragment("done", 1);

export function completionOf({ plays, done }: Progress, name: string): Completion {
  const begun = Object.entries(plays).filter(([, play]) => play.committed);
  return { name: name.trim().slice(0, LONGEST_NAME), plays: { ...Object.fromEntries(begun), ...done } };
}

export const writeCompletionLink = (completion: Completion): Promise<string> => LINK.write(completion);

export const readCompletionLink = (hash: string): Promise<Completion | "damaged" | undefined> =>
  LINK.read(hash, (found) => {
    if (typeof found !== "object" || found === null) return undefined;
    const { name, plays } = found as Record<keyof Completion, unknown>;
    if (typeof name !== "string" || name.length > LONGEST_NAME) return undefined;
    return { name, plays: readPlays(plays) };
  });

/** All fragments of that kind in a text, in their order, each once: links among whatever stands around them. */
export const fragmentsIn = (text: string): string[] => [...new Set(text.match(/#done=[\w.%-]*/g) ?? [])];

/** How a lesson of somebody's stands once it was played again. */
export interface Standing {
  /** `differs` where a task that is said to be done is not. */
  readonly kind: "done" | "begun" | "differs";
  /** Tasks that are done in truth, from the first. */
  readonly holds: number;
  readonly tasks: number;
}

/** Plays it again. */
export async function judge(lesson: Loaded, play: Play, tools: Tools): Promise<Standing> {
  const tasks = lesson.tasks.length;
  const claimed = play.over ? tasks : Math.min(play.task, tasks);
  let holds = 0;
  while (holds < claimed && (await isDone(lesson, holds, play, tools))) holds++;
  const differs = holds < claimed || !play.committed || play.over !== (play.task === tasks);
  return { kind: differs ? "differs" : play.over ? "done" : "begun", holds, tasks };
}

async function isDone(lesson: Loaded, task: number, play: Play, tools: Tools): Promise<boolean> {
  try {
    return (await lesson.tasks[task].check(play, tools)).done;
  } catch {
    // What no hand could have brought about.
    return false;
  }
}

/** A task at which several were held up. */
export interface Hurdle {
  readonly number: LessonNumber;
  /** From 0. */
  readonly task: number;
  /** Who stands there now after a hint, or needed three or more. */
  readonly people: number;
}

const MANY = 3;

/** Where most were held up, the worst first. */
export function hurdlesOf(completions: readonly Completion[]): Hurdle[] {
  const people = new Map<string, number>();
  for (const { plays } of completions) {
    for (const [number, { tries, task, over }] of Object.entries(plays)) {
      for (const [at, count] of tries.entries()) {
        const stands = !over && at === task && count > 0;
        if (stands || count >= MANY) people.set(`${number} ${at}`, (people.get(`${number} ${at}`) ?? 0) + 1);
      }
    }
  }
  return [...people]
    .map(([key, count]): Hurdle => {
      const [number, task] = key.split(" ");
      return { number, task: Number(task), people: count };
    })
    .sort((a, b) => b.people - a.people || a.number.localeCompare(b.number) || a.task - b.task);
}

/** For each, the first one before it that did exactly the same; -1 where there is none. A class that shares its seed may well agree in a lesson, hardly in all guesses. */
export function twinsOf(completions: readonly Completion[]): number[] {
  const texts = completions.map(({ plays }) =>
    JSON.stringify(
      Object.entries(plays)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([number, { seed, typed, stages, guessed }]) => [number, seed, guessed, typed, stages]),
    ),
  );
  return texts.map((text, i) => {
    const first = texts.indexOf(text);
    return first < i && text !== "[]" ? first : -1;
  });
}
