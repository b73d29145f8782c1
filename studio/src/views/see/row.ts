/**
 * @file A row of a table as fields of a form: what each column takes, and the inputs that its texts become. The same rules as
 * for a row in a file, in code or over HTTP.
 */

import { encodeRows, type RowValue } from "akari/data";
import type { Preprocessing, TablePreprocessing } from "akari/model";
import { dayText, shortest } from "../../kit/numbers";

/** A column that is filled in. */
export type Field =
  /** A number, which a slider between two others may choose in steps. */
  | {
      readonly kind: "number";
      readonly name: string;
      readonly unit: string;
      readonly least: number;
      readonly most: number;
      readonly step: number;
    }
  | { readonly kind: "date"; readonly name: string }
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly values: readonly string[];
      readonly takesOthers: boolean;
    };

/** What a row's cells are, as texts by their columns. */
export type Cells = Readonly<Record<string, string>>;

/** A slider goes so many deviations to either side. */
const DEVIATIONS = 3;
/** In about so many steps. */
const STEPS = 100;

export const fieldsOf = ({ columns }: TablePreprocessing): readonly Field[] =>
  columns.map((column): Field => {
    const { name } = column;
    switch (column.kind) {
      case "number": {
        const step = niceStep((2 * DEVIATIONS * column.scale) / STEPS);
        const at = (deviations: number): number => toStep(column.shift + deviations * column.scale, step);
        return {
          kind: "number",
          name,
          unit: column.unit ?? "",
          least: at(-DEVIATIONS),
          most: at(DEVIATIONS),
          step,
        };
      }
      case "date":
        return { kind: "date", name };
      default:
        return { kind: "choice", name, values: column.values, takesOthers: column.kind === "category" };
    }
  });

/** The nearest of the numbers that a slider goes through. */
export const toStep = (value: number, step: number): number =>
  Number((Math.round(value / step) * step).toPrecision(9));

/** The number that a text is, written plainly, so that it can be read in one way only; NaN where it is none. */
export const numberIn = (text: string): number =>
  text.trim() === "" ? Number.NaN : Number(text.replace("−", "-"));

/** 1, 2 or 5 times a power of ten. */
function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 2, 5, 10].find((times) => times * power >= size * 0.75) ?? 10;
  return Number((step * power).toPrecision(3));
}

/** A row to begin with: what stands in for missing cells, the middle number and the most frequent text. */
export const usualCells = ({ columns }: TablePreprocessing): Cells =>
  Object.fromEntries(
    columns.map((column) => {
      const { name } = column;
      if (column.kind === "number") return [name, shortest(column.missing.fill).replace("−", "-")];
      if (column.kind === "date") return [name, dayText(column.missing.fill)];
      if (column.kind === "yes-no") return [name, column.values[column.missing.fill] ?? ""];
      return [name, column.missing.fill];
    }),
  );

/**
 * The inputs that a row becomes. An empty text is a missing cell.
 *
 * @throws AkariError `invalid-data` where a text is not what its column holds, naming the column
 */
export function inputsOfRow(cells: Cells, preprocessing: Preprocessing): Float32Array {
  const row = Object.fromEntries(
    (preprocessing.table?.columns ?? []).map(({ name, kind }): [string, RowValue] => {
      const text = (cells[name] ?? "").trim();
      const number = kind === "number" ? numberIn(text) : Number.NaN;
      return [name, Number.isNaN(number) ? text : number];
    }),
  );
  return encodeRows([row], preprocessing, { name: "the form" }).data;
}
