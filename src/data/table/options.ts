/**
 * @file What its user may say of a table, and finding the columns that they name.
 */

import { invalidArgument, requireOptions } from "../../error.js";
import { nearest } from "../names.js";
import type { ColumnKind } from "./column-kind.js";
import type { Decimal } from "./number-text.js";

/** How number columns and dates are scaled: to mean 0 and deviation 1, to 0 to 1, or not at all. */
export type TableScaling = "standard" | "min-max" | "none";

/** How to read a table. */
export interface TableOptions {
  /** The column that is to be learned, or several of numbers; the last one when left out. */
  readonly target?: string | readonly string[];
  /** Columns that are not inputs. */
  readonly ignore?: readonly string[];
  /** What columns hold, where the guess is wrong. */
  readonly columns?: Readonly<Record<string, ColumnKind>>;
  /** A column whose equal cells keep rows on one side of every split; no input. */
  readonly group?: string;
  /** A column that says how much each row counts; no input. */
  readonly weight?: string;
  /** What to learn, where the guess from the target is wrong. */
  readonly task?: "classes" | "values";
  /** `standard` when left out. */
  readonly scaling?: TableScaling;
  /** Inputs are also all products of up to so many number columns, like scikit-learn's PolynomialFeatures; 1 when left out. */
  readonly degree?: number;
  /**
   * A column of dates or numbers that says when each row was, to split by time; it may be an input, too. `true` is the
   * only column of dates.
   */
  readonly time?: string | true;
  /**
   * What stands before decimals in all numbers: a point (`1,234.5`) or a comma (`1.234,5`). Left out, the table's own
   * cells tell; where they do not, reading it is refused.
   */
  readonly decimal?: Decimal;
  /** The same where the table does not tell, in place of refusing it: as a model's own table was written. */
  readonly decimalIfOpen?: Decimal;
  /** The texts that say that a cell is missing, besides the empty one; those of docs/data.md when left out. */
  readonly missing?: readonly string[];
}

const KNOWN: Readonly<Record<keyof TableOptions, true>> = {
  target: true,
  ignore: true,
  columns: true,
  group: true,
  weight: true,
  task: true,
  scaling: true,
  degree: true,
  time: true,
  decimal: true,
  decimalIfOpen: true,
  missing: true,
};

/** @param more names besides those of {@link TableOptions} @throws AkariError `invalid-argument` for an unknown one */
export function requireTableOptions(options: object, more: readonly string[]): void {
  requireOptions(options, [...Object.keys(KNOWN), ...more], "A table");
}

/** Where the columns stand that have a part of their own. */
export interface ColumnRoles {
  readonly targets: readonly number[];
  readonly group?: number;
  readonly weight?: number;
  /** What may have another part as well: an input, or an ignored column. */
  readonly time?: number;
  /** Those that may be inputs. */
  readonly candidates: readonly number[];
}

/**
 * @param header the columns' names
 * @throws AkariError `invalid-argument` naming a column that is not there, or that has two parts
 */
export function assignRoles(header: readonly string[], options: TableOptions, table: string): ColumnRoles {
  const find = (name: string, as: string): number => {
    const at = header.indexOf(name);
    if (at >= 0) return at;
    throw invalidArgument(`${table} has no column "${name}"${as}. Did you mean "${nearest(name, header)}"?`);
  };
  const { target = header[header.length - 1], ignore = [], columns = {}, group, weight, time } = options;
  const names = typeof target === "string" ? [target] : target;
  if (names.length === 0) throw invalidArgument(`${table} needs a target, one column or more.`);
  const parts = new Map<number, string>();
  const take = (name: string, part: string): number => {
    const at = find(name, ` to be ${part}`);
    const other = parts.get(at);
    if (other !== undefined) {
      throw invalidArgument(`${table}, column ${name} cannot be ${other} and ${part}.`);
    }
    parts.set(at, part);
    return at;
  };
  const targets = names.map((name) => take(name, "the target"));
  const roles = {
    targets,
    ...(group === undefined ? {} : { group: take(group, "the group") }),
    ...(weight === undefined ? {} : { weight: take(weight, "the weight") }),
  };
  for (const name of new Set(ignore)) take(name, "ignored");
  for (const name of Object.keys(columns)) find(name, " to be told what it holds");
  const timeAt = typeof time === "string" ? find(time, " to split by") : undefined;
  if (timeAt !== undefined && targets.includes(timeAt)) {
    throw invalidArgument(`${table}, column ${time} cannot be the target and the time.`);
  }
  const candidates = header.map((_, at) => at).filter((at) => !parts.has(at));
  return { ...roles, ...(timeAt === undefined ? {} : { time: timeAt }), candidates };
}
