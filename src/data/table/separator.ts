/**
 * @file Finds out what separates a table's cells: commas, semicolons or tabs.
 */

/** Bars are taken where a first line says so. */
export type Separator = "," | ";" | "\t" | "|";

/** Those that are found out. */
export const SEPARATORS: readonly Separator[] = ["\t", ";", ","];
/** How many rows are looked at. */
const ROWS = 50;

/**
 * The separator that divides most rows as it divides the first; of several, that with the most cells. A comma where
 * none divides anything.
 *
 * @param text the beginning of the table, with \n between rows
 */
export function detectSeparator(text: string): Separator {
  let best: { separator: Separator; share: number; cells: number } | undefined;
  for (const separator of SEPARATORS) {
    const [first, ...others] = countSeparators(text, separator);
    if (!first) continue;
    const alike = others.filter((count) => count === first).length;
    const share = others.length === 0 ? 1 : alike / others.length;
    if (best === undefined || share > best.share || (share === best.share && first > best.cells)) {
      best = { separator, share, cells: first };
    }
  }
  return best?.separator ?? ",";
}

/** What a quoted cell may stand behind, whichever of them separates cells. */
const BEFORE_QUOTES: ReadonlySet<string> = new Set<Separator>([...SEPARATORS, "|"]);

/** How many separators stand outside of quotes in each of the first rows that are not empty. */
function countSeparators(text: string, separator: Separator): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isStart = true;
  let isEmpty = true;
  for (let i = 0; i < text.length && counts.length < ROWS; i++) {
    const c = text[i];
    if (c === '"' && (isQuoted || isStart)) isQuoted = !isQuoted;
    else if (!isQuoted && c === "\n") {
      if (!isEmpty) counts.push(count);
      count = 0;
      isStart = true;
      isEmpty = true;
      continue;
    } else if (!isQuoted && BEFORE_QUOTES.has(c)) {
      if (c === separator) count++;
      isStart = true;
      isEmpty = false;
      continue;
    }
    isStart = false;
    isEmpty = false;
  }
  // The last row may be cut off by the sample's end.
  if (counts.length === 0) counts.push(count);
  return counts;
}
