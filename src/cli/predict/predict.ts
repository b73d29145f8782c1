/**
 * @file `akari predict`: what a model says of rows, pictures, recordings and drawn digits that it has not seen; and, where their
 * actual outputs are known, how good that is.
 */

import { basename } from "node:path";
import type { Targets } from "../../data/dataset.js";
import { DataHash, KnownRowCounter } from "../../data/fingerprint.js";
import { askedEngine } from "../../engine/engines.js";
import { AkariError } from "../../error.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { CompiledModel } from "../../insight/compile.js";
import { interpretOutputs, labelTruth, type Prediction } from "../../insight/predictions.js";
import type { ModelDefinition } from "../../model/model.js";
import { classLabels } from "../../model/outputs.js";
import { ValueErrors } from "../../training/evaluate.js";
import { LabelTally } from "../../training/label-scores.js";
import { knownRowsNotes } from "../evaluate/scored-data.js";
import { constantLines } from "../evaluate/scores.js";
import { type InputVisitor, type ModelInput, readInputs, type TableHeader } from "../input/inputs.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { drained, oneLine, VisibleStream } from "../terminal/output.js";
import { compact, count, countOf, percent } from "../terminal/text.js";
import {
  CsvWriter,
  jsonWriter,
  type PredictionWriter,
  TEXT_WRITER,
  textColumns,
} from "./prediction-lines.js";

/** So many bad inputs are named; more are counted. */
const MOST_NAMED = 20;
/** Inputs are computed so many at a time, fewer where they are large. */
const MOST_AT_ONCE = 1024;
const MOST_NUMBERS = 2 ** 22;

/** @returns the exit code: a mistake where an input could not be read, the others being predicted all the same */
export async function predict({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, ...files] = operands;
  const { compile } = await import("../../insight/compile.js");
  const stored = await openModel(path, options, io);
  const { definition } = stored.model;
  const writer = writerFor(definition, options);
  using compiled = await compile(stored.model, { engine: askedEngine(options.engine) });

  const columns = textColumns(definition);
  if (writer === TEXT_WRITER && columns.length > 0) {
    io.stderr.write(`${oneLine(`Columns: input, ${columns.join(", ")}`)}\n`);
  }
  const score = new PredictedScore(stored);
  const predictions = new BatchedPredictions(compiled, definition, writer, score, io);
  const unreadable = await predictFiles(files, stored, path, options, predictions, io);

  const closing = [
    ...(writer instanceof CsvWriter ? formulaWarning(writer.formulas) : []),
    ...score.lines(basename(path)).map(oneLine),
  ];
  io.stderr.write(closing.map((line) => `${line}\n`).join(""));
  return unreadable > 0 ? EXIT.mistake : EXIT.done;
}

/**
 * Reads files and has their inputs predicted as they come.
 *
 * @returns how many inputs could not be read; the first of them were named on standard error
 */
async function predictFiles(
  files: readonly string[],
  stored: StoredModel,
  path: string,
  { encoding, decimal }: OptionValues,
  predictions: BatchedPredictions,
  io: Io,
): Promise<number> {
  let unreadable = 0;
  const nameUnreadable = ({ message }: AkariError): void => {
    unreadable++;
    if (unreadable <= MOST_NAMED) io.stderr.write(`akari: ${oneLine(message)}\n`);
  };
  const visitor: InputVisitor = {
    header: (header) => predictions.header(header),
    input(input) {
      predictions.add(input);
      return true;
    },
    bad(error) {
      nameUnreadable(error);
      return true;
    },
    failed: nameUnreadable,
    note: (sentence) => io.stderr.write(`${oneLine(sentence)}\n`),
    drained: () => drained(io.stdout),
    warn(sentence) {
      predictions.flush();
      io.stderr.write(`${oneLine(sentence)}\n`);
    },
  };
  await readInputs(files, stored, path, visitor, { encoding, decimal });
  predictions.flush();
  if (unreadable > MOST_NAMED) {
    io.stderr.write(`akari: ${countOf(unreadable - MOST_NAMED, "more input")} cannot be read.\n`);
  }
  return unreadable;
}

const formulaWarning = (formulas: number): string[] =>
  formulas === 0
    ? []
    : [
        `${countOf(formulas, "cell")} would be computed by a spreadsheet, for they begin as formulas do: ` +
          "--csv-safe writes such cells as text.",
      ];

/** @throws AkariError `invalid-argument` for two forms at once */
function writerFor(definition: ModelDefinition, options: OptionValues): PredictionWriter {
  const { json, csv, "csv-safe": csvSafe } = options;
  const forms = [json && "--json", csv && "--csv", csvSafe && "--csv-safe"].filter(Boolean);
  if (forms.length > 1) {
    throw new AkariError(
      "invalid-argument",
      `${forms.slice(1).join(" and ")} would be ignored with ${forms[0]}: choose one of them.`,
    );
  }
  if (csv || csvSafe) return new CsvWriter(definition, csvSafe);
  return json ? jsonWriter(definition) : TEXT_WRITER;
}

/** Gathers inputs, computes many at a time and writes what comes out, in their order. */
class BatchedPredictions {
  readonly #compiled: CompiledModel;
  readonly #definition: ModelDefinition;
  readonly #writer: PredictionWriter;
  readonly #score: PredictedScore;
  readonly #io: Io;
  readonly #inputs: Float32Array;
  readonly #pending: ModelInput[] = [];

