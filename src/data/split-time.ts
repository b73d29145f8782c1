/**
 * @file Where parts begin that are divided by time: the latest rows are tested on, the latest of the others are
 * validated on. Rows of the same time are in the same part.
 */

import { AkariError, invalidArgument } from "../error.js";

/** The first row of a later part among rows in the order of their times, which is the first of its time. */
interface Border {
  /** The time at the border that was wanted. */
  readonly time: number;
  /** How many rows are before it, and how many are not after it. */
  readonly below: number;
  readonly upTo: number;
}

/** From which time on rows are in a part: from `time` on, or after it. */
export interface TimeCut {
  readonly time: number;
  readonly isAfter: boolean;
}

/** Where the parts to validate and to test on begin; absent where there is no such part. */
export interface TimeCuts {
  readonly validation?: TimeCut;
  readonly test?: TimeCut;
}

/** @returns for each time the number of the last cut that it is from, counted from 1, and 0 for none */
export function partsByCuts(times: Float64Array, cuts: readonly (TimeCut | undefined)[]): Uint8Array {
  return Uint8Array.from(
    times,
    (time) => cuts.findLastIndex((cut) => cut !== undefined && isFrom(time, cut)) + 1,
  );
}

const isFrom = (time: number, { time: from, isAfter }: TimeCut): boolean =>
  isAfter ? time > from : time >= from;

/**
 * @param wanted how many rows would be before the border, if it could be anywhere
 * @param end how many rows there are before the next border
 * @returns the cut, and how many rows are before it; nothing where all have one time
 */
function chooseCut(
  { time, below, upTo }: Border,
  wanted: number,
  end: number,
): [TimeCut, number] | undefined {
  const before = below > 0 ? [{ isAfter: false, rows: below }] : [];
  const after = upTo < end ? [{ isAfter: true, rows: upTo }] : [];
  const [nearest] = [...before, ...after].sort(
    (a, b) => Math.abs(a.rows - wanted) - Math.abs(b.rows - wanted),
  );
  return nearest === undefined ? undefined : [{ time, isAfter: nearest.isAfter }, nearest.rows];
}

/** @param shares of all rows to test on, and of the others to validate on */
function* cutParts(
  rows: number,
  { test, validation }: { readonly test: number; readonly validation: number },
): Generator<number, TimeCuts | undefined, Border> {
  let end = rows;
  const cuts: { validation?: TimeCut; test?: TimeCut } = {};
  for (const [part, share] of [["test", test] as const, ["validation", validation] as const]) {
    if (share === 0) continue;
    const wanted = end - Math.max(1, Math.round(share * end));
    if (wanted < 1) return undefined;
    const chosen = chooseCut(yield wanted, wanted, end);
    if (chosen === undefined) return undefined;
    [cuts[part], end] = chosen;
  }
  return cuts;
}

type Shares = Parameters<typeof cutParts>[1];

/**
 * @param times of all rows, in any order
 * @returns nothing where there are too few different times
 */
export function timeCuts(times: Float64Array, shares: Shares): TimeCuts | undefined {
  const sorted = times.slice().sort();
  const steps = cutParts(times.length, shares);
  let step = steps.next();
  while (!step.done) step = steps.next(borderAt(sorted, step.value));
  return step.value;
}

/** The same for times that memory has no room for. @param read goes through all of them, as often as it is called */
export async function manyTimesCuts(
  read: () => AsyncIterable<Float64Array>,
  rows: number,
  shares: Shares,
): Promise<TimeCuts | undefined> {
  const steps = cutParts(rows, shares);
  let step = steps.next();
  while (!step.done) step = steps.next(await findBorder(read, step.value));
  return step.value;
}

/** @param sorted ascending */
function borderAt(sorted: Float64Array, rank: number): Border {
  const time = sorted[rank];
  return { time, below: firstFrom(sorted, time, false), upTo: firstFrom(sorted, time, true) };
}

function firstFrom(sorted: Float64Array, time: number, isAfter: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isFrom(sorted[middle], { time, isAfter })) high = middle;
    else low = middle + 1;
  }
  return low;
}

const BINS = 4096;

/** Where a time is between two others, 0 to 1; those of opposite ends of all numbers are too far apart to subtract. */
const shareOf = (time: number, least: number, most: number): number =>
  Number.isFinite(most - least)
    ? (time - least) / (most - least)
    : (time / 2 - least / 2) / (most / 2 - least / 2);

/** Counts times in bins, and those of the bin that holds the border in smaller ones, until it is of one time. */
async function findBorder(read: () => AsyncIterable<Float64Array>, rank: number): Promise<Border> {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let upTo = 0;
  for await (const times of read()) {
    for (const time of times) {
      least = Math.min(least, time);
      most = Math.max(most, time);
      upTo++;
    }
  }
  let below = 0;
  while (least < most) {
    const counts = new Float64Array(BINS);
    const lows = new Float64Array(BINS).fill(Number.POSITIVE_INFINITY);
    const highs = new Float64Array(BINS).fill(Number.NEGATIVE_INFINITY);
    for await (const times of read()) {
      for (const time of times) {
        if (time < least || time > most) continue;
        const bin = Math.min(BINS - 1, Math.floor(shareOf(time, least, most) * BINS));
        counts[bin]++;
        lows[bin] = Math.min(lows[bin], time);
        highs[bin] = Math.max(highs[bin], time);
      }
    }
    let bin = 0;
    while (below + counts[bin] <= rank) below += counts[bin++];
    [least, most, upTo] = [lows[bin], highs[bin], below + counts[bin]];
  }
  return { time: least, below, upTo };
}

/**
 * The borders of so many windows, each later than the one before; the first rows are in none of them.
 *
 * @returns the time from which each begins; nothing where there are too few different times
 */
export function windowCuts(times: Float64Array, count: number): readonly TimeCut[] | undefined {
  const sorted = times.slice().sort();
  const cuts: TimeCut[] = [];
  let last = 0;
  for (let i = 1; i <= count; i++) {
    const wanted = Math.min(sorted.length - 1, Math.round((i * sorted.length) / (count + 1)));
    const chosen = chooseCut(borderAt(sorted, wanted), wanted, sorted.length);
    if (chosen === undefined || chosen[1] <= last) return undefined;
    cuts.push(chosen[0]);
    last = chosen[1];
  }
  return cuts;
}

/** @throws AkariError `invalid-argument` where rows have no times, or groups, which may be of all times */
export function requireTimes({
  name,
  times,
  groups,
}: {
  readonly name: string;
  readonly times?: Float64Array;
  readonly groups?: unknown;
}): Float64Array {
  if (times === undefined) {
    throw invalidArgument(
      `${name} cannot be split by time: its rows have none. Name the column that has it when it is read (time).`,
    );
  }
  if (groups !== undefined) {
    throw invalidArgument(
      `${name} cannot be split by time and in groups: a group may have rows of all times. Choose one of the two.`,
    );
  }
  return times;
}

export const tooFewTimes = (name: string): AkariError =>
  new AkariError(
    "invalid-data",
    `${name} has too few different times for parts to learn from and to test on. Give it more, or change the shares.`,
  );
