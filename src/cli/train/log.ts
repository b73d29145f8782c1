/**
 * @file The history of a run as a file that grows with it, `--log`: JSON or CSV, or the events of TensorBoard in a folder.
 * After every epoch the file is whole, so that a run that is killed leaves what it had. A resumed run begins it with the
 * epochs of its checkpoint: those that came after that are trained again, and would be there twice.
 */

import { type FileHandle, mkdir, open, readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { AkariError, invalidArgument } from "../../error.js";
import {
  epochEvent,
  epochLosses,
  eventFileName,
  firstEvent,
  isEventFile,
  isOwnEventFile,
} from "../../formats/tensorboard/events.js";
import { writeAtomically } from "../../platform/write-file.node.js";
import type { EpochFigures } from "../../training/figures.js";
import { HISTORY_TEXTS, type HistoryEpoch, type HistoryText } from "../../training/history.js";
import type { StartEvent, TrainingEvent } from "../../training/run.js";
import { requireOutputs } from "../output-files.js";

/** Where a run's history goes, and as what. */
export interface LogFile {
  readonly path: string;
  readonly form: keyof typeof HISTORY_TEXTS | "events";
}

/** What else a run reads and writes. */
interface Beside {
  readonly inputs: readonly (string | undefined)[];
  readonly others: readonly string[];
  /** Of a run that goes on from a checkpoint its epochs so far: then the log may be there, with these epochs in it. */
  readonly resumed: readonly EpochFigures[] | undefined;
}

/**
 * Where `--log` writes to, asked before training begins. A folder that is not there is made.
 *
 * @throws AkariError where it cannot be written to, or where the events would be mixed with those of another run
 */
export async function logFileOf(
  log: string | undefined,
  { inputs, others, resumed }: Beside,
): Promise<LogFile | undefined> {
  if (log === undefined) return undefined;
  const [, ending] = /\.(json|csv)$/i.exec(log) ?? [];
  const file: LogFile =
    ending === undefined
      ? { form: "events", path: join(log, await eventFileIn(log, resumed !== undefined)) }
      : { form: ending.toLowerCase() as keyof typeof HISTORY_TEXTS, path: log };
  await requireOutputs([file.path], inputs, { option: "--log", others });
  if (resumed !== undefined) await requireOwnLog(file.path, file.form, resumed);
  return file;
}

/** The steps and losses of a log's rows. */
const READERS: Readonly<Record<LogFile["form"], (bytes: Buffer) => (readonly [number, unknown])[]>> = {
  events: epochLosses,
  json: (bytes) =>
    JSON.parse(String(bytes)).map(({ step, loss }: HistoryEpoch) => [step, loss ?? Number.NaN]),
  csv: (bytes) => {
    const [names, ...rows] = String(bytes)
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const [step, loss] = [names.indexOf("step"), names.indexOf("loss")];
    return rows.map((cells) => [Number(cells[step]), Number(cells[loss])]);
  },
};

/**
 * A resumed run writes its log anew, so one that is there must be its own: the same epochs, as far as both have them. It may
 * have more, if the run went on after its checkpoint.
 *
 * @throws AkariError `invalid-argument` where it is the log of another run, or no log
 */
async function requireOwnLog(
  path: string,
  form: LogFile["form"],
  history: readonly EpochFigures[],
): Promise<void> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  if (bytes.length === 0) return;
  let isOwn: boolean;
  try {
    const rows = READERS[form](bytes).slice(0, history.length);
    isOwn = rows.every(([step, loss], i) => {
      const known = history[i].loss;
      // Events are float32; the others have no text for what is infinite.
      const expected = form === "events" ? Math.fround(known) : Number.isFinite(known) ? known : Number.NaN;
      return step === history[i].step && Object.is(loss, expected);
    });
  } catch {
    isOwn = false;
  }
  if (isOwn) return;
  throw invalidArgument(
    `${path} is not the log of the run that goes on: its epochs are others, and would be replaced. ` +
      `Name another ${form === "events" ? "folder with --log FOLDER" : "file with --log FILE"}.`,
  );
}

/** The name of the event file: of a resumed run the one that is there. TensorBoard takes all files of a folder for one run. */
async function eventFileIn(folder: string, resumes: boolean): Promise<string> {
  const names = (await madeFolder(folder)).filter(isEventFile).sort();
  const [first] = names;
  if (first === undefined) return eventFileName(Date.now() / 1000, hostname(), process.pid);
  if (resumes && names.length === 1 && isOwnEventFile(first)) return first;
  throw invalidArgument(
    `${folder} has the events of another run, in ${first}, and TensorBoard would show both as one: ` +
      "name another folder with --log FOLDER.",
  );
}

