/**
 * @file Decides what a column of a table holds from what its cells look like.
 */

import { AkariError } from "../../error.js";
import type { ColumnPreprocessing } from "../../model/preprocessing.js";
import { listed } from "../wording.js";
import { type CellKind, inOrder } from "./cells.js";
import { type ColumnScan, MOST_TEXTS } from "./column-scan.js";
import { asYesNo } from "./meaning.js";
import { cellProblem, quoted } from "./problem.js";

/** What a column can be told to hold: an identifier is not an input. */
export type ColumnKind = ColumnPreprocessing["kind"] | "identifier";

/** A column that becomes inputs. */
export type InputColumn =
  | { readonly name: string; readonly kind: "number" }
  | { readonly name: string; readonly kind: "date" }
  | { readonly name: string; readonly kind: "yes-no"; readonly values: readonly [no: string, yes: string] }
  | { readonly name: string; readonly kind: "category"; readonly values: readonly string[] };

/** A column that does not, and why. */
export interface LeftOut {
  readonly name: string;
  readonly leftOut: string;
}

/** The most categories of an input that nobody asked to be a category. */
const MOST_CATEGORIES = 100;
/** With fewer cells, all may differ by chance. */
const FEWEST_FOR_IDENTIFIER = 10;
/** What columns are called that number the rows. An unnamed first column is how pandas and R write their row numbers. */
const IDENTIFIER =
  /^$|^(id|ids|no\.?|nr\.?|num|number|index|idx|key|uuid|guid|row|rowid|serial|番号|連番|通番|通し番号|行番号)$|[_\s.-]id$|[a-z]Id$|[a-z]ID$|番号$|ＩＤ$|コード$/;
const NAMED_IDENTIFIER = (name: string): boolean =>
  IDENTIFIER.test(name) || IDENTIFIER.test(name.toLowerCase());

/**
 * @param told what its user says that it holds
 * @throws AkariError `invalid-data` where it does not hold what it was told to, or nearly so
 */
export function decideColumn(
  scan: ColumnScan,
  told: ColumnKind | undefined,
  table: string,
  decimalComma: boolean,
): InputColumn | LeftOut {
  const { name, counts, present, texts } = scan;
  if (told === "identifier") return { name, leftOut: "an identifier" };
  if (present === 0) return { name, leftOut: "empty" };
  const ordered = (): string[] => inOrder(texts ?? [], decimalComma);
  switch (told) {
    case "number":
    case "date":
      requireAll(scan, told, table);
      return { name, kind: told };
    case "category":
      return { name, kind: told, values: requireFew(scan, table, ordered()) };
    case "yes-no":
      return { name, kind: told, values: requireTwo(scan, table, ordered()) };
    case undefined:
  }
  const numbers = counts.number + counts.infinite;
  if (texts?.length === 1 && counts.missing === 0) return { name, leftOut: "the same in every row" };
  if (numbers + counts.dash === present && numbers > 0) {
    requireAll(scan, "number", table);
    const isCounted = scan.increasing && scan.whole && counts.missing + counts.dash === 0;
    if (isCounted && NAMED_IDENTIFIER(name)) return { name, leftOut: "an identifier: it numbers the rows" };
    if (texts?.length === 2 && texts.includes("0") && texts.includes("1"))
      return { name, kind: "yes-no", values: ["0", "1"] };
    return { name, kind: "number" };
  }
  if (counts.date + counts.dash === present && counts.date > 0) return { name, kind: "date" };
  if (isNearlyAll(numbers, present - counts.dash)) requireAll(scan, "number", table);
  if (isNearlyAll(counts.date, present - counts.dash)) requireAll(scan, "date", table);
  return decideWords(scan, ordered());
}

function decideWords({ name, present, texts }: ColumnScan, ordered: string[]): InputColumn | LeftOut {
  if (texts === undefined) return { name, leftOut: `more than ${MOST_TEXTS} different texts` };
  if (texts.length === present && present >= FEWEST_FOR_IDENTIFIER)
    return { name, leftOut: "an identifier: a different text in every row" };
  if (texts.length > MOST_CATEGORIES) return { name, leftOut: `${texts.length} different texts` };
  const yesNo = texts.length === 2 ? asYesNo(texts[0], texts[1]) : undefined;
  return yesNo === undefined
    ? { name, kind: "category", values: ordered }
    : { name, kind: "yes-no", values: yesNo };
}

/** Four fifths, or all but one: then the others are slips rather than categories. */
export function isNearlyAll(count: number, of: number): boolean {
  return count < of && (count >= 0.8 * of || (count >= 2 && count === of - 1));
}

/** What each kind calls a cell that is not of it. */
const NOT: Record<"number" | "date", string> = {
  number: "is not a number",
  date: "is not a date that can be read in one way only",
};

/** @throws AkariError `invalid-data` naming the first cell that is no number, or no date */
export function requireAll(scan: ColumnScan, kind: "number" | "date", table: string): void {
  const others: CellKind[] = kind === "number" ? ["date", "word"] : ["number", "infinite", "word"];
  const [bad] = others.flatMap((other) => scan.first[other] ?? []).sort((a, b) => a.line - b.line);
  if (bad !== undefined) {
    const todo = "Mend it or leave it empty, or read the column as a category.";
    throw cellProblem(table, bad.line, scan.name, bad.text, NOT[kind], todo);
  }
  const { infinite } = scan.first;
  if (kind === "number" && infinite !== undefined) {
    const todo = "Mend it, or leave it empty if it is not known.";
    throw cellProblem(table, infinite.line, scan.name, infinite.text, "is not a finite number", todo);
  }
}

function requireFew({ name, texts }: ColumnScan, table: string, ordered: string[]): string[] {
  if (texts !== undefined) return ordered;
  throw new AkariError(
    "invalid-data",
    `${table}, column ${name} has more than ${MOST_TEXTS} different texts, too many for a category. Leave it out, ` +
      "or give fewer categories.",
  );
}

function requireTwo(
  { name, texts }: ColumnScan,
  table: string,
  ordered: string[],
): readonly [string, string] {
  const [no, yes] = ordered;
  if (texts?.length === 2) return asYesNo(no, yes) ?? [no, yes];
  const found =
    texts === undefined ? `more than ${MOST_TEXTS}` : `${texts.length}: ${listed(ordered.map(quoted))}`;
  throw new AkariError(
    "invalid-data",
    `${table}, column ${name} cannot be yes-no: that takes two different texts, and it has ${found}.`,
  );
}
