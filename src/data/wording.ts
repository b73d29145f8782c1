/**
 * @file Pieces of sentences that several messages have.
 */

const MOST_LISTED = 12;

/** The first few names, with commas. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return more > 0 ? `${names.slice(0, MOST_LISTED).join(", ")} and ${more} more` : names.join(", ");
}

/** "1 file", "2 files". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** What became of rows that have no target. */
export const withoutTarget = (rows: number): string =>
  `${counted(rows, "row")} ${rows === 1 ? "is" : "are"} left out: the target is missing there.`;
