/**
 * @file `akari predict`: what a model says of rows, pictures, recordings and drawn digits that it has not seen.
 */

import { basename } from "node:path";
import { AkariError } from "../../error.js";
import type { CompiledModel } from "../../insight/compile.js";
import { interpretOutputs } from "../../insight/predictions.js";
import type { ModelDefinition } from "../../model/model.js";
import { type Asked, type InputVisitor, readInputs, type TableHeader } from "../input/inputs.js";
import { openModel } from "../input/open-model.js";
import { EXIT, type Io } from "../io.js";
import type { OptionValues } from "../options.js";
import type { Arguments } from "../parse.js";
import { oneLine, room, VisibleStream } from "../terminal/output.js";
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

export async function predict({ operands, options }: Arguments, io: Io): Promise<number> {
  const [path, ...inputs] = operands;
  const { compile } = await import("../../insight/compile.js");
  const stored = await openModel(path, options, io);
  const { definition } = stored.model;
  const writer = writerFor(definition, options);
  using compiled = await compile(stored.model, { engine: options.engine ?? "wasm" });

  const columns = textColumns(definition);
  if (writer === TEXT_WRITER && columns.length > 0) {
    io.stderr.write(`${oneLine(`Columns: input, ${columns.join(", ")}`)}\n`);
  }
  const score = new PredictedScore(stored);
  const predictions = new Predictions(compiled, definition, writer, score, io);
  let unreadable = 0;
  const tell = ({ message }: AkariError): void => {
    unreadable++;
    if (unreadable <= MOST_NAMED) io.stderr.write(`akari: ${oneLine(message)}\n`);
  };
  const visitor: InputVisitor = {
    header: (header) => predictions.header(header),
    input(asked) {
      predictions.add(asked);
      return true;
    },
    bad(error) {
      tell(error);
      return true;
    },
    failed: tell,
    note: (sentence) => io.stderr.write(`${oneLine(sentence)}\n`),
    room: () => room(io.stdout),
    warn(sentence) {
      predictions.flush();
      io.stderr.write(`${oneLine(sentence)}\n`);
    },
  };
  const { encoding, decimal } = options;
  await readInputs(inputs, stored, path, visitor, { encoding, decimal });
  predictions.flush();
  if (unreadable > MOST_NAMED) {
    io.stderr.write(`akari: ${countOf(unreadable - MOST_NAMED, "more input")} cannot be read.\n`);
  }
  if (writer instanceof CsvWriter && writer.formulas > 0) {
    io.stderr.write(
      `${countOf(writer.formulas, "cell")} would be computed by a spreadsheet, for they begin as formulas do: ` +
        "--csv-safe writes such cells as text.\n",
    );
  }
  io.stderr.write(
    score
      .lines(basename(path))
      .map((line) => `${oneLine(line)}\n`)
      .join(""),
  );
  return unreadable > 0 ? EXIT.mistake : EXIT.done;
}

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
class Predictions {
  readonly #compiled: CompiledModel;
  readonly #definition: ModelDefinition;
  readonly #writer: PredictionWriter;
  readonly #score: PredictedScore;
  readonly #io: Io;
  readonly #inputs: Float32Array;
  readonly #asked: Asked[] = [];

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

  add(asked: Asked): void {
    const { inputs } = this.#definition;
    if (asked.inputs.length !== inputs) {
      throw new AkariError(
        "invalid-model",
        `${asked.name} becomes ${asked.inputs.length} inputs, and the model takes ${inputs}: its file contradicts itself.`,
      );
    }
    this.#inputs.set(asked.inputs, this.#asked.length * inputs);
    this.#asked.push(asked);
    if (this.#asked.length * inputs === this.#inputs.length) this.flush();
  }

  flush(): void {
    const asked = this.#asked;
    if (asked.length === 0) return;
    const { inputs } = this.#definition;
    const outputs = this.#compiled.predict(this.#inputs.subarray(0, asked.length * inputs));
    const answers = interpretOutputs(this.#definition, outputs, this.#inputs);
    const lines = asked.map((one, i) => {
      this.#score.add(one, answers[i], this.#inputs.subarray(i * inputs, (i + 1) * inputs));
      return `${this.#writer.line(one, answers[i])}\n`;
    });
    this.#write(lines.join(""));
    asked.length = 0;
  }
}
