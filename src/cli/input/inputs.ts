/**
 * @file Reads what a model is to be shown: rows of tables, pictures, recordings, digits, one after another; and what kinds
 * of input files hold, by their names.
 */

import { stat } from "node:fs/promises";
import { PICTURE_NAME, SOUND_NAME } from "../../data/file-signatures.js";
import type { Decimal } from "../../data/table/number-text.js";
import { AkariError, invalidArgument } from "../../error.js";
import {
  DIGIT_PIXELS,
  describedKind,
  hasDigitForm,
  type InputKind,
  type StoredModel,
} from "../../formats/stored-model.js";
import { BRIGHTEST } from "../../model/preprocessing.js";

/** One input. */
export interface ModelInput {
  /** Its file's path, or a row in it: `prices.csv, row 7`. */
  readonly name: string;
  /** As the model takes it, `[inputs]`; the next input may be written over it. */
  readonly inputs: ArrayLike<number>;
  /** Its true class, where it is known. */
  readonly label?: string | undefined;
  /** Its true numbers, in their own units, where they are known. */
  readonly values?: readonly number[] | undefined;
  /** Of a row of a table: as they stand in the file. */
  readonly cells?: readonly string[];
}

/** A table whose rows follow. */
export interface TableHeader {
  readonly table: string;
  /** Its columns. */
  readonly names: readonly string[];
  /** What stands between its cells. */
  readonly separator: string;
}

/** Takes inputs. */
export interface InputVisitor {
  /** Before a table's rows. @throws AkariError where they cannot be used */
  header(header: TableHeader): void;
  /** @returns false to read no further */
  input(input: ModelInput): boolean;
  /** An input that cannot be read. @returns false to read no further */
  bad(error: AkariError): boolean;
  /** A file or folder that cannot be read, or no further. */
  failed(error: AkariError): void;
  /** What was decided, in a sentence. */
  note(sentence: string): void;
  /** What reading waits for now and then: a reader of what is written of the inputs. */
  drained?(): Promise<void> | undefined;
  /** What to beware of in a table's rows that have been read, in a sentence. */
  warn(sentence: string): void;
}

/** How tables are written, where their user says so. */
interface InputOptions {
  readonly encoding?: string | undefined;
  /** What stands before decimals. */
  readonly decimal?: Decimal | undefined;
}

/**
 * Reads files and folders as a model wants them.
 *
 * @param path the model's, for messages
 * @throws AkariError `invalid-model` where the model's file does not say what it takes, `invalid-argument` where
 * options say nothing to that
 */
export async function readInputs(
  operands: readonly string[],
  stored: StoredModel,
  path: string,
  visitor: InputVisitor,
  options: InputOptions = {},
): Promise<void> {
  const kind = inputKind(stored, path);
  const ignored = (["encoding", "decimal"] as const).find((option) => options[option] !== undefined);
  if (kind !== "table" && ignored !== undefined) {
    throw invalidArgument(
      `--${ignored} would be ignored: it is for a table, and ${path} takes ${INPUT_NAMES[kind]}.`,
    );
  }
  if (kind === "pictures" && hasDigitForm(stored.model.definition)) {
    visitor.note(
      `${path} learned from a folder of pictures: they are taken as they are, not centred as digits.`,
    );
  }
  const { record, model } = stored;
  if (kind === "digits" && record === undefined && model.definition.preprocessing.image !== undefined) {
    visitor.note(
      `${path} takes 28×28 grey pixels, and does not say of what: pictures are centred as MNIST's digits.`,
    );
  }
  let goesOn = true;
  const each: InputVisitor = {
    ...visitor,
    input: (input) => {
      goesOn = visitor.input(input);
      return goesOn;
    },
    bad: (error) => {
      goesOn = visitor.bad(error);
      return goesOn;
    },
  };
  for (const operand of operands) {
    try {
      await readOne(operand, kind, stored, path, each, options);
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      visitor.failed(error);
    }
    if (!goesOn) return;
  }
}

