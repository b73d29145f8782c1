/**
 * @file A text file as a stream of pieces of text: unpacked where gzip packed it, decoded, without a byte order mark,
 * and with \n where a line ends in any way.
 */

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { AkariError } from "../../error.js";
import { requireOrdinary } from "../read-file.node.js";

export type Encoding = "utf-8" | "shift_jis" | "utf-16le";

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
}

/** Thrown where bytes are not of the encoding that was tried. */
class WrongEncoding extends Error {}

/**
 * Reads a file by an encoding that fits it: UTF-8, or Shift_JIS where it is not UTF-8; UTF-16 where a byte order mark
 * says so.
 *
 * @param read reads all of it with the encoding given; it is called again where that was the wrong one
 * @throws AkariError `invalid-file` where none fits
 */
export async function withEncoding<T>(path: string, read: (encoding: Encoding) => Promise<T>): Promise<T> {
  for (const encoding of ["utf-8", "shift_jis"] as const) {
    try {
      return await read(encoding);
    } catch (error) {
      if (!(error instanceof WrongEncoding)) throw error;
    }
  }
  throw new AkariError("invalid-file", `${path} is neither UTF-8 nor Shift_JIS. Save it as UTF-8.`);
}

/**
 * @param onRead is told how far reading has come
 * @throws AkariError `not-found` or `invalid-file`
 */
export async function* textChunks(
  path: string,
  encoding: Encoding,
  onRead: (read: BytesRead) => void,
): AsyncGenerator<string> {
  const { bytes: of, isPacked } = await look(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  let bytes = 0;
  file.on("data", (chunk) => {
    bytes += chunk.length;
  });
  const stream = isPacked ? file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : file;
  // A pipe does not hand on what goes wrong before it.
  if (isPacked) file.on("error", (error) => stream.destroy(error));
  let decoder: TextDecoder | undefined;
  const lines = new LineEnds();
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      decoder ??= new TextDecoder(startsUtf16(chunk) ? "utf-16le" : encoding, { fatal: true });
      const text = lines.next(decode(decoder, chunk));
      onRead({ bytes, of });
      if (text !== "") yield requireText(text, path);
    }
    if (decoder !== undefined) yield lines.next(decode(decoder)) + lines.end();
  } catch (error) {
    throw asProblem(error, path);
  } finally {
    file.destroy();
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new WrongEncoding();
  }
}

const startsUtf16 = ([first, second]: Uint8Array): boolean => first === 0xff && second === 0xfe;

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
  throw new AkariError("invalid-file", `${path} is not a text file: it has a byte 0 in it.`);
}

async function look(path: string): Promise<FileKind> {
  await requireOrdinary(path);
  try {
    const file = await open(path);
    try {
      const magic = new Uint8Array(2);
      await file.read(magic, 0, 2, 0);
      return { bytes: (await file.stat()).size, isPacked: magic[0] === 0x1f && magic[1] === 0x8b };
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
