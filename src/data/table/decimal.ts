/**
 * @file Decides what marks decimals in a column, a point or a comma, for cells that can be read in two ways: `1,234` and
 * `1.234`. A cell that can be read in one way only is read so, and is what the others are decided by.
 */

import type { AkariError } from "../../error.js";
import type { Decimal, NumberText } from "./number-text.js";
import { type CellAt, cellProblem } from "./problem.js";

/** What the cells of a column tell, in the first of each kind. */
export class DecimalEvidence {
  /** A cell that is a number only if a point marks decimals, and one that is only if a comma does. */
  point: CellAt | undefined;
  comma: CellAt | undefined;
  /** One with a point that is a number either way, another one each way, and one with a comma. */
  eitherPoint: CellAt | undefined;
  eitherComma: CellAt | undefined;
  /** Whether a number has a comma in it. */
  hasComma = false;

  /** @param at makes a record of the cell */
  see({ point, comma }: NumberText, text: string, at: () => CellAt): void {
    if (point === comma) return;
    const hasComma = /[,，]/.test(text);
    this.hasComma ||= hasComma;
    if (Number.isNaN(comma)) this.point ??= at();
    else if (Number.isNaN(point)) this.comma ??= at();
    else if (hasComma) this.eitherComma ??= at();
    else this.eitherPoint ??= at();
  }
}

/** The mark, and why; `undefined` where a cell that can be read in two ways is not decided by anything. */
export interface DecimalChoice {
  readonly decimal: Decimal | undefined;
  readonly why: "told" | "column" | "table" | "model" | "usual" | "unknown";
}

/** What decided, as the end of a sentence. */
export const DECIDED_BY: Readonly<Record<DecimalChoice["why"], string>> = {
  told: "as told",
  column: "as other cells of it tell",
  table: "as other columns tell",
  model: "as in the table that the model learned from",
  usual: "",
  unknown: "",
};

export interface DecimalHints {
  /** What its user says. */
  readonly told?: Decimal | undefined;
  /** How the table was written that a model learned from. */
  readonly model?: Decimal | undefined;
}

/**
 * What decides, the first that does: the user; the column's other cells; the table's other columns; the table that the
 * model learned from. Else a point marks decimals, unless another column has commas before decimals, and a comma is not
 * decided.
 *
 * @param others the evidence of the columns of numbers in the same table, the column itself among them
 */
export function chooseDecimal(
  own: DecimalEvidence,
  others: Iterable<DecimalEvidence>,
  { told, model }: DecimalHints,
): DecimalChoice {
  if (told !== undefined) return { decimal: told, why: "told" };
  const mine = provenBy([own]);
  if (mine !== undefined) return mine === "both" ? UNDECIDED : { decimal: mine, why: "column" };
  if (own.eitherPoint === undefined && own.eitherComma === undefined) return UNDECIDED;
  const table = provenBy(others);
  const byModel: DecimalChoice = model === undefined ? UNDECIDED : { decimal: model, why: "model" };
  if (own.eitherComma !== undefined) {
    if (table === undefined) return byModel;
    return table === "both" ? UNDECIDED : { decimal: table, why: "table" };
  }
  if (table === "comma" || table === "both") return byModel;
  if (table === "point") return { decimal: table, why: "table" };
  return model === undefined ? { decimal: "point", why: "usual" } : byModel;
}

const UNDECIDED: DecimalChoice = { decimal: undefined, why: "unknown" };

function provenBy(evidence: Iterable<DecimalEvidence>): Decimal | "both" | undefined {
  let [point, comma] = [false, false];
  for (const one of evidence) {
    point ||= one.point !== undefined;
    comma ||= one.comma !== undefined;
  }
  if (point && comma) return "both";
  return point ? "point" : comma ? "comma" : undefined;
}

/** A number's value; NaN where it cannot be read so, undefined where it can be read in two ways. */
export function numberValue({ point, comma }: NumberText, decimal: Decimal | undefined): number | undefined {
  if (point === comma) return point;
  if (decimal !== undefined) return decimal === "point" ? point : comma;
  if (Number.isNaN(comma)) return point;
  return Number.isNaN(point) ? comma : undefined;
}

/** A cell that can be read in two ways, and nothing tells in which. */
export function undecided(
  table: string,
  column: string,
  { line, text }: CellAt,
  number: NumberText,
): AkariError {
  return cellProblem(
    table,
    line,
    column,
    text,
    `is ${number.point} if a point stands before decimals, and ${number.comma} if a comma does, and nothing in the ` +
      "table tells which",
    "Say it: --decimal point, or --decimal comma (in code, the option decimal).",
  );
}

/** What decides in one table: what is told, and the evidence of all columns of numbers. */
export class TableDecimals {
  readonly #hints: DecimalHints;
  readonly #columns: readonly DecimalEvidence[];

  constructor(columns: readonly DecimalEvidence[], hints: DecimalHints) {
    this.#columns = columns;
    this.#hints = hints;
  }

  /** The choice for one of its columns. */
  of(column: DecimalEvidence): DecimalChoice {
    return chooseDecimal(column, this.#columns, this.#hints);
  }

  /** What a model should remember: nothing where no number has a comma in it, or where columns differ. */
  get written(): Decimal | undefined {
    const { told } = this.#hints;
    if (told !== undefined) return told;
    const marks = this.#columns.flatMap((column) => (column.hasComma ? [this.of(column).decimal] : []));
    return marks.every((mark) => mark === marks[0]) ? marks[0] : undefined;
  }
}
