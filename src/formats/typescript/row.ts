/**
 * @file The code that makes a table's row into a network's inputs, as src/data/table does it: only what the model's
 * columns need.
 */

import { DATE_FORMS, type MissingTexts, MONTHS } from "../../data/table/cells.js";
import { areDigits, asYesNo, TRUTH_WORDS } from "../../data/table/values.js";
import type { ColumnPreprocessing } from "../../model/preprocessing.js";
import { type ExportedRow, needsOf, type RowNeeds } from "../exported/interface.js";
import { lines, literal, propertyName } from "./syntax.js";

type Kind = ColumnPreprocessing["kind"];

/** What can stand in a cell, besides null. */
const CELL_TYPES: Readonly<Record<Kind, string>> = {
  number: "number | string",
  date: "Date | string",
  "yes-no": "boolean | string | number",
  category: "string | number | boolean",
};

const COLUMN_TYPES: Readonly<Record<Kind, string>> = {
  number: '{ kind: "number"; shift: number; scale: number; fill: number }',
  date: '{ kind: "date"; shift: number; scale: number; fill: number }',
  "yes-no":
    '{ kind: "yes-no"; values: [no: string, yes: string]; anyCase: boolean; isNumber: boolean; fill: number }',
  category: '{ kind: "category"; values: string[]; anyCase: boolean; fill: string }',
};

const dashed = ({ hasDashes }: RowNeeds): string =>
  hasDashes ? "        missing ||= dashes.includes(text);\n" : "";

/** Pushes a cell's inputs. */
const CASES: Readonly<Record<Kind, (needs: RowNeeds) => string>> = {
  number: (needs) => `      case "number": {
${dashed(needs)}${needs.hasGaps ? '        if (missing && Number.isNaN(column.fill)) throw refused("is missing, and nothing can stand in for it");\n' : ""}        const value = missing ? column.fill : typeof cell === "number" ? cell : numberOf(text);
        if (!Number.isFinite(value)) throw refused("is not a finite number");
        const scaled = (value - column.shift) / column.scale;
${needs.hasProducts ? "        numbers.push(scaled);\n" : ""}        inputs.push(scaled);
        break;
      }`,
  date: (needs) => `      case "date": {
${dashed(needs)}        const day = missing ? column.fill : dayOf(text);
        if (!Number.isFinite(day)) throw refused("is not a date such as 2024-01-31");
        inputs.push((day - column.shift) / column.scale);
        break;
      }`,
  "yes-no": ({ hasDashes }) => `      case "yes-no": {
${hasDashes ? "        missing ||= column.isNumber && dashes.includes(text);\n" : ""}        if (isRounded(cell)) throw refused("is beyond 2^53 and may have lost digits: it has to be a text");
        const place = typeof cell === "boolean" ? Number(cell) : placeOf(text, column);
        missing &&= place < 0;
        if (place < 0 && !missing) throw refused(\`is neither \${quoted(column.values[0])} nor \${quoted(column.values[1])}\`);
        inputs.push(missing ? column.fill : place);
        break;
      }`,
  category: () => `      case "category": {
        if (isRounded(cell)) throw refused("is beyond 2^53 and may have lost digits: it has to be a text");
        let place = placeOf(text, column);
        missing &&= place < 0;
        if (missing) place = column.values.indexOf(column.fill);
        else if (place < 0) unseen.push(column.name);
        if (place < 0) place = column.values.length;
        for (let i = 0; i <= column.values.length; i++) inputs.push(i === place ? 1 : 0);
        break;
      }`,
};

const TEXT = `/** A cell as it would stand in a file. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return "";
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString();
  return String(cell).trim();
}

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? \`\${text.slice(0, 40)}…\` : text);`;

const PLAIN = String.raw`/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/`;
/** Numbers of a table that has commas in them, with what they become. */
const WRITTEN = {
  point: String.raw`/^[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d*)?$/.test(text) ? text.replaceAll(",", "") : text`,
  comma: String.raw`/^[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/.test(text) ? text.replaceAll(".", "").replace(",", ".") : text`,
};