/** @returns the names of what is in it */
async function madeFolder(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === "EEXIST" || code === "ENOTDIR"
        ? "there is a file of that name, or of a folder's in its path. A log that is a file has a name that ends in .json or .csv"
        : code === "EACCES" || code === "EPERM"
          ? "you have no permission to write there"
          : message;
    throw new AkariError("invalid-argument", `No folder ${folder} can be made for --log: ${why}.`, { cause });
  }
}

/**
 * Passes the events of a job on, with each epoch in the file before it is told of.
 *
 * @param tell takes a line for the user
 */
export const logged = <Other extends OtherEvent>(
  events: AsyncIterable<TrainingEvent | Other>,
  { path, form }: LogFile,
  tell: (line: string) => void,
): AsyncGenerator<TrainingEvent | Other, void, undefined> =>
  writtenDown(events, path, tell, {
    begin: (start) => HistoryWriter.begin(path, formOf(form, start), start.history ?? []),
    add: async (writer, event) => {
      if (event.type === "epoch") await writer.add(event);
    },
  });

/** What a job has beside its training: see run.ts, which builds on this file. */
export interface OtherEvent {
  readonly type: "trained" | "tested" | "diverged";
}

/** What of a job's events goes into a file. */
interface Writing<Writer> {
  begin(start: StartEvent): Promise<Writer>;
  add(writer: Writer, event: TrainingEvent | OtherEvent): Promise<void>;
}

/**
 * Passes the events of a job on, each after it is in a file.
 *
 * @param tell takes a line for the user: a log that cannot be written is no reason to stop a run
 */
export async function* writtenDown<Other extends OtherEvent, Writer extends { close(): Promise<void> }>(
  events: AsyncIterable<TrainingEvent | Other>,
  path: string,
  tell: (line: string) => void,
  { begin, add }: Writing<Writer>,
): AsyncGenerator<TrainingEvent | Other, void, undefined> {
  let writer: Writer | undefined;
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      const reason =
        error instanceof AkariError
          ? error.message
          : `${path} cannot be written: ${(error as Error).message}.`;
      tell(`akari: ${reason} Training goes on without this log.`);
      await writer?.close();
      writer = undefined;
    }
  };
  try {
    for await (const event of events) {
      await attempt(async () => {
        if (event.type === "start") writer = await begin(event);
        else if (writer !== undefined) await add(writer, event);
      });
      yield event;
    }
  } finally {
    await writer?.close();
  }
}

/** What a file is made of. */
interface Form {
  readonly begin: Uint8Array;
  row(epoch: HistoryEpoch, before: number): Uint8Array;
  readonly end: Uint8Array;
}

function formOf(form: LogFile["form"], start: StartEvent): Form {
  return form === "events" ? eventForm(start) : textForm(HISTORY_TEXTS[form]);
}

function textForm({ begin, row, end }: HistoryText): Form {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return { begin: bytes(begin), row: (epoch, before) => bytes(row(epoch, before)), end: bytes(end) };
}

/** Epochs have the times that they would have if the run had never been stopped. */
function eventForm({ history }: StartEvent): Form {
  const began = Date.now() / 1000 - (history?.at(-1)?.seconds ?? 0);
  return {
    begin: firstEvent(began),
    row: (epoch) => epochEvent(epoch, began + epoch.seconds),
    end: new Uint8Array(0),
  };
}

/** A file that is whole after each row: a row takes the place of the end, and has the end behind it, in one write. */
class HistoryWriter {
  readonly #file: FileHandle;
  readonly #form: Form;
  #rows: number;
  /** Where the end begins. */
  #at: number;

  private constructor(file: FileHandle, form: Form, rows: number, at: number) {
    this.#file = file;
    this.#form = form;
    this.#rows = rows;
    this.#at = at;
  }

  static async begin(path: string, form: Form, history: readonly HistoryEpoch[]): Promise<HistoryWriter> {
    const head = Buffer.concat([form.begin, ...history.map(form.row)]);
    await writeAtomically(path, Buffer.concat([head, form.end]));
    return new HistoryWriter(await open(path, "r+"), form, history.length, head.length);
  }

  async add(epoch: HistoryEpoch): Promise<void> {
    const { end } = this.#form;
    const row = this.#form.row(epoch, this.#rows);
    const bytes = Buffer.concat([row, end]);
    const { bytesWritten } = await this.#file.write(bytes, 0, bytes.length, this.#at);
    if (bytesWritten < bytes.length) {
      // The end had room before, and has it still.
      await this.#file.write(end, 0, end.length, this.#at);
      await this.#file.truncate(this.#at + end.length);
      throw new Error("the disk is full");
    }
    this.#at += row.length;
    this.#rows++;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
