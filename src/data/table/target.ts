/**
 * @file Decides what is to be learned from what the target's cells look like.
 */

import { AkariError, invalidArgument } from "../../error.js";
import { counted, joinNames } from "../names.js";
import { inOrder, labelOf } from "./cells.js";
import type { ColumnKind } from "./column-kind.js";
import { type ColumnScan, MOST_TEXTS } from "./column-scan.js";
import type { TableDecimals } from "./decimal.js";
import {
  codeText,
  holdsCodes,
  holdsNearlyNumbers,
  holdsNumbers,
  readNumbers,
  requireAll,
  requireUnits,
} from "./number-column.js";
import type { Decimal } from "./number-text.js";
import { quoted } from "./problem.js";
import { distinctValues, shortest } from "./values.js";

/** What is to be learned. */
export type TargetPlan =
  /** `numeric`: the classes are numbers, so that 1 and 1.0 are the same, and all others are not missing but wrong. */
  | {
      readonly kind: "classes";
      readonly names: readonly string[];
      readonly numeric: boolean;
      readonly decimal: Decimal | undefined;
    }
  | {
      readonly kind: "values";
      readonly names: readonly string[];
      /** One a name. */
      readonly decimals: readonly (Decimal | undefined)[];
      readonly units: readonly string[];
    }
  /** Each target is a label that is true of a row or not. */
  | {
      readonly kind: "labels";
      readonly names: readonly string[];
      /** One a name. */
      readonly decimals: readonly (Decimal | undefined)[];
    };

/** Of so many different whole numbers, each in so many rows, the numbers are taken for classes. */
const MOST_NUMBER_CLASSES = 20;
const FEWEST_ROWS_A_CLASS = 5;
/** Among words a word itself, though it stands for a missing value in a column of numbers. */
const WORD = "None";

export interface TargetOptions {
  readonly task?: "classes" | "values" | undefined;
  readonly columns?: Readonly<Record<string, ColumnKind>> | undefined;
}

/** What was decided, and sentences that say why. */
export interface TargetDecision {
  readonly plan: TargetPlan;
  readonly notes: readonly string[];
}

/**
 * @returns what is to be learned, and sentences that say why
 * @throws AkariError `invalid-data` where nothing can be
 */
export function decideTarget(
  scans: readonly ColumnScan[],
  { task, columns = {} }: TargetOptions,
  table: string,
  decimals: TableDecimals,
): TargetDecision {
  for (const scan of scans) {
    if (scan.present === 0 && !scan.missing.has(WORD)) throw empty(table, scan);
  }
  const wished = scans.map(({ name }) => task ?? taskOf(columns[name]));
  const names = scans.map(({ name }) => name);
  if (scans.length > 1) {
    const marks = scans.map((scan) => decimals.of(scan.decimals).decimal);
    const isLabel = (scan: ColumnScan, i: number): boolean => holdsLabels(scan, marks[i]);
    if (!wished.includes("values") && scans.every(isLabel)) {
      const note = `Targets: labels that are each yes or no, ${joinNames(names)}.`;
      return { plan: { kind: "labels", names, decimals: marks }, notes: [note] };
    }
    if (wished.includes("classes")) {
      const { name } = scans.find((scan, i) => !isLabel(scan, i)) ?? scans[0];
      throw invalidArgument(
        `${table}: several targets can be classes only where each is yes or no, and ${name} is not. Name one target.`,
      );
    }
    // Several categories cannot be learned at once.
    const todo =
      "Correct it or leave it empty; if it says that the target is missing, name it with --missing.";
    for (const scan of scans) requireAll(scan, "number", table, todo);
    return valuesDecision(scans, table, decimals, `Targets: numbers, ${joinNames(names)}.`);
  }
  const [scan] = scans;
  const given = columns[scan.name];
  if (given !== "category" && given !== "yes-no") {
    requireUnits(scan, table);
    if (holdsNearlyNumbers(scan)) requireAll(scan, "number", table);
  }
  const isNumeric = holdsNumbers(scan);
  const decimal = isNumeric ? readNumbers(scan, decimals, table).decimal : undefined;
  const chosen = wished[0] ?? (isNumeric && !areNumberClasses(scan, decimal) ? "values" : "classes");
  if (chosen === "values") {
    const { whole } = scan.sequence(decimal);
    const why =
      wished[0] === undefined && whole ? ": whole numbers, but too many or too rare ones for classes" : "";
    return valuesDecision(scans, table, decimals, `Target: a number, ${scan.name}${why}.`);
  }
  const classes = isNumeric ? numberClasses(scan, decimal) : wordClasses(scan, table);
  requireSeveral(scan, classes, table);
  const reason =
    wished[0] !== undefined
      ? ": as told"
      : isNumeric
        ? ": few different whole numbers"
        : holdsCodes(scan)
          ? `: codes, for ${codeText(scan)}`
          : "";
  return {
    plan: { kind: "classes", names: classes, numeric: isNumeric, decimal },
    notes: [
      `Target: ${classes.length} classes of ${scan.name} (${joinNames(classes)})${reason}.`,
      ...(!isNumeric && scan.missing.has(WORD)
        ? [`"${WORD}" is a class of ${scan.name}; if it says that the class is missing: --missing ${WORD}.`]
        : []),
    ],
  };
}