const number = ({ decimal }: ExportedRow): string =>
  decimal === undefined
    ? `const numberOf = (text: string): number => (${PLAIN}.test(text) ? Number(text) : Number.NaN);`
    : `/** A ${decimal} stands before decimals in the table that was learned from. */
function numberOf(text: string): number {
  const plain = ${WRITTEN[decimal]};
  return ${PLAIN}.test(plain) ? Number(plain) : Number.NaN;
}`;

const date =
  (): string => `/** Forms that can be read in one way only: not 01/02/2024, which is of January or of February. */
const dateForms = [
${DATE_FORMS.map((form) => `  ${form},\n`).join("")}];
const months = ${literal(MONTHS)};

/** The day that a text says, counted from 1970-01-01 in UTC, with the time as its fraction; NaN where it says none. */
function dayOf(text: string): number {
  if (text.length < 6 || text.length > 40) return Number.NaN;
  const parts = dateForms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return Number.NaN;
  const { year, month, name, day = "1", hour = "0", minute = "0", second = "0", zone = "Z" } = parts;
  const called = months.findIndex((full) => [full, full.slice(0, 3)].includes(name?.toLowerCase() ?? "")) + 1;
  const at = (name === undefined ? Number(month) : called) - 1;
  const start = Date.UTC(Number(year), at, Number(day));
  const isReal = new Date(start).getUTCMonth() === at && Number(year) >= 1000 && at >= 0 && Number(day) >= 1;
  const seconds = Number(second.replace(",", "."));
  if (!isReal || Number(hour) > 24 || Number(minute) > 59 || seconds >= 61) return Number.NaN;
  const ahead = zone === "Z" ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  const minutes = Number(hour) * 60 + Number(minute) - (zone.startsWith("-") ? -ahead : ahead);
  return (start + minutes * 60_000 + seconds * 1000) / 86_400_000;
}`;

const place =
  (): string => `const isRounded = (cell: unknown): boolean => Number.isInteger(cell) && !Number.isSafeInteger(cell);

/** Where a text stands among known values, as it is or by what it means; -1 where it is none of them. */
function placeOf(text: string, { values, anyCase }: { values: string[]; anyCase: boolean }): number {
  const exact = values.indexOf(text);
  if (exact >= 0) return exact;
  const same = values.findIndex((value) => value.trim().normalize("NFC") === text.normalize("NFC"));
  if (same >= 0) return same;
  const meant = meaningOf(text, anyCase);
  const found = values.flatMap((value, i) => (meaningOf(value, anyCase) === meant ? [i] : []));
  return found.length === 1 ? (found[0] ?? -1) : -1;
}`;

const meaning = (): string => `const truthWords = ${literal([...TRUTH_WORDS])};

/** 1, 1.0 and 01 mean the same, and so do True and TRUE. */
function meaningOf(text: string, anyCase: boolean): string {
  const plain = text.normalize("NFKC").trim();
  const number = /^([+\\-−]?)(\\d+\\.?\\d*|\\.\\d+)$/.exec(plain);
  if (number === null) {
    const lower = plain.toLowerCase();
    return anyCase || truthWords.includes(lower) ? lower : plain;
  }
  const [whole = "", fraction = ""] = (number[2] ?? "").split(".");
  const digits = whole.replace(/^0+/, "");
  const decimals = fraction.replace(/0+$/, "");
  const sign = number[1] !== "" && number[1] !== "+" && digits + decimals !== "" ? "-" : "";
  return sign + (digits || "0") + (decimals && \`.\${decimals}\`);
}`;

