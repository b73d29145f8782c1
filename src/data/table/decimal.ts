/**
 * @file Decides what marks decimals in a column, a point or a comma, for cells that can be read in two ways: `1,234` and
 * `1.234`. A cell that can be read in one way only is read so, and is what the others are decided by.
 */

import type { AkariError } from "../../error.js";
import type { Decimal, NumberText } from "./number-text.js";
import { type CellAt, cellProblem, quoted } from "./problem.js";

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
  add({ point, comma }: NumberText, text: string, at: () => CellAt): void {
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
  readonly why: "given" | "column" | "table" | "model" | "default" | "unknown";
}

/** What decided, as the end of a sentence. */
export const DECIDED_BY: Readonly<Record<DecimalChoice["why"], string>> = {
  given: "as told",
  column: "as other cells of it tell",
  table: "as other columns tell",
  model: "as in the table that the model learned from",
  default: "as is usual",
  unknown: "",
};

export interface DecimalHints {
  /** What its user says. */
  readonly given?: Decimal | undefined;
  /** How the table was written that a model learned from. */
  readonly model?: Decimal | undefined;
  /**
   * Whether nothing is usual: semicolons stand between the cells of tables whose numbers have commas, and points between
   * thousands as well.
   */
  readonly isOpen?: boolean;
}

/**
 * What decides how a column's cells are read that can be read in two ways, the first that does: the user; the column's
 * other cells, which must not tell otherwise; the table's other columns; the table that the model learned from. Else a
 * point marks decimals, unless another column has commas before decimals, and a comma is not decided.
 *
 * @param others the evidence of the columns of numbers in the same table, the column itself among them
 */
function chooseDecimal(
  own: DecimalEvidence,
  others: Iterable<DecimalEvidence>,
  { given, model, isOpen = false }: DecimalHints,
): DecimalChoice {
  const mine = provenBy([own]);
  if (mine === "both" || (mine !== undefined && given !== undefined && mine !== given)) return UNDECIDED;
  if (given !== undefined) return { decimal: given, why: "given" };
  if (mine !== undefined) return { decimal: mine, why: "column" };
  if (own.eitherPoint === undefined && own.eitherComma === undefined) return UNDECIDED;
  const table = provenBy(others);
  const byModel: DecimalChoice = model === undefined ? UNDECIDED : { decimal: model, why: "model" };
  if (own.eitherComma !== undefined) {
    if (table === undefined) return byModel;
    return table === "both" ? UNDECIDED : { decimal: table, why: "table" };
  }
  if (table === "comma" || table === "both") return byModel;
  if (table === "point") return { decimal: table, why: "table" };
  return model === undefined && !isOpen ? { decimal: "point", why: "default" } : byModel;
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

/** A number's value; undefined where it can be read in two ways and nothing is decided. */
export function numberValue({ point, comma }: NumberText, decimal: Decimal | undefined): number | undefined {
  if (point === comma || Number.isNaN(comma)) return point;
  if (Number.isNaN(point)) return comma;
  return decimal && (decimal === "point" ? point : comma);
}

/** A cell that can be read in two ways, and nothing tells in which, or not the same. @param todo what to do about it */
export function undecided(
  table: string,
  column: string,
  { line, text }: CellAt,
  number: NumberText,
  others?: DecimalEvidence,
  todo = "Say it: --decimal point, or --decimal comma (in code, the option decimal).",
): AkariError {
  const tell = [others?.point, others?.comma].flatMap((cell) =>
    cell === undefined ? [] : [`${quoted(cell.text)} in row ${cell.line}`],
  );
  const which =
    tell.length === 0
      ? "nothing in the table tells which"
      : tell.length === 1
        ? `${tell[0]} tells otherwise than what was said`
        : `${tell.join(" and ")} do not tell the same`;
  return cellProblem(
    table,
    line,
    column,
    text,
    `is ${number.point} if a point stands before decimals, and ${number.comma} if a comma does, and ${which}`,
    tell.length === 0 ? todo : "Write all of its cells in one way.",
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
    const { given } = this.#hints;
    if (given !== undefined) return given;
    const marks = this.#columns.flatMap((column) => (column.hasComma ? [this.of(column).decimal] : []));
    return marks.every((mark) => mark === marks[0]) ? marks[0] : undefined;
  }
}
