/**
 * @file Decides what a column of a table holds from what its cells look like.
 */

import { AkariError } from "../../error.js";
import type { ColumnPreprocessing } from "../../model/preprocessing.js";
import { joinNames } from "../names.js";
import { inOrder } from "./cells.js";
import { type ColumnScan, MOST_TEXTS } from "./column-scan.js";
import type { TableDecimals } from "./decimal.js";
import {
  codeText,
  holdsCodes,
  holdsNearlyNumbers,
  holdsNumbers,
  isNearlyAll,
  nearlyNumbers,
  readNumbers,
  requireAll,
  requireUnits,
} from "./number-column.js";
import type { Decimal } from "./number-text.js";
import { quoted } from "./problem.js";
import { asYesNo, distinctValues } from "./values.js";

/** What a column can be told to hold: an identifier is not an input. */
export type ColumnKind = ColumnPreprocessing["kind"] | "identifier";

/** A column that becomes inputs. */
export type InputColumn =
  | { readonly name: string; readonly kind: "number"; readonly unit?: string }
  | { readonly name: string; readonly kind: "date" }
  | { readonly name: string; readonly kind: "yes-no"; readonly values: readonly [no: string, yes: string] }
  | { readonly name: string; readonly kind: "category"; readonly values: readonly string[] };

/** A column that does not, and why. */
export interface LeftOut {
  readonly name: string;
  readonly leftOut: string;
}

/** What was decided of a column. */
export interface ColumnDecision {
  readonly column: InputColumn | LeftOut;
  /** Of numbers. */
  readonly decimal?: Decimal | undefined;
  /** How its numbers are read, where that is not as usual. */
  readonly reading?: string | undefined;
  /** Why its numbers are taken for codes, where they are. */
  readonly code?: string;
  /** What to beware of, in a sentence. */
  readonly warning?: string | undefined;
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
 * @param given what its user says that it holds
 * @throws AkariError `invalid-data` where it does not hold what it was told to, or nearly so, or where its numbers can
 * be read in two ways
 */
export function decideColumn(
  scan: ColumnScan,
  given: ColumnKind | undefined,
  table: string,
  decimals: TableDecimals,
): ColumnDecision {
  const { name, counts, present } = scan;
  if (given === "identifier") return { column: { name, leftOut: "an identifier" } };
  if (present === 0) return { column: { name, leftOut: "empty" } };
  switch (given) {
    case "number":
      return numberDecision(scan, decimals, table);
    case "date":
      requireAll(scan, given, table);
      return { column: { name, kind: given } };
    case "category":
      return { column: { name, kind: given, values: requireFew(scan, table, valuesOf(scan)) } };
    case "yes-no": {
      const numbers = holdsNumbers(scan) ? decideNumbers(scan, decimals, table) : undefined;
      if (numbers !== undefined && "kind" in numbers.column && numbers.column.kind === given) return numbers;
      return { column: { name, kind: given, values: requireTwo(scan, table, valuesOf(scan)) } };
    }
    case undefined:
  }
  const values = valuesOf(scan);
  if (values?.length === 1 && counts.missing === 0)
    return { column: { name, leftOut: "the same in every row" } };
  requireUnits(scan, table);
  if (holdsNumbers(scan)) return decideNumbers(scan, decimals, table);
  if (counts.date + counts.dash === present && counts.date > 0) return { column: { name, kind: "date" } };
  if (holdsNearlyNumbers(scan)) requireAll(scan, "number", table);
  if (isNearlyAll(counts.date, present - counts.dash)) requireAll(scan, "date", table);
  const column = decideWords(scan, values);
  const as = "leftOut" in column ? `left out, ${column.leftOut}` : "read as a category";
  if (!holdsCodes(scan)) return { column, warning: nearlyNumbers(scan, table, as) };
  const code = `${name} (${codeText(scan)})`;
  if (!("leftOut" in column)) return { column, code };
  const warning = `${code} holds codes rather than numbers and is ${as}. If they are numbers, say --column ${name}=number.`;
  return { column, code, warning };
}

function numberDecision(scan: ColumnScan, decimals: TableDecimals, table: string): ColumnDecision {
  const { decimal, unit, note } = readNumbers(scan, decimals, table);
  const column = { name: scan.name, kind: "number" as const, ...(unit === "" ? {} : { unit }) };
  return { column, decimal, reading: note };
}

function decideNumbers(scan: ColumnScan, decimals: TableDecimals, table: string): ColumnDecision {
  const { name, counts, texts } = scan;
  const decision = numberDecision(scan, decimals, table);
  const { whole, increasing } = scan.sequence(decision.decimal);
  if (increasing && whole && counts.missing + counts.dash === 0 && NAMED_IDENTIFIER(name))
    return { column: { name, leftOut: "an identifier: it numbers the rows" } };
  const different = new Set(texts?.map((text) => scan.numberOf(text, decision.decimal)));
  different.delete(Number.NaN);
  if (different.size === 2 && different.has(0) && different.has(1))
    return { ...decision, column: { name, kind: "yes-no", values: ["0", "1"] } };
  if (different.size === 1 && counts.missing + counts.dash === 0)
    return { column: { name, leftOut: "the same in every row" } };
  return decision;
}

/** The different values of a column in their order; undefined where there are too many texts. */
function valuesOf(scan: ColumnScan): string[] | undefined {
  const { texts, codes } = scan;
  const number = holdsCodes(scan) ? () => Number.NaN : (text: string) => scan.numberOf(text, undefined);
  return texts && inOrder(distinctValues(texts, codes.zero !== undefined), number);
}

function decideWords(
  { name, present }: ColumnScan,
  values: readonly string[] | undefined,
): InputColumn | LeftOut {
  if (values === undefined) return { name, leftOut: `more than ${MOST_TEXTS} different texts` };
  if (values.length === present && present >= FEWEST_FOR_IDENTIFIER)
    return { name, leftOut: "an identifier: a different text in every row" };
  if (values.length > MOST_CATEGORIES) return { name, leftOut: `${values.length} different texts` };
  const yesNo = values.length === 2 ? asYesNo(values[0], values[1]) : undefined;
  return yesNo === undefined ? { name, kind: "category", values } : { name, kind: "yes-no", values: yesNo };
}

function requireFew(
  { name }: ColumnScan,
  table: string,
  values: readonly string[] | undefined,
): readonly string[] {
  if (values !== undefined) return values;
  throw new AkariError(
    "invalid-data",
    `${table}, column ${name} has more than ${MOST_TEXTS} different texts, too many for a category. Leave it out, ` +
      "or give fewer categories.",
  );
}

function requireTwo(
  { name }: ColumnScan,
  table: string,
  values: readonly string[] | undefined,
): readonly [string, string] {
  const [no, yes] = values ?? [];
  if (values?.length === 2) return asYesNo(no, yes) ?? [no, yes];
  const found =
    values === undefined ? `more than ${MOST_TEXTS}` : `${values.length}: ${joinNames(values.map(quoted))}`;
  throw new AkariError(
    "invalid-data",
    `${table}, column ${name} cannot be yes-no: that takes two different texts, and it has ${found}.`,
  );
}
