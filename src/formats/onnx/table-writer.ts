/**
 * @file Writes what lies between a table's row and a network into an ONNX graph: an input a column, as they stand in
 * the table, and out of them the first layer's inputs, in the order of src/data/table.
 *
 * Numbers come in and are scaled in float64, as Akari does: a large number with a small deviation, such as a coordinate
 * or a time in seconds, would lose its digits otherwise. They do so whatever the numbers are, so that a model that is
 * trained anew takes what the old one took.
 */

import { MissingTexts } from "../../data/table/cells.js";
import { productsOf } from "../../data/table/inputs.js";
import { plainNumber } from "../../data/table/number-text.js";
import { normalForm, ValueIndex } from "../../data/table/values.js";
import type { ColumnPreprocessing, TablePreprocessing } from "../../model/preprocessing.js";
import type { GraphWriter } from "./graph-writer.js";
import { CLASSICAL, ELEMENT } from "./schema.js";

/** @returns what the first layer's input is called, float32 `[N, inputs]` */
export function writeTable(graph: GraphWriter, table: TablePreprocessing): string {
  const { columns } = table;
  const gone = new MissingTexts(table.missing);
  // All inputs come before all else, so that they keep their columns' names.
  const cells = columns.map((column, i) => writeCells(graph, column, i, gone));
  const numbers: string[] = [];
  const inputs = columns.flatMap((column, i) => {
    if (column.kind === "category") return writeCategory(graph, column, cells[i], gone);
    if (column.kind === "yes-no") return writeYesNo(graph, column, cells[i], gone);
    const { scaled, parts } = writeNumber(graph, column, cells[i], gone);
    if (column.kind === "number") numbers.push(scaled);
    return parts;
  });
  const products = productsOf(numbers.length, table.degree ?? 1);
  if (products.length > 0) inputs.push(writeProducts(graph, table, numbers, products));
  return graph.node("Concat", inputs, { name: "inputs", settings: COLUMNS });
}

const COLUMNS = { axis: { integer: 1 } };

/** What to give, for a reader of the graph. */
function describe({ kind }: ColumnPreprocessing, { texts, isGiven }: MissingTexts): string {
  if (kind === "date") {
    return "A day, counted from 1970-01-01 (UTC), with the time as its fraction; NaN where it is missing.";
  }
  const others = (are: (text: string) => boolean): string =>
    isGiven
      ? [...texts]
          .filter(are)
          .map((text) => `, or ${text},`)
          .join("")
      : "";
  if (kind === "number") {
    return `A number; NaN${others(isNumber)} where it is missing.`;
  }
  const like = isGiven ? others((text) => text !== "") : ", or NA and its like,";
  return `Text, spelt as in training; empty${like} where it is missing.`;
}

const isNumber = (text: string): boolean => Number.isFinite(plainNumber(normalForm(text)));

function writeCells(graph: GraphWriter, column: ColumnPreprocessing, i: number, gone: MissingTexts): string {
  const { name, kind } = column;
  const isText = kind === "yes-no" || kind === "category";
  return graph.input(name || `column ${i + 1}`, {
    element: isText ? ELEMENT.text : ELEMENT.float64,
    dims: [1],
    description: describe(column, gone),
  });
}

type NumberColumn = ColumnPreprocessing & { readonly kind: "number" | "date" };
type YesNoColumn = ColumnPreprocessing & { readonly kind: "yes-no" };
type CategoryColumn = ColumnPreprocessing & { readonly kind: "category" };

/** Filled where it is missing, then scaled. */
function writeNumber(
  graph: GraphWriter,
  { kind, missing, shift, scale }: NumberColumn,
  cell: string,
  gone: MissingTexts,
): { scaled: string; parts: string[] } {
  const constant = (called: string, value: number) =>
    graph.tensor(`${cell}/${called}`, [], Float64Array.of(value));
  const told = gone.isGiven && kind === "number" ? [...gone.texts].filter(isNumber) : [];
  const isMissing = told.reduce(
    (before, text, i) => {
      const value = constant(`missing ${i + 1}`, plainNumber(normalForm(text)));
      const isIt = graph.node("Equal", [cell, value], { name: `${cell}/is missing ${i + 1}` });
      return graph.node("Or", [before, isIt], { name: `${cell}/is missing or ${i + 1}` });
    },
    graph.node("IsNaN", [cell], { name: `${cell}/is missing` }),
  );
  const filled = graph.node("Where", [isMissing, constant("fill", missing.fill), cell], {
    name: `${cell}/filled`,
  });
  const shifted = graph.node("Sub", [filled, constant("shift", shift)], { name: `${cell}/shifted` });
  const scaled = graph.node("Div", [shifted, constant("scale", scale)], { name: `${cell}/scaled` });
  const input = cast(graph, scaled, ELEMENT.float32, `${cell}/input`);
  if (!missing.indicator) return { scaled, parts: [input] };
  return { scaled, parts: [input, cast(graph, isMissing, ELEMENT.float32, `${cell}/indicator`)] };
}