/** Whether all cells say yes or no, and some of them each. */
function holdsLabels(scan: ColumnScan, decimal: Decimal | undefined): boolean {
  const said = scan.texts?.filter((text) => scan.kindOf(text) !== "dash");
  const labels = new Set(said?.map((text) => labelOf(text, decimal)));
  return labels.size === 2 && !labels.has(Number.NaN);
}

function taskOf(kind: ColumnKind | undefined): "classes" | "values" | undefined {
  if (kind === undefined || kind === "identifier" || kind === "date") return undefined;
  return kind === "number" ? "values" : "classes";
}

function valuesDecision(
  scans: readonly ColumnScan[],
  table: string,
  decimals: TableDecimals,
  note: string,
): TargetDecision {
  const readings = scans.map((scan) => {
    const reading = readNumbers(scan, decimals, table);
    requireDifferent(scan, reading.decimal, table);
    return reading;
  });
  const marked = readings.flatMap((reading) => reading.note ?? []);
  const names = scans.map(({ name }) => name);
  return {
    plan: {
      kind: "values",
      names,
      decimals: readings.map(({ decimal }) => decimal),
      units: readings.map(({ unit }) => unit),
    },
    notes: [note, ...(marked.length === 0 ? [] : [`Read as numbers: ${joinNames(marked)}.`])],
  };
}

function requireDifferent(scan: ColumnScan, decimal: Decimal | undefined, table: string): void {
  const { name, texts, counts } = scan;
  if (counts.number === 0) throw problem(table, name, "has no numbers");
  const numbers = new Map(texts?.map((text) => [scan.numberOf(text, decimal), text]));
  numbers.delete(Number.NaN);
  if (numbers.size !== 1) return;
  const [text] = numbers.values();
  throw problem(table, name, `is ${quoted(text)} in every row: there is nothing to learn`);
}

function areNumberClasses(scan: ColumnScan, decimal: Decimal | undefined): boolean {
  const { texts, counts } = scan;
  if (!scan.sequence(decimal).whole || counts.infinite > 0 || texts === undefined) return false;
  const different = numbersOf(scan, decimal).size;
  return (
    different <= 2 || (different <= MOST_NUMBER_CLASSES && counts.number >= FEWEST_ROWS_A_CLASS * different)
  );
}

/** The texts of each number. */
function numbersOf(scan: ColumnScan, decimal: Decimal | undefined): Map<number, string[]> {
  const numbers = new Map<number, string[]>();
  for (const text of scan.texts ?? []) {
    const number = scan.numberOf(text, decimal);
    if (Number.isNaN(number)) continue;
    numbers.set(number, [...(numbers.get(number) ?? []), text]);
  }
  return numbers;
}

/** Each number once, called by the shortest text that stands for it. */
function numberClasses(scan: ColumnScan, decimal: Decimal | undefined): string[] {
  const names = [...numbersOf(scan, decimal).values()].map(shortest);
  return inOrder(names, (text) => scan.numberOf(text, decimal));
}

function wordClasses(scan: ColumnScan, table: string): string[] {
  const { name, texts, codes, missing } = scan;
  if (texts === undefined) {
    throw problem(table, name, `has more than ${MOST_TEXTS} different texts, too many for classes`);
  }
  const words = missing.has(WORD) ? [...texts, WORD] : texts;
  const number = holdsCodes(scan) ? () => Number.NaN : (text: string) => scan.numberOf(text, undefined);
  return inOrder(distinctValues(words, codes.zero !== undefined), number);
}

function requireSeveral(scan: ColumnScan, names: readonly string[], table: string): void {
  const { name, counts, present } = scan;
  if (names.length === 1) {
    throw problem(
      table,
      name,
      `has one class only, ${quoted(names[0])}: there is nothing to tell apart${takenForMissing(scan)}`,
    );
  }
  if (names.length > 2 && names.length === present) {
    const what = counts.date > 0 ? "holds dates, which" : "has a different text in every row, and these";
    throw problem(table, name, `${what} cannot be learned as classes`);
  }
}

function empty(table: string, scan: ColumnScan): AkariError {
  return problem(table, scan.name, `is empty, so there is nothing to learn from${takenForMissing(scan)}`);
}

/** What else than empty cells was taken for missing, as the end of a sentence, and what to do about it. */
function takenForMissing({ missing }: ColumnScan): string {
  const rows = [...missing.values()].reduce((sum, count) => sum + count, 0);
  if (rows === 0) return "";
  const texts = joinNames([...missing.keys()].map(quoted));
  return `. ${counted(rows, "row")} with ${texts} ${rows === 1 ? "was" : "were"} taken for missing; if that is a class, say --missing ""`;
}

function problem(table: string, column: string, what: string): AkariError {
  return new AkariError(
    "invalid-data",
    `${table}: the target ${column} ${what}. Check it, or name another target.`,
  );
}
