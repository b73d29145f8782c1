/**
 * @file A text file as a stream of pieces of text: unpacked where gzip packed it, decoded, without a byte order mark,
 * and with \n where a line ends in any way.
 */

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { AkariError } from "../../error.js";
import { requireOrdinary } from "../../platform/read-file.node.js";
import { requireTextTable } from "../file-signatures.js";
import { EncodingDetector } from "./detect-encoding.js";
import {
  type Encoding,
  encodingTitle,
  markedEncoding,
  requireEncoding,
  StrictDecoder,
  utf16Order,
  WrongEncoding,
} from "./encoding.js";
import { quoted, rowCalled } from "./problem.js";

/** How many bytes are read at a time. */
const CHUNK_BYTES = 2 ** 18;

/** How far reading has come. */
export interface BytesRead {
  /** Of the file as it lies on the disk. */
  readonly bytes: number;
  readonly of: number;
}

/** What a file begins with decides how it is read. */
interface FileKind {
  readonly bytes: number;
  readonly isPacked: boolean;
  readonly start: Uint8Array;
}

/** So much of a text shows whether it is UTF-16. */
const START_BYTES = 2 ** 12;

/**
 * Reads a file by its encoding: the one that it is told to be, that its byte order mark names, or that its bytes show.
 * UTF-8 is what all of it is valid in; what is not is judged by how plausible it is as Windows-1252, Shift_JIS or EUC-JP.
 *
 * @param given its encoding, by any of its names; undefined where that is to be found out
 * @param read reads all of it with the encoding given, and notes what was assumed; it is called again where it was not
 * UTF-8
 * @throws AkariError `invalid-file` where no encoding fits, or several do, or a row is not of the one that was told,
 * `invalid-argument` where the one that was told is none or contradicts the file's mark
 */
export async function withEncoding<T>(
  path: string,
  given: string | undefined,
  read: (encoding: Encoding, notes: readonly string[]) => Promise<T>,
): Promise<T> {
  const wanted = given === undefined ? undefined : requireEncoding(given);
  const start = await startOf(path);
  requireTextTable(start, path);
  const marked = markedEncoding(start);
  if (marked === "utf-32") {
    throw new AkariError("invalid-file", `${path} is UTF-32, which is not read. Save it as UTF-8.`);
  }
  const is16 = marked?.startsWith("utf-16") === true;
  if (wanted !== undefined && marked !== undefined && wanted !== marked && !(wanted === "utf-16" && is16)) {
    throw new AkariError(
      "invalid-argument",
      `${path} begins with the mark of ${encodingTitle(marked)}, so that it is not ${encodingTitle(wanted)}. Leave ` +
        "its encoding open.",
    );
  }
  const order = utf16Order(start);
  if (wanted?.startsWith("utf-16") && marked === undefined && start.length > 0) {
    if (order === undefined || (wanted !== "utf-16" && wanted !== order)) {
      const is = order === undefined ? "" : `, but ${encodingTitle(order)}`;
      throw new AkariError(
        "invalid-file",
        `${path} is not ${encodingTitle(wanted)}${is}. Leave its encoding open, or name another one with --encoding.`,
      );
    }
  }
  const known = marked ?? (wanted === "utf-16" ? (order ?? "utf-16le") : (wanted ?? order));
  try {
    const isAssumed = wanted === undefined && known !== undefined && known !== "utf-8";
    return await read(known ?? "utf-8", isAssumed ? [`Read as ${encodingTitle(known)}.`] : []);
  } catch (error) {
    if (!(error instanceof WrongEncoding)) throw error;
  }
  if (known !== undefined) throw await undecodable(path, known);
  const detector = new EncodingDetector();
  await showAll(path, detector);
  const { encoding, examples } = detector.detected(path);
  const such = examples.length === 0 ? "" : `, such as ${examples.map(quoted).join(", ")}`;
  return read(encoding, [`Read as ${encodingTitle(encoding)}${such}; --encoding says otherwise.`]);
}

/** The first bytes of a file, unpacked. */
async function startOf(path: string): Promise<Uint8Array> {
  const { isPacked, start } = await look(path);
  if (!isPacked) return start;
  for await (const { chunk } of byteChunks(path)) return chunk.subarray(0, START_BYTES);
  return new Uint8Array();
}

async function showAll(path: string, detector: EncodingDetector): Promise<void> {
  for await (const { chunk } of byteChunks(path)) {
    if (chunk.includes(0)) throw noText(path);
    detector.add(chunk);
  }
  detector.end();
}