/** The columns, and what makes a row into inputs. */
export function rowCode(row: ExportedRow): string[] {
  const { columns, products, missingTexts } = row;
  const kinds = new Set(columns.map(({ kind }) => kind));
  const needs = needsOf(row);
  return [
    `type Column = { name: string; indicator: boolean } & (
${[...kinds].map((kind) => `  | ${COLUMN_TYPES[kind]}\n`).join("")});

/** How each column becomes inputs; the indicator is an input that says whether a cell is missing. */
const columns: Column[] = ${lines(columns.map(columnData))};`,
    ...(needs.hasProducts
      ? [
          `/** Products of number columns, by their places among these; shift and scale. */
const products: [number[], number, number][] = ${lines(
            products.map(({ factors, shift, scale }) => [factors, shift, scale]),
          )};`,
        ]
      : []),
    `/** What says that a cell is missing, besides null and NaN. */
const missingTexts = ${literal([...missingTexts.texts])};${
      needs.hasDashes
        ? `
/** The same where a column holds numbers or dates. */
const dashes = ${literal([...missingTexts.dashes])};`
        : ""
    }`,
    encodeCode(kinds, needs, missingTexts),
    TEXT,
    ...(kinds.has("number") ? [number(row)] : []),
    ...(kinds.has("date") ? [date()] : []),
    ...(needs.hasChoices ? [place()] : []),
    ...(needs.hasMeanings ? [meaning()] : []),
  ];
}

/** What a row is. */
export function rowType({ columns, missingTexts }: ExportedRow): string {
  const types = new Map<string, Set<string>>();
  for (const { name, kind } of columns) {
    const found = types.get(name) ?? new Set();
    types.set(name, found.add(CELL_TYPES[kind]));
  }
  const members = [...types].map(
    ([name, kinds]) => `  ${propertyName(name)}: ${[...kinds].join(" | ")} | null | undefined;\n`,
  );
  const texts = missingTexts.isGiven ? "and the missingTexts" : 'and texts such as "" and "NA",';
  return `/** A row of the table: null, undefined, NaN, ${texts} say that a cell is missing. */
export interface Row {
${members.join("")}}`;
}

/** The parts of a column's description that the code needs, in the order of a reader. */
function columnData(column: ColumnPreprocessing): object {
  const { name, kind, missing } = column;
  if (kind === "number" || kind === "date") {
    return { name, kind, shift: column.shift, scale: column.scale, ...missing };
  }
  const { values } = column;
  const anyCase = values.length === 2 && asYesNo(values[0], values[1]) !== undefined;
  if (kind === "yes-no")
    return { name, kind, values, anyCase, isNumber: areDigits(column.values), ...missing };
  return { name, kind, values, anyCase, ...missing };
}

function encodeCode(kinds: ReadonlySet<Kind>, needs: RowNeeds, { isGiven }: MissingTexts): string {
  const { hasProducts } = needs;
  const parameters = kinds.has("category") ? "row: Row, unseen: string[]" : "row: Row";
  const isMissing = isGiven
    ? 'text === "" || missingTexts.some((told) => told === text || meaningOf(told, false) === meaningOf(text, false))'
    : "missingTexts.includes(text)";
  return `function encode(${parameters}): number[] {
  if (typeof row !== "object" || row === null) throw new RangeError("predict takes a row: an object of columns.");
  const cells = new Map<string, unknown>(Object.entries(row));
  const inputs: number[] = [];
${hasProducts ? "  const numbers: number[] = [];\n" : ""}  for (const column of columns) {
    if (!cells.has(column.name)) {
      throw new RangeError(\`The row lacks \${quoted(column.name)}. Give null for what is not known.\`);
    }
    const cell = cells.get(column.name);
    const text = textOf(cell);
    let missing = ${isMissing};
    const refused = (why: string) =>
      new RangeError(\`Column \${quoted(column.name)}: \${quoted(text)} \${why}. Correct it, or give null where it is missing.\`);
    switch (column.kind) {
${[...kinds].map((kind) => CASES[kind](needs)).join("\n")}
    }
    if (column.indicator) inputs.push(missing ? 1 : 0);
  }
${
  hasProducts
    ? `  for (const [factors, shift, scale] of products) {
    const product = factors.reduce((all, factor) => all * (numbers[factor] ?? 0), 1);
    inputs.push((product - shift) / scale);
  }
`
    : ""
}  // The network learned from numbers of this precision.
  const rounded = inputs.map((x) => Math.fround(x));
  if (!rounded.every(Number.isFinite)) throw new RangeError("The row has a number that is too large after scaling.");
  return rounded;
}`;
}
