/**
 * @file How far somebody has come, as plain data: what is kept on the device and what a link carries are the same.
 */

import { fromBase64Url, toBase64Url } from "../../kit/base64url";
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
}

export interface Progress {
  /** Of this device: neighbours have other numbers. */
  readonly seed: number;
  readonly plays: Readonly<Record<LessonNumber, Play>>;
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
});

const SEEDS = 2 ** 31;

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
  const { seed, typed, stages, guessed, committed, task, over, finished } = found as Record<
    keyof Play,
    unknown
  >;
  if (!isCount(seed, SEEDS) || !isCount(task, 20) || !isCount(finished)) return undefined;
  if (typeof committed !== "boolean" || typeof over !== "boolean") return undefined;
  if (typeof typed !== "object" || typed === null) return undefined;
  if (!Array.isArray(stages) || stages.length > 20 || !stages.every(isStage)) return undefined;
  if (!Array.isArray(guessed) || guessed.length > 20 || !guessed.every(isText)) return undefined;
  const fields = Object.entries(typed);
  if (fields.length > 40 || !fields.every(([name, text]) => isText(name) && isText(text))) return undefined;
  return { seed, typed: Object.fromEntries(fields), stages, guessed, committed, task, over, finished };
}

/** Makes sure of what was kept or sent; what makes no sense of it is left out. */
export function readProgress(found: unknown): Progress | undefined {
  if (typeof found !== "object" || found === null) return undefined;
  const { seed, plays } = found as Record<keyof Progress, unknown>;
  if (!isCount(seed, SEEDS) || typeof plays !== "object" || plays === null) return undefined;
  const read = Object.entries(plays).flatMap(([number, play]) => {
    const known = /^\d\d$/.test(number) ? readPlay(play) : undefined;
    return known === undefined ? [] : [[number, known] as const];
  });
  return { seed, plays: Object.fromEntries(read) };
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
  return { seed: kept.seed, plays };
}

const VERSION = "2";
const FRAGMENT = /^#learn=(\d+)\.([\w-]+)$/;

/** The fragment of an address that carries it, `#` included. */
export function writeProgressLink(progress: Progress): string {
  const bytes = new TextEncoder().encode(JSON.stringify(progress));
  return `#learn=${VERSION}.${toBase64Url(bytes)}`;
}

/** What a fragment carries: `undefined` where it is none of these, `"damaged"` where it cannot be read. */
export function readProgressLink(hash: string): Progress | "damaged" | undefined {
  if (!hash.startsWith("#learn=")) return undefined;
  const [, version, text] = FRAGMENT.exec(hash) ?? [];
  const bytes = version === VERSION ? fromBase64Url(text) : undefined;
  if (bytes === undefined) return "damaged";
  try {
    return readProgress(JSON.parse(new TextDecoder().decode(bytes))) ?? "damaged";
  } catch {
    return "damaged";
  }
}