async function undecodable(path: string, encoding: Encoding): Promise<AkariError> {
  const row = encoding.startsWith("utf-16")
    ? await wrongUtf16Line(path, encoding)
    : await wrongLine(path, encoding);
  return new AkariError(
    "invalid-file",
    `${rowCalled(path, row)} is not ${encodingTitle(encoding)}. Correct it, or name another encoding with --encoding.`,
  );
}

async function wrongLine(path: string, encoding: Encoding): Promise<number> {
  const detector = new EncodingDetector([encoding]);
  await showAll(path, detector);
  return detector.firstWrong(encoding) ?? 1;
}

/** Where half of a pair stands without its other half, or half of a unit. */
async function wrongUtf16Line(path: string, encoding: Encoding): Promise<number> {
  const high = encoding === "utf-16le" ? 1 : 0;
  let [line, held, unit, isOpen] = [1, -1, 0, false];
  let isReturn = false;
  for await (const { chunk } of byteChunks(path)) {
    for (const byte of chunk) {
      if (held < 0) {
        held = byte;
        continue;
      }
      unit = high === 1 ? byte * 256 + held : held * 256 + byte;
      held = -1;
      const isLow = unit >= 0xdc00 && unit <= 0xdfff;
      if (isLow !== isOpen) return line;
      isOpen = unit >= 0xd800 && unit <= 0xdbff;
      if (unit === 13 || (unit === 10 && !isReturn)) line++;
      isReturn = unit === 13;
    }
  }
  return line;
}

/**
 * @param onRead is told how far reading has come
 * @throws AkariError `not-found` or `invalid-file`, WrongEncoding where the file is not of the encoding
 */
export async function* textChunks(
  path: string,
  encoding: Encoding,
  onRead: (read: BytesRead) => void,
): AsyncGenerator<string> {
  const decoder = new StrictDecoder(encoding);
  const lines = new LineEnds();
  for await (const { chunk, read } of byteChunks(path)) {
    const text = lines.next(decoder.decode(chunk));
    onRead(read);
    // UTF-8 has no use for these: another encoding begins kanji by them.
    if (encoding === "utf-8" && (text.includes("\x1b$B") || text.includes("\x1b$@")))
      throw new WrongEncoding();
    if (text !== "") yield requireText(text, path);
  }
  yield lines.next(decoder.decode()) + lines.end();
}

/** The bytes of a file, unpacked. @throws AkariError `not-found` or `invalid-file` */
async function* byteChunks(path: string): AsyncGenerator<{ chunk: Uint8Array; read: BytesRead }> {
  const { bytes: of, isPacked } = await look(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  let bytes = 0;
  file.on("data", (chunk) => {
    bytes += chunk.length;
  });
  const stream = isPacked ? file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : file;
  // A pipe does not hand on what goes wrong before it.
  if (isPacked) file.on("error", (error) => stream.destroy(error));
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) yield { chunk, read: { bytes, of } };
  } catch (error) {
    throw asProblem(error, path);
  } finally {
    file.destroy();
  }
}

/** Turns \r\n and a lone \r into \n, also where they lie on the border of two pieces. */
class LineEnds {
  #isHeld = false;

  next(piece: string): string {
    if (piece === "") return "";
    let text = this.#isHeld ? `\r${piece}` : piece;
    this.#isHeld = text.endsWith("\r");
    if (this.#isHeld) text = text.slice(0, -1);
    return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }

  end(): string {
    return this.#isHeld ? "\n" : "";
  }
}

function requireText(text: string, path: string): string {
  if (!text.includes("\0")) return text;
  throw noText(path);
}

const noText = (path: string): AkariError =>
  new AkariError("invalid-file", `${path} is not a text file: it has a byte 0 in it.`);

async function look(path: string): Promise<FileKind> {
  await requireOrdinary(path);
  try {
    const file = await open(path);
    try {
      const room = new Uint8Array(START_BYTES);
      const { bytesRead } = await file.read(room, 0, START_BYTES, 0);
      const start = room.subarray(0, bytesRead);
      return { bytes: (await file.stat()).size, isPacked: start[0] === 0x1f && start[1] === 0x8b, start };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asProblem(error, path);
  }
}

function asProblem(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  if (error instanceof AkariError || code === undefined) return error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new AkariError("not-found", `There is no file ${path}.`, { cause: error });
  }
  if (code === "EISDIR")
    return new AkariError("invalid-file", `${path} is a folder, not a file.`, { cause: error });
  const reason = code.startsWith("Z_") ? "unpacked: its gzip data are damaged" : `read (${code})`;
  return new AkariError("invalid-file", `${path} cannot be ${reason}.`, { cause: error });
}
