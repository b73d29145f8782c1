/**
 * @file What exported code takes in and gives: raw things, as `akari predict` takes them, and an answer in words or in
 * the targets' own units.
 */

import { formOf, soundColumns } from "../../data/audio/encode.js";
import { soundOf } from "../../data/audio/examples.js";
import { MissingTexts } from "../../data/table/cells.js";
import { productsOf } from "../../data/table/inputs.js";
import type { Decimal } from "../../data/table/number-text.js";
import { InputEncoder } from "../../data/table/row-encoder.js";
import { AkariError } from "../../error.js";
import { type ModelDefinition, outputUnits } from "../../model/model.js";
import { classLabels, outputScalings, outputsAreProbabilities, outputTask } from "../../model/outputs.js";
import type {
  ColumnPreprocessing,
  OutputScaling,
  Scaling,
  SoundPreprocessing,
} from "../../model/preprocessing.js";
import { hasDigitForm } from "../stored-model.js";

/** A product of number columns: their places among these, and how it is scaled. */
export interface ExportedProduct extends Scaling {
  readonly factors: readonly number[];
}

/** A table's row, as it is given to exported code. */
export interface ExportedRow {
  readonly kind: "row";
  readonly columns: readonly ColumnPreprocessing[];
  readonly products: readonly ExportedProduct[];
  /** The texts that say that a cell is missing. */
  readonly missingTexts: MissingTexts;
  /** What stands before decimals, where the table's numbers have commas. */
  readonly decimal: Decimal | undefined;
}

/** What is given to exported code. */
export type ExportedInput =
  | ExportedRow
  | { readonly kind: "recording"; readonly sound: SoundPreprocessing }
  | {
      readonly kind: "picture";
      /** `28×28 pixels, row by row`. */
      readonly pixels: string;
      /** The largest number that a pixel can be, where that is known. */
      readonly most: number | undefined;
      readonly isDigit: boolean;
    }
  | { readonly kind: "numbers" };

/**
 * @throws AkariError `invalid-model` where the description's parts do not make as many inputs as the network has
 */
export function exportedInput(definition: ModelDefinition): ExportedInput {
  const { inputs, preprocessing } = definition;
  const { table, image, channels, divideBy } = preprocessing;
  if (table !== undefined) {
    const { columns, degree = 1, products = [] } = table;
    requireInputs("row of its table", new InputEncoder(table).inputs, inputs);
    const all = productsOf(columns.filter(({ kind }) => kind === "number").length, degree);
    if (products.length > 0) requireInputs("row of its table", inputs + products.length - all.length, inputs);
    const scaled = all.map((factors, p) => ({ factors, ...(products[p] ?? { shift: 0, scale: 1 }) }));
    const missingTexts = new MissingTexts(table.missing);
    return { kind: "row", columns, products: scaled, missingTexts, decimal: table.decimal };
  }
  if (preprocessing.sound !== undefined) {
    const sound = soundOf(preprocessing);
    requireInputs("recording", soundColumns(formOf(sound)), inputs);
    return { kind: "recording", sound };
  }
  if (image === undefined && !hasDigitForm(definition)) return { kind: "numbers" };
  const [height, width] = image ?? [28, 28];
  return {
    kind: "picture",
    pixels: `${height}×${width} pixels, row by row${channels === 3 ? ", red, green and blue of each" : ""}`,
    most: divideBy === 255 ? divideBy : undefined,
    isDigit: hasDigitForm(definition),
  };
}

/** What the code that reads a row has to know of; it has no more. */
export interface RowNeeds {
  readonly hasProducts: boolean;
  /** Columns whose texts are compared with known values. */
  readonly hasChoices: boolean;
  /** What texts mean, for known values or for what a person named as missing. */
  readonly hasMeanings: boolean;
  /** Dashes that stand for missing numbers and dates. */
  readonly hasDashes: boolean;
  /** Missing numbers that nothing is known to stand in for. */
  readonly hasGaps: boolean;
}

export function needsOf({ columns, products, missingTexts }: ExportedRow): RowNeeds {
  const hasChoices = columns.some(({ kind }) => kind === "yes-no" || kind === "category");
  return {
    hasProducts: products.length > 0,
    hasChoices,
    hasMeanings: hasChoices || missingTexts.isGiven,
    hasDashes: missingTexts.dashes.size > 0 && columns.some(({ kind }) => kind !== "category"),
    hasGaps: columns.some(({ missing }) => Number.isNaN(missing.fill)),
  };
}

function requireInputs(what: string, made: number, inputs: number): void {
  if (made === inputs) return;
  throw new AkariError(
    "invalid-model",
    `A ${what} becomes ${made} inputs, and the model takes ${inputs}: its file contradicts itself.`,
  );
}

/** What exported code says. */
export type ExportedAnswer =
  | {
      readonly kind: "classes";
      readonly labels: readonly string[];
      /** Whether the outputs are probabilities, or numbers that only their order gives a meaning. */
      readonly areProbabilities: boolean;
      /** Whether a single unit speaks for the second of two classes. */
      readonly isSingle: boolean;
    }
  /** Each is true or not by itself: where its output, a probability, is above ½. */
  | { readonly kind: "labels"; readonly labels: readonly string[] }
  | { readonly kind: "values"; readonly outputs: readonly OutputScaling[] };

export function exportedAnswer(definition: ModelDefinition): ExportedAnswer {
  const task = outputTask(definition);
  if (task === "values") return { kind: task, outputs: outputScalings(definition) };
  const labels = classLabels(definition);
  if (task === "labels") return { kind: task, labels };
  return {
    kind: task,
    labels,
    areProbabilities: outputsAreProbabilities(definition),
    isSingle: outputUnits(definition) === 1,
  };
}

/** How digits are to be laid into their pixels: what exported code leaves to its caller. */
export const DIGIT_FORM = [
  "The digit as MNIST has it: light ink on black, its longer side 20 pixels, its centre of mass in the middle.",
  "`akari predict` brings pictures of digits into this form first; this takes the pixels as they are.",
];

/** One of each for every input. */
export const repeated = (each: readonly Scaling[], inputs: number): Scaling[] =>
  Array.from({ length: inputs }, (_, i) => each[i % each.length]);
