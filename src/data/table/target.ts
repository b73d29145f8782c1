/**
 * @file Decides what is to be learned from what the target's cells look like.
 */

import { AkariError } from "../../error.js";
import { listed } from "../wording.js";
import { inOrder, labelOf, parseNumber } from "./cells.js";
import type { ColumnKind } from "./column-kind.js";
import { isNearlyAll, requireAll } from "./column-kind.js";
import { type ColumnScan, MOST_TEXTS } from "./column-scan.js";
import { quoted } from "./problem.js";

/** What is to be learned. */
export type TargetPlan =
  /** `numeric`: the classes are numbers, so that 1 and 1.0 are the same. */
  | { readonly kind: "classes"; readonly names: readonly string[]; readonly numeric: boolean }
  | { readonly kind: "values"; readonly names: readonly string[] }
  /** Each target is a label that is true of a row or not. */
  | { readonly kind: "labels"; readonly names: readonly string[] };

/** Of so many different whole numbers, each in so many rows, the numbers are taken for classes. */
const MOST_NUMBER_CLASSES = 20;
const FEWEST_ROWS_A_CLASS = 5;

export interface TargetWishes {
  readonly task?: "classes" | "values" | undefined;
  readonly columns?: Readonly<Record<string, ColumnKind>> | undefined;
}

/**
 * @returns what is to be learned, and a sentence that says why
 * @throws AkariError `invalid-data` where nothing can be
 */
export function decideTarget(
  scans: readonly ColumnScan[],
  { task, columns = {} }: TargetWishes,
  table: string,
  decimalComma: boolean,
): { plan: TargetPlan; note: string } {
  for (const { name, present } of scans) {
    if (present === 0) throw problem(table, name, "is empty, so there is nothing to learn from");
  }
  const wished = scans.map(({ name }) => task ?? taskOf(columns[name]));
  const names = scans.map(({ name }) => name);
  if (scans.length > 1) {
    const isLabel = (scan: ColumnScan): boolean => holdsLabels(scan, decimalComma);
    if (!wished.includes("values") && scans.every(isLabel)) {
      const note = `Targets: labels that are each yes or no, ${listed(names)}.`;
      return { plan: { kind: "labels", names }, note };
    }
    if (wished.includes("classes")) {
      const { name } = scans.find((scan) => !isLabel(scan)) ?? scans[0];
      throw new AkariError(
        "invalid-argument",
        `${table}: several targets can be classes only where each is yes or no, and ${name} is not. Name one target.`,
      );
    }
    for (const scan of scans) requireNumbers(scan, table);
    return { plan: { kind: "values", names }, note: `Targets: numbers, ${listed(names)}.` };
  }
  const [scan] = scans;
  const isNumeric = holdsNumbers(scan, table, columns[scan.name]);
  const chosen = wished[0] ?? (isNumeric && !areNumberClasses(scan, decimalComma) ? "values" : "classes");
  if (chosen === "values") {
    requireNumbers(scan, table);
    return {
      plan: { kind: "values", names },
      note: `Target: a number, ${scan.name}${why(scan, wished[0])}.`,
    };
  }
  const classes = classNames(scan, isNumeric, table, decimalComma);
  const reason = wished[0] === undefined ? (isNumeric ? ": few different whole numbers" : "") : ": as told";
  return {
    plan: { kind: "classes", names: classes, numeric: isNumeric },
    note: `Target: ${classes.length} classes of ${scan.name} (${listed(classes)})${reason}.`,
  };
}

/** Whether all cells say yes or no, and some of them each. */
function holdsLabels({ texts }: ColumnScan, decimalComma: boolean): boolean {
  const labels = new Set(texts?.filter((text) => text !== "-").map((text) => labelOf(text, decimalComma)));
  return labels.size === 2 && !labels.has(Number.NaN);
}

function taskOf(kind: ColumnKind | undefined): "classes" | "values" | undefined {
  if (kind === undefined || kind === "identifier" || kind === "date") return undefined;
  return kind === "number" ? "values" : "classes";
}

const why = ({ whole }: ColumnScan, wished: string | undefined): string =>
  wished === undefined && whole ? ": whole numbers, but too many or too rare ones for classes" : "";

/** Whether all cells are numbers. @throws AkariError `invalid-data` where nearly all are */
function holdsNumbers(scan: ColumnScan, table: string, told: ColumnKind | undefined): boolean {
  const { counts, present } = scan;
  const numbers = counts.number + counts.infinite;
  if (told === "category" || told === "yes-no") return numbers === present;
  if (isNearlyAll(numbers, present - counts.dash)) requireAll(scan, "number", table);
  return numbers > 0 && numbers + counts.dash === present;
}

function requireNumbers(scan: ColumnScan, table: string): void {
  requireAll(scan, "number", table);
  if (scan.counts.number === 0) throw problem(table, scan.name, "has no numbers");
  if (scan.texts?.length === 1) {
    throw problem(table, scan.name, `is ${quoted(scan.texts[0])} in every row: there is nothing to learn`);
  }
}

function areNumberClasses({ texts, whole, counts }: ColumnScan, decimalComma: boolean): boolean {
  if (!whole || counts.infinite > 0 || texts === undefined) return false;
  const different = new Set(texts.map((text) => parseNumber(text, decimalComma))).size;
  return (
    different <= 2 || (different <= MOST_NUMBER_CLASSES && counts.number >= FEWEST_ROWS_A_CLASS * different)
  );
}

function classNames(scan: ColumnScan, numeric: boolean, table: string, decimalComma: boolean): string[] {
  const { name, texts, present, counts } = scan;
  if (numeric) requireAll(scan, "number", table);
  if (texts === undefined) {
    throw problem(table, name, `has more than ${MOST_TEXTS} different texts, too many for classes`);
  }
  const kept = numeric ? texts.filter((text) => text !== "-") : texts;
  const names = [
    ...new Set(inOrder(kept, decimalComma).map((text) => className(text, numeric, decimalComma))),
  ];
  if (names.length === 1) {
    throw problem(table, name, `has one class only, ${quoted(names[0])}: there is nothing to tell apart`);
  }
  if (names.length > 2 && names.length === present) {
    const what = counts.date > 0 ? "holds dates, which" : "has a different text in every row, and these";
    throw problem(table, name, `${what} cannot be learned as classes`);
  }
  return names;
}

/** A class's name: its text, or the shortest way to write its number. */
export const className = (text: string, numeric: boolean, decimalComma: boolean): string =>
  numeric ? String(parseNumber(text, decimalComma)) : text;

function problem(table: string, column: string, what: string): AkariError {
  return new AkariError(
    "invalid-data",
    `${table}: the target ${column} ${what}. Check it, or name another target.`,
  );
}
