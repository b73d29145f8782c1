/**
 * @file Pieces of sentences that several messages have.
 */

const MOST_LISTED = 12;

/** The first few names, with commas. */
export function joinNames(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return more > 0 ? `${names.slice(0, MOST_LISTED).join(", ")} and ${more} more` : names.join(", ");
}

/** "1 file", "2 files". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

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
