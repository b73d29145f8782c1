/**
 * @file The bytes of a table as a stream of pieces of text: unpacked where gzip packed them, decoded, without a byte order
 * mark, and with \n where a line ends in any way.
 */

import { unpackStream } from "#platform/unpack";
import { AkariError, invalidArgument } from "../../error.js";
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

/** A table's bytes, from wherever they come; they can be gone through more than once. */
export interface TableSource {
  /** What to call it in messages. */
  readonly name: string;
  /**
   * How many bytes there are, packed or not, and the first {@link START_BYTES}.
   *
   * @throws AkariError `not-found` or `invalid-file`
   */
  look(): Promise<{ readonly bytes: number; readonly start: Uint8Array }>;
  /** All bytes, in pieces. @throws AkariError as {@link look} */
  chunks(): AsyncIterable<Uint8Array>;
}

/** How far reading has come. */
export interface BytesRead {
  /** Of the file as it lies on the disk. */
  readonly bytes: number;
  readonly of: number;
}

/** So much of a text shows whether it is UTF-16. */
export const START_BYTES = 2 ** 12;

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
  source: TableSource,
  given: string | undefined,
  read: (encoding: Encoding, notes: readonly string[]) => Promise<T>,
): Promise<T> {
  const wanted = given === undefined ? undefined : requireEncoding(given);
  const { name } = source;
  const start = await startOf(source);
  requireTextTable(start, name);
  const marked = markedEncoding(start);
  if (marked === "utf-32") {
    throw new AkariError("invalid-file", `${name} is UTF-32, which is not read. Save it as UTF-8.`);
  }
  const is16 = marked?.startsWith("utf-16") === true;
  if (wanted !== undefined && marked !== undefined && wanted !== marked && !(wanted === "utf-16" && is16)) {
    throw invalidArgument(
      `${name} begins with the mark of ${encodingTitle(marked)}, so that it is not ${encodingTitle(wanted)}. Leave ` +
        "its encoding open.",
    );
  }
  const order = utf16Order(start);
  if (wanted?.startsWith("utf-16") && marked === undefined && start.length > 0) {
    if (order === undefined || (wanted !== "utf-16" && wanted !== order)) {
      const is = order === undefined ? "" : `, but ${encodingTitle(order)}`;
      throw new AkariError(
        "invalid-file",
        `${name} is not ${encodingTitle(wanted)}${is}. Leave its encoding open, or name another one with --encoding.`,
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
  if (known !== undefined) throw await undecodable(source, known);
  const detector = new EncodingDetector();
  await showAll(source, detector);
  const { encoding, examples } = detector.detected(name);
  const such = examples.length === 0 ? "" : `, such as ${examples.map(quoted).join(", ")}`;
  return read(encoding, [`Read as ${encodingTitle(encoding)}${such}; --encoding says otherwise.`]);
}

/** The first bytes, unpacked. */
async function startOf(source: TableSource): Promise<Uint8Array> {
  const { start } = await source.look();
  if (!isPacked(start)) return start;
  for await (const { chunk } of byteChunks(source)) return chunk.subarray(0, START_BYTES);
  return new Uint8Array();
}

async function showAll(source: TableSource, detector: EncodingDetector): Promise<void> {
  for await (const { chunk } of byteChunks(source)) {
    if (chunk.includes(0)) throw noText(source.name);
    detector.add(chunk);
  }
  detector.end();
}

async function undecodable(source: TableSource, encoding: Encoding): Promise<AkariError> {
  const row = encoding.startsWith("utf-16")
    ? await wrongUtf16Line(source, encoding)
    : await wrongLine(source, encoding);
  return new AkariError(
    "invalid-file",
    `${rowCalled(source.name, row)} is not ${encodingTitle(encoding)}. Correct it, or name another encoding with --encoding.`,
  );
}

async function wrongLine(source: TableSource, encoding: Encoding): Promise<number> {
  const detector = new EncodingDetector([encoding]);
  await showAll(source, detector);
  return detector.firstWrong(encoding) ?? 1;
}

/** Where half of a pair stands without its other half, or half of a unit. */
async function wrongUtf16Line(source: TableSource, encoding: Encoding): Promise<number> {
  const high = encoding === "utf-16le" ? 1 : 0;
  let [line, held, unit, isOpen] = [1, -1, 0, false];
  let isReturn = false;
  for await (const { chunk } of byteChunks(source)) {
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
  source: TableSource,
  encoding: Encoding,
  onRead: (read: BytesRead) => void,
): AsyncGenerator<string> {
  const decoder = new StrictDecoder(encoding);
  const lines = new LineEnds();
  for await (const { chunk, read } of byteChunks(source)) {
    const text = lines.next(decoder.decode(chunk));
    onRead(read);
    // UTF-8 has no use for these: another encoding begins kanji by them.
    if (encoding === "utf-8" && (text.includes("\x1b$B") || text.includes("\x1b$@")))
      throw new WrongEncoding();
    if (text !== "") yield requireText(text, source.name);
  }
  yield lines.next(decoder.decode()) + lines.end();
}

/** All bytes, unpacked. @throws AkariError `not-found` or `invalid-file` */
async function* byteChunks(source: TableSource): AsyncGenerator<{ chunk: Uint8Array; read: BytesRead }> {
  const { bytes: of, start } = await source.look();
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.chunks()) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  if (!isPacked(start)) {
    for await (const chunk of counted()) yield { chunk, read: { bytes, of } };
    return;
  }
  try {
    for await (const chunk of unpackStream(counted())) yield { chunk, read: { bytes, of } };
  } catch (cause) {
    if (cause instanceof AkariError) throw cause;
    throw new AkariError("invalid-file", `${source.name} cannot be unpacked: its gzip data are damaged.`, {
      cause,
    });
  }
}

/** Whether bytes begin as gzip has it. */
const isPacked = (start: Uint8Array): boolean => start[0] === 0x1f && start[1] === 0x8b;

/** Turns \r\n and a lone \r into \n, also where they lie on the border of two pieces. */
export class LineEnds {
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

/** @throws AkariError `invalid-file` */
export function requireText(text: string, name: string): string {
  if (!text.includes("\0")) return text;
  throw noText(name);
}

const noText = (name: string): AkariError =>
  new AkariError("invalid-file", `${name} is not a text file: it has a byte 0 in it.`);
