/**
 * @file `akari predict`: what a model says of rows, pictures, recordings and drawn digits that it has not seen; and, where their
 * actual outputs are known, how good that is.
 */

import { basename } from "node:path";
import { askedEngine } from "../../engine/engines.js";
import { AkariError, invalidArgument } from "../../error.js";
import type { StoredModel } from "../../formats/stored-model.js";
import type { CompiledModel } from "../../insight/compile.js";
import { interpretOutputs } from "../../insight/predictions.js";
import type { ModelDefinition } from "../../model/model.js";
import { type InputVisitor, type ModelInput, readInputs, type TableHeader } from "../input/inputs.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { drained, oneLine, VisibleStream } from "../terminal/output.js";
import { countOf } from "../terminal/text.js";
import { PredictedScore } from "./predicted-score.js";
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
  const score = await PredictedScore.of(stored);
  const predictions = new BatchedPredictions(compiled, definition, writer, score, io);
  const unreadable = await predictFiles(files, stored, path, options, predictions, io);

  const closing = [
    ...(writer instanceof CsvWriter ? formulaWarning(writer.formulas) : []),
    ...(await score.lines(basename(path))).map(oneLine),
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
    throw invalidArgument(
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
