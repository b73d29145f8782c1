/**
 * @file Looks at a table that is to be shown to a model before its rows are: how its numbers are written is decided by
 * all of them, as it is in a table that is learned from.
 */

import type { Preprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import { joinNames } from "../names.js";
import { MissingTexts } from "./cells.js";
import { DECIDED_BY, DecimalEvidence, numberValue, TableDecimals } from "./decimal.js";
import { type Decimal, isMagnitude, readNumber } from "./number-text.js";
import { type CellAt, quoted } from "./problem.js";

interface Column {
  readonly name: string;
  /** Where it stands in the table; -1 for nowhere. */
  readonly at: number;
  readonly unit: string;
  readonly decimals: DecimalEvidence;
  /** The first numbers with the column's unit, with another one and without any. */
  inUnit: CellAt | undefined;
  inOther: CellAt | undefined;
  bare: CellAt | undefined;
}

/** Shows a table's rows to {@link add}, then ask. */
export class ScanForModel {
  /** The texts that say that a cell is missing. */
  readonly missing: MissingTexts;
  readonly #columns: readonly Column[];
  readonly #decimals: TableDecimals;

  /**
   * @param separator what stands between the table's cells
   * @param given what stands before decimals, where its user says so
   */
  constructor(
    header: readonly string[],
    { outputs }: Preprocessing,
    { columns, targets, decimal, missing }: TablePreprocessing,
    separator: string,
    given?: Decimal,
  ) {
    this.missing = new MissingTexts(missing);
    const numbers = [
      ...columns.flatMap((column) =>
        column.kind === "number" ? [{ name: column.name, unit: column.unit ?? "" }] : [],
      ),
      ...targets.map((name, t) => ({ name, unit: outputs?.[t]?.unit ?? "" })),
    ];
    this.#columns = numbers.map(({ name, unit }) => ({
      name,
      at: header.indexOf(name),
      unit,
      decimals: new DecimalEvidence(),
      inUnit: undefined,
      inOther: undefined,
      bare: undefined,
    }));
    this.#decimals = new TableDecimals(
      this.#columns.map((column) => column.decimals),
      { given, model: decimal, isOpen: separator === ";" },
    );
  }

  /** @param cells of a row; one with other cells than the header is passed over */
  add(cells: readonly string[], line: number): void {
    for (const column of this.#columns) {
      const text = cells[column.at]?.trim() ?? "";
      if (text === "" || this.missing.has(text)) continue;
      const number = readNumber(text);
      if (number === undefined) continue;
      const at = (): CellAt => ({ line, text });
      column.decimals.add(number, text, at);
      if (number.unit === "") column.bare ??= at();
      else if (number.unit === column.unit) column.inUnit ??= at();
      else column.inOther ??= at();
    }
  }

  /** What stands before decimals in a column of numbers; undefined where each cell tells it, or nothing does. */
  decimalOf(name: string): Decimal | undefined {
    const column = this.#columns.find((one) => one.name === name);
    return column && this.#decimals.of(column.decimals).decimal;
  }

  /** The unit of a column of numbers; empty for none. */
  unitOf(name: string): string {
    return this.#columns.find((one) => one.name === name)?.unit ?? "";
  }

  /** What was decided, a sentence each. */
  get notes(): string[] {
    const readings = this.#columns.flatMap(({ name, decimals }) => {
      const { decimal, why } = this.#decimals.of(decimals);
      const cell = decimals.eitherComma ?? (decimal === "comma" ? decimals.eitherPoint : undefined);
      const number = cell && readNumber(cell.text);
      if (cell === undefined || number === undefined || decimal === undefined) return [];
      return [`${name} (${quoted(cell.text)} is ${numberValue(number, decimal)}, ${DECIDED_BY[why]})`];
    });
    const counted = this.#columns.filter(
      ({ unit, bare }) => (unit === "%" || isMagnitude(unit)) && bare !== undefined,
    );
    const units = this.#columns.filter(({ unit, inOther }) => unit === "" && inOther !== undefined);
    return [
      ...(readings.length === 0 ? [] : [`Read as numbers: ${joinNames(readings)}.`]),
      ...counted.map(
        ({ name, unit, bare }) =>
          `${name} is learned from in ${unit === "%" ? "percent" : unit}: ${quoted(bare?.text ?? "")} is taken as ` +
          `${bare?.text}${unit}.`,
      ),
      ...units.map(
        ({ name, inOther }) =>
          `${name} was learned from without a unit: that of ${quoted(inOther?.text ?? "")} is passed over.`,
      ),
    ];
  }
}
