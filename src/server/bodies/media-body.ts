/**
 * @file Reads a body that is a picture or a recording, as the model wants it, or several of them, as a page's form and
 * `curl -F` send them (multipart/form-data, RFC 7578): each is read as a body of its own would be.
 */

import { MIMEType } from "node:util";
import type { Bytes } from "../../bytes.js";
import { soundOf } from "../../data/audio/examples.js";
import { pictureSize } from "../../data/image/decode.js";
import { pixelForm } from "../../data/image/examples.js";
import { AkariError } from "../../error.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import type { MediaAllowance } from "../admission.js";
import type { Ending } from "../http-exchange.js";
import { fieldProblem, Problem } from "../problem.js";
import type { BodyInputs, MediaTask } from "./body-tasks.js";
import type { BodyThreads } from "./body-threads.js";
import { type RequestInputs, requireRows } from "./request-inputs.js";

/** Who reads what takes long, and what ends it. */
export interface BodyReader {
  readonly threads: BodyThreads;
  readonly ending: Ending;
}

/**
 * @param isDigit whether it is centred and scaled as MNIST's digits are
 * @param allowance of the request's pictures
 * @throws Problem 413 where it is too large, 422 where it cannot be read, 503 where too many wait
 */
export async function readPictureBody(
  body: Uint8Array,
  preprocessing: Preprocessing,
  isDigit: boolean,
  allowance: MediaAllowance,
  reader: BodyReader,
): Promise<RequestInputs> {
  const [height, width] = reading(() => pictureSize(body, "The body"));
  allowance.picture(height, width);
  const form = isDigit ? "digit" : pixelForm(preprocessing);
  return read({ kind: "picture", body, pixels: height * width, form }, reader);
}

/**
 * @param allowance of the request's recordings
 * @throws Problem 413 where it is too long, 422 where it is no WAV file, or damaged, 503 where too many wait
 */
export async function readSoundBody(
  body: Uint8Array,
  preprocessing: Preprocessing,
  allowance: MediaAllowance,
  reader: BodyReader,
): Promise<RequestInputs> {
  const task: MediaTask = {
    kind: "sound",
    body,
    sound: soundOf(preprocessing),
    mostSeconds: allowance.secondsLeft,
  };
  const { seconds = 0, ...inputs } = await read(task, reader);
  allowance.recording(seconds);
  return inputs;
}

const read = (task: MediaTask, { threads, ending }: BodyReader): Promise<BodyInputs> =>
  threads.read(task, ending).catch((error) => {
    throw unreadable(error);
  });

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(error);
  }
}

const unreadable = (error: unknown): Problem | unknown =>
  error instanceof AkariError ? fieldProblem(422, [], error.message) : error;

/** Types of files by the ends of their names, for whoever sends them as bytes of some kind. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ["json", "application/json"],
  ["csv", "text/csv"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["wav", "audio/wav"],
]);
/** What says nothing of a file; the last is what a part without a type is (RFC 7578, section 4.4). */
const UNTOLD = ["", "application/octet-stream", "text/plain"];

/** Letters of a file's name, which stands in the answer once for each of its rows. */
const LONGEST_NAME = 255;

/**
 * @param contentType the request's, with the boundary
 * @param read reads one file, by its type and the parameters of that
 * @param most the most rows of all together
 * @throws Problem 400 where the body is no form, 422 naming the file that cannot be read, 413 for too many rows
 */
export async function readUpload(
  body: Uint8Array,
  contentType: string,
  read: (type: string, file: Uint8Array, parameters: readonly string[]) => Promise<RequestInputs>,
  most: number,
): Promise<RequestInputs> {
  requireRows(partsOf(body, contentType, most), most, "#");
  const files = await filesOf(body, contentType);
  const all: RequestInputs[] = [];
  let rows = 0;
  for (const file of files) {
    const [type, ...parameters] = typeOf(file);
    const inputs = await read(type, new Uint8Array(await file.arrayBuffer()), parameters).catch((error) => {
      throw error instanceof Problem ? ofFile(error, file.name) : error;
    });
    rows += inputs.names.length;
    requireRows(rows, most, "#");
    all.push(inputs);
  }
  return joined(all, files);
}

/** The parts that a body has, counted before any is read, for each takes memory; more than `most` are not counted. */
function partsOf(body: Uint8Array, contentType: string, most: number): number {
  const boundary = boundaryOf(contentType);
  if (!boundary) return 0;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const start = Buffer.from(`--${boundary}\r\n`);
  let count = 0;
  for (let at = bytes.indexOf(start); at >= 0 && count <= most; at = bytes.indexOf(start, at + start.length))
    count++;
  return count;
}

function boundaryOf(contentType: string): string | null {
  try {
    return new MIMEType(contentType).params.get("boundary");
  } catch {
    // Whoever reads the form says so.
    return null;
  }
}

async function filesOf(body: Uint8Array, contentType: string): Promise<File[]> {
  const whole = new Response(body as Bytes, { headers: { "Content-Type": contentType } });
  const form = await whole.formData().catch((cause) => {
    const detail = "The body is not multipart/form-data with the boundary that its Content-Type names.";
    throw new Problem(400, detail, { errors: [{ detail, pointer: "#" }], cause });
  });
  const files: File[] = [];
  form.forEach((value, name) => {
    if (typeof value === "string") {
      const detail = `The form's field ${name} is no file. Send files alone, such as with curl -F file=@9.png.`;
      throw new Problem(422, detail, { errors: [{ detail, file: name }] });
    }
    if (value.name.length > LONGEST_NAME) {
      const detail = `A file's name has ${value.name.length} letters, more than ${LONGEST_NAME}. Send it with a shorter one.`;
      throw new Problem(422, detail, { errors: [{ detail, file: value.name }] });
    }
    files.push(value);
  });
  if (files.length > 0) return files;
  const detail = "The form has no files: there is nothing to predict.";
  throw new Problem(422, detail, { errors: [{ detail, pointer: "#" }] });
}

function typeOf({ name, type }: File): string[] {
  const [given, ...parameters] = type.toLowerCase().split(";");
  const [, end] = /\.([a-z]+)$/i.exec(name) ?? [];
  const known = UNTOLD.includes(given) ? BY_NAME.get(end?.toLowerCase()) : undefined;
  return [known ?? given, ...parameters];
}

const ofFile = ({ status, message, errors, headers, cause }: Problem, file: string): Problem =>
  new Problem(status, `${file}: ${message}`, {
    errors: errors.map((error) => ({ ...error, file })),
    headers,
    cause,
  });

/** Inputs of a file that holds several are called by file and place. */
function joined(all: readonly RequestInputs[], files: readonly File[]): RequestInputs {
  const inputs = new Float32Array(all.reduce((sum, { inputs: part }) => sum + part.length, 0));
  let at = 0;
  for (const { inputs: part } of all) {
    inputs.set(part, at);
    at += part.length;
  }
  const names = all.flatMap((part, i) =>
    part.names.map((name) => (part.names.length === 1 ? files[i].name : `${files[i].name}: ${name}`)),
  );
  const truths = all.flatMap(({ names: own, truths: known }) => known ?? own.map(() => ({})));
  return { inputs, names, truths };
}