  constructor(
    compiled: CompiledModel,
    definition: ModelDefinition,
    writer: PredictionWriter,
    score: PredictedScore,
    io: Io,
  ) {
    this.#compiled = compiled;
    this.#definition = definition;
    this.#writer = writer;
    this.#score = score;
    this.#io = io;
    const { inputs } = definition;
    const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(MOST_NUMBERS / inputs)));
    this.#inputs = new Float32Array(atOnce * inputs);
  }

  header(header: TableHeader): void {
    this.flush();
    this.#write(this.#writer.header(header));
  }

  /** CSV is data for a program, where it does not go to a terminal. */
  #write(text: string): void {
    const { stdout } = this.#io;
    if (this.#writer instanceof CsvWriter && stdout instanceof VisibleStream) stdout.writeData(text);
    else stdout.write(text);
  }

  add(input: ModelInput): void {
    const { inputs } = this.#definition;
    if (input.inputs.length !== inputs) {
      throw new AkariError(
        "invalid-model",
        `${input.name} becomes ${input.inputs.length} inputs, and the model takes ${inputs}: its file contradicts itself.`,
      );
    }
    this.#inputs.set(input.inputs, this.#pending.length * inputs);
    this.#pending.push(input);
    if (this.#pending.length * inputs === this.#inputs.length) this.flush();
  }

  flush(): void {
    const pending = this.#pending;
    if (pending.length === 0) return;
    const { inputs } = this.#definition;
    const outputs = this.#compiled.predict(this.#inputs.subarray(0, pending.length * inputs));
    const answers = interpretOutputs(this.#definition, outputs, this.#inputs);
    const lines = pending.map((one, i) => {
      this.#score.add(one, answers[i], this.#inputs.subarray(i * inputs, (i + 1) * inputs));
      return `${this.#writer.line(one, answers[i])}\n`;
    });
    this.#write(lines.join(""));
    pending.length = 0;
  }
}

/** Counts predictions that come one after another, and how many of them are right or how far off they are. */
class PredictedScore {
  readonly #definition: ModelDefinition;
  readonly #learned: KnownRowCounter | undefined;
  #known = 0;
  #right = 0;
  #errors: ValueErrors | undefined;
  /** What numbers too tiny or too huge to be squared are divided by, 1 of others: one an output. */
  #scales: readonly number[] = [];
  #labels: LabelTally | undefined;

  constructor({ model, record }: StoredModel) {
    const learned = record?.split?.learned;
    this.#definition = model.definition;
    if (learned !== undefined) this.#learned = new KnownRowCounter(learned);
  }

  /** @param inputs as the model took them, `[inputs]` */
  add(input: ModelInput, answer: Prediction, inputs: Float32Array): void {
    const { label, values } = input;
    if (answer.task === "classes") {
      if (label === undefined) return;
      this.#known++;
      if (label === answer.label) this.#right++;
      const place = classLabels(this.#definition).indexOf(label);
      this.#count(inputs, { kind: "classes", classes: Uint32Array.of(place), names: [] });
    } else if (answer.task === "labels") {
      const actual = labelTruth(this.#definition, input);
      if (actual === undefined) return;
      this.#known++;
      this.#labels ??= new LabelTally(actual.length);
      const outputs = answer.labels.map(({ probability }) => probability);
      this.#labels.add((k) => actual[k], outputs, 0);
      const data = Float64Array.from(actual, Number);
      this.#count(inputs, { kind: "values", data, columns: data.length });
    } else if (values !== undefined) {
      this.#known++;
      if (this.#errors === undefined) {
        this.#scales = values.map((value) => (value !== 0 && !isOrdinary(value) ? Math.abs(value) : 1));
        const scaling = answer.values.map(({ name }, k) => ({ name, shift: 0, scale: this.#scales[k] }));
        this.#errors = new ValueErrors(values.length, scaling);
      }
      this.#errors.add(
        values.map((value, k) => value / this.#scales[k]),
        0,
        answer.values.map(({ value }, k) => value / this.#scales[k]),
        0,
      );
      const { outputs } = this.#definition.preprocessing;
      const data = Float64Array.from(values, (value, k) => {
        const { shift, scale } = outputs?.[k] ?? { shift: 0, scale: 1 };
        return (value - shift) / scale;
      });
      this.#count(inputs, { kind: "values", data, columns: data.length });
    }
  }

  #count(data: Float32Array, targets: Targets): void {
    const learned = this.#learned;
    if (learned === undefined) return;
    const features = { data, rows: 1, columns: data.length };
    new DataHash().add({ features, targets }, (hash) => learned.add(hash));
  }

  /** A line, or one an output, and what the model knows of these inputs; none where none are known. @param name the model's */
  lines(name: string): string[] {
    if (this.#known === 0) return [];
    return [
      ...this.#scores(),
      ...(this.#learned === undefined ? [] : knownRowsNotes(this.#learned.finish(), name)),
    ];
  }

  #scores(): string[] {
    if (this.#labels !== undefined) {
      const { exactMatch, accuracy } = this.#labels.finish();
      return [
        `All labels are right in ${count(exactMatch * this.#known)} of ${count(this.#known)} inputs that have them: ` +
          `${percent(exactMatch)}; label by label ${percent(accuracy)}`,
      ];
    }
    if (this.#errors === undefined) {
      const share = percent(this.#right / this.#known);
      return [`${count(this.#right)} of ${count(this.#known)} labelled inputs are right: ${share}`];
    }
    const scores = this.#errors.scores();
    return [
      ...scores.map(
        ({ name, r2, rmse, mae }) =>
          `${name}: R² ${r2.toFixed(4)}, root mean squared error ${compact(rmse)}, mean absolute error ` +
          `${compact(mae)}, on the ${count(this.#known)} inputs that have it`,
      ),
      ...constantLines(scores),
    ];
  }
}

/** Whether float64 keeps a number's square, and those of numbers of about its size. */
const isOrdinary = (value: number): boolean => Math.abs(value) > 1e-130 && Math.abs(value) < 1e130;