/** 0 or 1; NaN for any other text, which Akari refuses to read. */
function writeYesNo(
  graph: GraphWriter,
  { values, missing }: YesNoColumn,
  cell: string,
  gone: MissingTexts,
): string[] {
  const { texts, places, missingTexts } = spellings(values, gone);
  const input = encode(graph, cell, `${cell}/input`, {
    keys_strings: { texts: [...texts, ...missingTexts] },
    values_floats: { floats: [...places, ...missingTexts.map(() => missing.fill)] },
    default_float: { float: Number.NaN },
  });
  return missing.indicator ? [input, writeIndicator(graph, cell, missingTexts)] : [input];
}

/** A 1 in the place of its value, or in the last where the value is another. */
function writeCategory(
  graph: GraphWriter,
  { values, missing }: CategoryColumn,
  cell: string,
  gone: MissingTexts,
): string[] {
  const fill = values.indexOf(missing.fill);
  const other = values.length;
  const { texts, places: found, missingTexts } = spellings(values, gone);
  const place = encode(graph, cell, `${cell}/place`, {
    keys_strings: { texts: [...texts, ...missingTexts] },
    values_int64s: { integers: [...found, ...missingTexts.map(() => (fill < 0 ? other : fill))] },
    default_int64: { integer: other },
  });
  const places = graph.integers(`${cell}/places`, [...values.keys(), other]);
  const isThere = graph.node("Equal", [place, places], { name: `${cell}/is there` });
  const input = cast(graph, isThere, ELEMENT.float32, `${cell}/input`);
  return missing.indicator ? [input, writeIndicator(graph, cell, missingTexts)] : [input];
}

/**
 * ONNX compares texts letter by letter. So that they mean what they mean to Akari, values are listed in the ways in which
 * programs write them: 1 and 1.0, True, TRUE and true.
 */
function spellings(
  values: readonly string[],
  gone: MissingTexts,
): { texts: string[]; places: number[]; missingTexts: string[] } {
  const known = new ValueIndex(values);
  const texts = new Map<string, number>();
  for (const way of values.flatMap(waysOf)) {
    const place = known.find(way);
    if (place >= 0) texts.set(way, place);
  }
  // Those that a person named are compared by their meaning, too.
  const all = [...gone.texts];
  const ways = gone.isGiven ? ["", ...all.flatMap(waysOf).filter((way) => gone.has(way))] : all;
  return {
    texts: [...texts.keys()],
    places: [...texts.values()],
    missingTexts: [...new Set(ways)].filter((text) => !texts.has(text)),
  };
}

/** Ways in which programs write a value; not all need mean it. */
function waysOf(value: string): string[] {
  const meaning = normalForm(value);
  const lower = meaning.toLowerCase();
  const ways = [
    meaning,
    `${meaning}.0`,
    lower,
    meaning.toUpperCase(),
    lower.replace(/^./u, (c) => c.toUpperCase()),
  ];
  return [value, ...ways.map((text) => text.normalize("NFC"))];
}

const writeIndicator = (graph: GraphWriter, cell: string, missingTexts: readonly string[]): string =>
  encode(graph, cell, `${cell}/indicator`, {
    keys_strings: { texts: missingTexts },
    values_floats: { floats: missingTexts.map(() => 1) },
    default_float: { float: 0 },
  });

/** Products of number columns, scaled: those of as many factors are computed at once. */
function writeProducts(
  graph: GraphWriter,
  { degree = 1, products: scaling = [] }: TablePreprocessing,
  numbers: readonly string[],
  products: readonly (readonly number[])[],
): string {
  const all = graph.node("Concat", numbers, { name: "numbers", settings: COLUMNS });
  const parts: string[] = [];
  for (let count = 2; count <= degree; count++) {
    const same = products.filter((factors) => factors.length === count);
    const factors = Array.from({ length: count }, (_, place) => {
      const columns = same.map((product) => product[place]);
      const called = `products of ${count}/factor ${place + 1}`;
      const places = graph.integers(`${called}/columns`, columns);
      return graph.node("Gather", [all, places], { name: called, settings: COLUMNS });
    });
    parts.push(
      factors.reduce((product, factor) =>
        graph.node("Mul", [product, factor], { name: `products of ${count}` }),
      ),
    );
  }
  let product = graph.node("Concat", parts, { name: "products", settings: COLUMNS });
  if (scaling.length > 0) {
    const vector = (called: string, of: (at: number) => number) =>
      graph.tensor(
        `products/${called}`,
        [scaling.length],
        Float64Array.from(scaling, (_, i) => of(i)),
      );
    const shift = vector("shift", (i) => scaling[i].shift);
    const scale = vector("scale", (i) => scaling[i].scale);
    product = graph.node("Sub", [product, shift], { name: "products/shifted" });
    product = graph.node("Div", [product, scale], { name: "products/scaled" });
  }
  return cast(graph, product, ELEMENT.float32, "products/input");
}

const cast = (graph: GraphWriter, value: string, element: number, name: string): string =>
  graph.node("Cast", [value], { name, settings: { to: { integer: element } } });

const encode = (
  graph: GraphWriter,
  value: string,
  name: string,
  settings: Parameters<GraphWriter["node"]>[2]["settings"] & object,
): string => graph.node("LabelEncoder", [value], { name, domain: CLASSICAL, settings });
