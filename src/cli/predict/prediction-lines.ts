/**
 * @file How predictions are written: as text with tabs, as lines of JSON, or as a CSV table.
 */

import { AkariError } from "../../error.js";
import { type Prediction, predictionJson } from "../../insight/predictions.js";
import { type ModelDefinition, outputUnits } from "../../model/model.js";
import { classLabels, outputsAreProbabilities, outputTask } from "../../model/outputs.js";
import type { ModelInput, TableHeader } from "../input/inputs.js";
import { csvLine, defused, isFormula } from "../output-files.js";
import { oneCell } from "../terminal/output.js";

/** Writes predictions, a line each. */
export interface PredictionWriter {
  /** What stands before a table's rows; nothing before other inputs. */
  header(header: TableHeader): string;
  /** @returns the line, or lines, without an end */
  line(input: ModelInput, answer: Prediction): string;
}

/**
 * `name`, then the label and its probability, or of labels that are each true or not `yes` or `no` and the probability
 * of each, or the numbers; separated by tabs.
 */
export const TEXT_WRITER: PredictionWriter = {
  header: () => "",
  line: ({ name }, answer) => [name, ...textOf(answer)].map(oneCell).join("\t"),
};

/** What stands in the columns of a line of text after the first, where that is not plain to see. */
export function textColumns(definition: ModelDefinition): readonly string[] {
  const { outputs = [] } = definition.preprocessing;
  if (outputTask(definition) === "labels") {
    return classLabels(definition).map((label) => `${label} (yes or no, probability)`);
  }
  return outputs.length > 1 ? outputs.map(({ name }) => name) : [];
}

const yesNo = (answer: boolean): string => (answer ? "yes" : "no");

function textOf(answer: Prediction): string[] {
  if (answer.task === "labels") {
    return answer.labels.flatMap(({ answer: isTrue, probability }) => [
      yesNo(isTrue),
      probability.toFixed(4),
    ]);
  }
  if (answer.task === "values") return answer.values.map(({ value }) => ownUnit(value));
  return [answer.label, answer.scores[answer.predicted].toFixed(4)];
}

/** A number in its target's unit, with as many digits as float32 has to give. */
export const ownUnit = (value: number): string => String(Number(value.toPrecision(6)));

/** An object a line. */
export function jsonWriter(definition: ModelDefinition): PredictionWriter {
  return {
    header: () => "",
    line: (input, answer) =>
      JSON.stringify({ input: input.name, ...predictionJson(definition, answer, input) }),
  };
}

/** A table: the input's columns, or its name, followed by the prediction's. Cells are separated as the input's are. */
export class CsvWriter implements PredictionWriter {
  /** How many cells were written as they are that a spreadsheet would compute. */
  formulas = 0;
  readonly #isSafe: boolean;
  readonly #own: readonly string[];
  #columns: readonly string[] | undefined;
  #separator = ",";

  /** @param isSafe whether cells that a spreadsheet would compute are written so that it does not */
  constructor(definition: ModelDefinition, isSafe = false) {
    this.#isSafe = isSafe;
    this.#own = COLUMNS[outputTask(definition)](definition);
  }

  /** @throws AkariError `invalid-data` for a second table with other columns than the first */
  header({ table, names, separator }: TableHeader): string {
    if (this.#columns === undefined) return this.#begin(names, separator);
    if (names.length === this.#columns.length && names.every((name, i) => name === this.#columns?.[i]))
      return "";
    throw new AkariError(
      "invalid-data",
      `${table} has other columns than the table before it, and --csv makes one table of all: predict them one by one.`,
    );
  }

  line({ name, cells = [name] }: ModelInput, answer: Prediction): string {
    const head = this.#columns === undefined ? this.#begin(["input"], ",") : "";
    const texts =
      answer.task === "values"
        ? answer.values.map(({ value }) => ownUnit(value))
        : answer.task === "labels"
          ? answer.labels.flatMap(({ answer: isTrue, probability }) => [yesNo(isTrue), ownUnit(probability)])
          : [answer.label, ownUnit(answer.scores[answer.predicted])];
    return head + this.#joined([...cells, ...texts]);
  }

  #begin(names: readonly string[], separator: string): string {
    this.#columns = names;
    this.#separator = separator;
    return `${this.#joined([...names, ...this.#own.map((own) => unusedName(own, names))])}\n`;
  }

  #joined(cells: readonly string[]): string {
    if (this.#isSafe) return csvLine(cells.map(defused), this.#separator);
    for (const cell of cells) if (isFormula(cell)) this.formulas++;
    return csvLine(cells, this.#separator);
  }
}

function classColumns(definition: ModelDefinition): string[] {
  const [target] = definition.preprocessing.table?.targets ?? [];
  return [
    target === undefined ? "prediction" : `predicted_${target}`,
    outputsAreProbabilities(definition) ? "probability" : "output",
  ];
}

function valueColumns(definition: ModelDefinition): string[] {
  const { outputs } = definition.preprocessing;
  return Array.from(
    { length: outputUnits(definition) },
    (_, k) => `predicted_${outputs?.[k]?.name ?? `output_${k + 1}`}`,
  );
}

/** A pair a label. */
const labelColumns = (definition: ModelDefinition): string[] =>
  classLabels(definition).flatMap((label) => [`predicted_${label}`, `probability_${label}`]);

const COLUMNS = { classes: classColumns, labels: labelColumns, values: valueColumns } as const;

function unusedName(name: string, used: readonly string[]): string {
  for (let n = 2, free = name; ; n++) {
    if (!used.includes(free)) return free;
    free = `${name}_${n}`;
  }
}