async function readOne(
  operand: string,
  kind: InputKind,
  stored: StoredModel,
  model: string,
  visitor: InputVisitor,
  options: InputOptions,
): Promise<void> {
  const isFolder = (await stat(operand).catch(() => undefined))?.isDirectory() ?? false;
  if (!isFolder) requireInputFile(operand, kind, model);
  if (kind === "table") {
    if (isFolder) {
      throw new AkariError(
        "invalid-data",
        `${model} takes ${INPUT_NAMES.table}, and ${operand} is a folder.`,
      );
    }
    return readRows(operand, stored, model, visitor, options);
  }
  const { preprocessing, labels } = stored.model.definition;
  if (kind === "digits") return readDrawn(operand, labels, visitor);
  const files =
    kind === "pictures"
      ? (await import("../../data/image/folder.node.js")).eachPicture
      : (await import("../../data/audio/folder.node.js")).eachSound;
  for await (const file of files([operand], preprocessing, labels)) {
    await visitor.drained?.();
    if (!("error" in file ? visitor.bad(file.error) : visitor.input(file))) return;
  }
}

async function readRows(
  table: string,
  { model: { definition } }: StoredModel,
  model: string,
  visitor: InputVisitor,
  { encoding, decimal }: InputOptions,
): Promise<void> {
  const { streamTableFor } = await import("../../data/table/stream-table-for.node.js");
  const { preprocessing, labels } = definition;
  await streamTableFor(
    table,
    preprocessing,
    { model, labels, encoding, decimal },
    {
      header(header) {
        for (const note of header.notes) visitor.note(note);
        visitor.header(header);
      },
      room: () => visitor.drained?.(),
      row: (row) => visitor.input(row),
      bad: (error) => visitor.bad(error),
      note: (sentence) => visitor.note(sentence),
      warn: (sentence) => visitor.warn(sentence),
    },
  );
}

/** Digits of a file, or of all pictures in a folder. */
async function readDrawn(
  operand: string,
  labels: readonly string[] | undefined,
  visitor: InputVisitor,
): Promise<void> {
  const { readDigits } = await import("../../data/digits/read-digits.node.js");
  const { labelOf, listFiles } = await import("../../data/class-folder.node.js");
  const { PICTURE_FILES } = await import("../../data/image/folder.node.js");
  for (const file of await listFiles([operand], PICTURE_FILES)) {
    try {
      for (const { name, label = labelOf(file, labels), pixels } of await readDigits(file)) {
        if (!visitor.input({ name, label, inputs: pixels })) return;
      }
    } catch (error) {
      if (!(error instanceof AkariError)) throw error;
      if (!visitor.bad(error)) return;
    }
  }
}

/** What a model of each kind takes. */
const INPUT_NAMES: Readonly<Record<InputKind, string>> = {
  digits: "pictures of digits and drawn strokes",
  pictures: "pictures",
  sounds: "recordings",
  table: "rows of a table",
};

/**
 * What a model takes in.
 *
 * @param path what to call it in messages
 * @throws AkariError `invalid-model` where its file does not say enough to show it anything but numbers
 */
function inputKind(stored: StoredModel, path: string): InputKind {
  const kind = describedKind(stored);
  if (kind !== undefined) return kind;
  const { inputs, preprocessing } = stored.model.definition;
  if (inputs !== DIGIT_PIXELS && preprocessing.image === undefined) {
    throw new AkariError(
      "invalid-model",
      `${path} takes ${inputs} inputs, but a picture of a digit becomes ${DIGIT_PIXELS} (28×28), and its file does ` +
        "not say which columns, pixels or sounds they are.",
    );
  }
  throw new AkariError(
    "invalid-model",
    `${path} divides its inputs by ${preprocessing.divideBy}, but the pixels of a picture go from 0 to ` +
      `${BRIGHTEST} and have to be divided by ${BRIGHTEST}.`,
  );
}

/** What files are called that hold something, and for which models they are. */
const FILES: readonly (readonly [name: RegExp, what: string, kinds: readonly InputKind[]])[] = [
  [PICTURE_NAME, "a picture", ["digits", "pictures"]],
  [/\.jsonl(\.gz)?$/i, "a file of drawn strokes", ["digits"]],
  [SOUND_NAME, "a recording", ["sounds"]],
  [/\.(csv|tsv|txt)(\.gz)?$/i, "a table", ["table"]],
  [/\.safetensors$/i, "a model's file", []],
];

/** @throws AkariError `invalid-data` where a file's name says that it is not for such a model */
function requireInputFile(file: string, kind: InputKind, model: string): void {
  const known = FILES.find(([name]) => name.test(file));
  if (known === undefined || known[2].includes(kind)) return;
  throw new AkariError("invalid-data", `${model} takes ${INPUT_NAMES[kind]}, and ${file} is ${known[1]}.`);
}
