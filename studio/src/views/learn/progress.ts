/**
 * @file How far somebody has come, as plain data: what is kept on the device and what a link carries are the same.
 */

import { pack, unpack } from "../../kit/packed";
import type { Work } from "./lesson";
import type { LessonNumber } from "./lessons";

/** A lesson as it is being played. */
export interface Play extends Work {
  /** What was guessed, in the order of the predictions; empty texts before. */
  readonly guessed: readonly string[];
  /** Whether the guesses are committed: then they stay. */
  readonly committed: boolean;
  /** The task at hand, from 0; the number of tasks when all are done. */
  readonly task: number;
  /** Whether all are. */
  readonly over: boolean;
  /** How often the lesson was finished. */
  readonly finished: number;
  /** How often each task was checked in vain. */
  readonly tries: readonly number[];
}

export interface Progress {
  /** Of this device: neighbours have other numbers. */
  readonly seed: number;
  readonly plays: Readonly<Record<LessonNumber, Play>>;
  /** The play that finished a lesson last: it stays while the lesson is played once more. */
  readonly done: Readonly<Record<LessonNumber, Play>>;
}

export const begin = (seed: number, finished = 0): Play => ({
  seed,
  typed: {},
  stages: [],
  guessed: [],
  committed: false,
  task: 0,
  over: false,
  finished,
  tries: [],
});

const SEEDS = 2 ** 31;

export const freshSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;

/** The seed of a lesson's numbers: another one for each device, lesson and time that it is played. */
export function seedFor(device: number, number: LessonNumber, finished: number): number {
  let hash = device;
  for (const part of [Number(number), finished]) {
    hash = Math.imul(hash ^ (hash >>> 15) ^ (part + 1), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  }
  return (hash ^ (hash >>> 15)) >>> 1;
}

/** The seed that a query fixes: `?seed=7`. */
export function seedIn(query: string): number | undefined {
  const text = new URLSearchParams(query).get("seed") ?? "";
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const isText = (found: unknown): found is string => typeof found === "string" && found.length <= 40;
const isCount = (found: unknown, most = 1000): found is number =>
  typeof found === "number" && Number.isInteger(found) && found >= 0 && found <= most;

const isStage = (found: unknown): found is number[] =>
  Array.isArray(found) && found.length <= 2000 && found.every(Number.isFinite);

function readPlay(found: unknown): Play | undefined {
  if (typeof found !== "object" || found === null) return undefined;
  const { seed, typed, stages, guessed, committed, task, over, finished, tries } = found as Record<
    keyof Play,
    unknown
  >;
  if (!isCount(seed, SEEDS) || !isCount(task, 20) || !isCount(finished)) return undefined;
  if (typeof committed !== "boolean" || typeof over !== "boolean") return undefined;
  if (typeof typed !== "object" || typed === null) return undefined;
  if (!Array.isArray(stages) || stages.length > 20 || !stages.every(isStage)) return undefined;
  if (!Array.isArray(tries) || tries.length > 20 || !tries.every((count) => isCount(count))) return undefined;
  if (!Array.isArray(guessed) || guessed.length > 20 || !guessed.every(isText)) return undefined;
  const fields = Object.entries(typed);
  if (fields.length > 40 || !fields.every(([name, text]) => isText(name) && isText(text))) return undefined;
  return { seed, typed: Object.fromEntries(fields), stages, guessed, committed, task, over, finished, tries };
}

/** Makes sure of what was kept or sent; what makes no sense of it is left out. */
export function readProgress(found: unknown): Progress | undefined {
  if (typeof found !== "object" || found === null) return undefined;
  const { seed, plays, done } = found as Record<keyof Progress, unknown>;
  return isCount(seed, SEEDS) ? { seed, plays: readPlays(plays), done: readPlays(done) } : undefined;
}

/** Plays by the numbers of their lessons. */
export function readPlays(found: unknown): Record<LessonNumber, Play> {
  if (typeof found !== "object" || found === null) return {};
  const read = Object.entries(found).flatMap(([number, play]) => {
    const known = /^\d\d$/.test(number) ? readPlay(play) : undefined;
    return known === undefined ? [] : [[number, known] as const];
  });
  return Object.fromEntries(read);
}

/** Whether one has come further than another in a lesson. */
const isFurther = (a: Play, b: Play): boolean =>
  a.finished !== b.finished
    ? a.finished > b.finished
    : a.task !== b.task
      ? a.task > b.task
      : a.committed && !b.committed;

/** What a link brings to a device: of each lesson the play that has come further, the link's where they are even. */
export function merge(kept: Progress, sent: Progress): Progress {
  const plays = { ...kept.plays };
  for (const [number, play] of Object.entries(sent.plays)) {
    const own = plays[number];
    if (own === undefined || !isFurther(own, play)) plays[number] = play;
  }
  return { seed: kept.seed, plays, done: { ...sent.done, ...kept.done } };
}

/** More than any course comes to, in bytes. */
const MOST = 1_000_000;

/** A fragment of an address, `#` included, that carries plain data under a name and a version. */
export class Fragment {
  readonly #start: string;
  readonly #whole: string;

  constructor(name: string, version: number) {
    this.#start = `#${name}=`;
    this.#whole = `${this.#start + version}.`;
  }

  async write(content: unknown): Promise<string> {
    return this.#whole + (await pack(new TextEncoder().encode(JSON.stringify(content))));
  }

  /** @returns `undefined` where it is none of these, `"damaged"` where it cannot be read or makes no sense */
  async read<T>(
    hash: string,
    makeSure: (found: unknown) => T | undefined,
  ): Promise<T | "damaged" | undefined> {
    if (!hash.startsWith(this.#start)) return undefined;
    if (!hash.startsWith(this.#whole)) return "damaged";
    const bytes = await unpack(hash.slice(this.#whole.length), MOST);
    try {
      return (bytes && makeSure(JSON.parse(new TextDecoder().decode(bytes)))) ?? "damaged";
    } catch {
      return "damaged";
    }
  }
}

const LINK = new Fragment("learn", 3);

export const writeProgressLink = (progress: Progress): Promise<string> => LINK.write(progress);

export const readProgressLink = (hash: string): Promise<Progress | "damaged" | undefined> =>
  LINK.read(hash, readProgress);
