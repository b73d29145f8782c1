/**
 * @file Names and counts in sentences, the name that a mistyped one was meant to be, and the order of names that hold numbers.
 */

import { AkariError } from "../error.js";

const MOST_LISTED = 12;

/** The first `most` names, with commas, and how many more there are. */
export function joinNames(names: readonly string[], most: number = MOST_LISTED): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

/** "1 file", "2 files". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** A word as one types it in a shell: in quotes where it would see more in it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/**
 * What became of rows that have no target.
 *
 * @param texts that were taken for a missing target, in quotes; none where its cells are empty
 */
export function withoutTarget(rows: number, texts: readonly string[] = []): string {
  const left = `${counted(rows, "row")} ${rows === 1 ? "is" : "are"} left out: the target is missing there`;
  return texts.length === 0
    ? `${left}.`
    : `${left} (${joinNames(texts)}). If that is a value, say --missing "".`;
}

/** The candidate that takes the fewest edits to turn `name` into; the first of several. */
export function nearest<T extends string>(name: string, candidates: readonly T[]): T {
  let best = candidates[0];
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate);
    if (distance < fewest) {
      fewest = distance;
      best = candidate;
    }
  }
  return best;
}

/**
 * How many letters must be put in, taken out, replaced or swapped with their neighbour to get from one word to
 * the other (optimal string alignment).
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = last[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j] + 1, row[j - 1] + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length];
}

/**
 * Compares text character by character, where a run of digits counts as one number. Only code units are compared: the
 * order of `Intl.Collator` depends on the machine's language and on the version of its tables.
 *
 * @returns below 0 where `a` comes first, above 0 where `b` does, 0 for equal text only
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareParts(left[i], right[i]);
    if (order !== 0) return order;
  }
  // What is left differs in leading zeros at most, or one begins with the other.
  return left.length - right.length || compareCodes(a, b);
}

const parts = (text: string): string[] => text.match(/[0-9]+|[^0-9]/g) ?? [];

function compareParts(a: string, b: string): number {
  if (!(isNumber(a) && isNumber(b))) return compareCodes(a, b);
  // Digits are not turned into a number: there may be more of them than a float64 holds.
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left.length - right.length || compareCodes(left, right);
}

const isNumber = (part: string): boolean => part[0] >= "0" && part[0] <= "9";
const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Numbers labels as they come first.
 *
 * @param nameOf what to call a row in messages
 * @returns `classes`: `[rows]`, each an index into `classNames`
 * @throws AkariError `invalid-data` for a label that is no text
 */
export function labelClasses(
  rows: readonly { readonly label: string }[],
  nameOf: (row: number) => string,
): { classes: Uint32Array; classNames: string[] } {
  const places = new Map<string, number>();
  const classes = Uint32Array.from(rows, ({ label }, row) => {
    if (typeof label !== "string") {
      throw new AkariError("invalid-data", `The label of ${nameOf(row)} should be a text, and is ${label}.`);
    }
    const place = places.get(label) ?? places.size;
    places.set(label, place);
    return place;
  });
  return { classes, classNames: [...places.keys()] };
}
