/**
 * @file The safetensors format: named tensors and a text-to-text dictionary in one file that holds nothing else.
 *
 * ```
 * 8 bytes   N, the header's length, unsigned, little-endian
 * N bytes   JSON: {"__metadata__": {text: text}, name: {"dtype", "shape", "data_offsets": [begin, end]}, …} and spaces
 * the rest  the tensors' numbers, little-endian, row by row; offsets count from here
 * ```
 *
 * Source: the section "Format" of Hugging Face's README, https://github.com/huggingface/safetensors. The tensors
 * must cover the data without a hole or an overlap, so that a file cannot hide anything. Akari's own files have a hash of
 * it all among the metadata: ../bytes/hashes.ts.
 */

import type { Bytes } from "../../bytes.js";
import { AkariError, invalidArgument } from "../../error.js";
import {
  CONTENT_KEY,
  type ContentPart,
  contentDiffers,
  hashContent,
  metadataParts,
} from "../bytes/hashes.js";
import {
  elementCount,
  FLOAT_READERS,
  type Floats,
  type WrittenNumbers,
  writeNumbers,
} from "../bytes/numbers.js";
import { describe, isObject, parseJsonObject, quote, shapeText } from "../description/json.js";

/** Numbers with a shape. */
export interface Tensor {
  /** The length of each dimension, slowest first: `[rows, columns]`. `[]` is a single number. */
  readonly shape: readonly number[];
  /** Row by row. A Float32Array is stored as F32, a Float64Array as F64. */
  readonly data: Floats;
}

/** A tensor that is written. A Uint8Array is stored as U8, an Int32Array as I32. */
export interface WrittenTensor extends Omit<Tensor, "data"> {
  readonly data: WrittenNumbers;
}

/** What a safetensors file holds. */
export interface SafetensorsFile {
  /** The tensors of floating-point numbers, in the order of their data. F16 and BF16 are widened to float32. */
  readonly tensors: Map<string, Tensor>;
  /** The stored type of every tensor that is not one of floating-point numbers, and was therefore not read. */
  readonly unread: Map<string, string>;
  /** But for the hash that Akari writes: it is of this file alone. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Whether the file carries that hash, and has it: then it is as Akari wrote it. */
  readonly verified: boolean;
  /** Of the whole file. */
  readonly bytes: number;
}

/** The limit that the reference implementation sets, so that a small file cannot ask for much work. */
const LONGEST_HEADER = 100_000_000;
const LENGTH_BYTES = 8;
const METADATA_KEY = "__metadata__";

/** The types that the format knows (safetensors 0.8), by the bits of one number. */
const DTYPES = {
  64: ["F64", "I64", "U64", "C64"],
  32: ["F32", "I32", "U32"],
  16: ["F16", "BF16", "I16", "U16"],
  8: ["I8", "U8", "BOOL", "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"],
  6: ["F6_E2M3", "F6_E3M2"],
  4: ["F4"],
};
const BITS: ReadonlyMap<unknown, number> = new Map(
  Object.entries(DTYPES).flatMap(([bits, dtypes]) => dtypes.map((dtype) => [dtype, Number(bits)] as const)),
);

/** The types that {@link decodeSafetensors} turns into numbers. */
export const READABLE_DTYPES = Object.keys(FLOAT_READERS) as readonly (keyof typeof FLOAT_READERS)[];

/**
 * Writes a safetensors file. The data begin at a multiple of 8 bytes and F64 tensors come before F32, so that every
 * number is aligned; otherwise tensors keep their order. The same arguments give the same bytes.
 *
 * @throws AkariError `invalid-argument` for a shape that does not fit its data, a name that the format keeps for
 * itself or that is not valid Unicode, or a header that no reader would accept
 * @example
 * ```ts
 * const bytes = encodeSafetensors(
 *   new Map([["0.weight", { dtype: "F32", shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }]]),
 * );
 * ```
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, WrittenTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Bytes {
  return assemble(layOut(tensors), metadata);
}

/**
 * As {@link encodeSafetensors}, with a hash by which every reader of Akari's tells whether the file is still as it was
 * written.
 *
 * @throws AkariError as {@link encodeSafetensors} does
 */
export function encodeHashed(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Bytes {
  const laidOut = layOut(tensors);
  const hash = hashContent([...metadataParts(Object.entries(metadata)), ...tensorParts(laidOut)]);
  return assemble(laidOut, { ...metadata, [CONTENT_KEY]: hash });
}

/** Tensors as a file has them: where each begins and ends in the data, and these. */
interface LaidOut<Data extends Uint8Array = Uint8Array> {
  readonly entries: readonly Entry[];
  readonly data: Data;
}

function layOut(tensors: ReadonlyMap<string, WrittenTensor>): LaidOut<Bytes> {
  const ordered = [...tensors].sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  let length = 0;
  const entries = ordered.map(([key, { shape, data }]): Entry => {
    requireUnicode(key);
    if (key === METADATA_KEY) throw invalidArgument(`A tensor cannot be called ${METADATA_KEY}.`);
    if (!shape.every(isCount) || elementCount(shape) !== data.length) {
      throw invalidArgument(
        `The tensor ${quote(key)} has ${data.length} numbers, which do not fill the shape ${shapeText(shape)}.`,
      );
    }
    const begin = length;
    length += data.byteLength;
    return { key, dtype: dtypeOf(data), shape, begin, end: length };
  });
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const [, { data }] of ordered) offset = writeNumbers(bytes, offset, data);
  return { entries, data: bytes };
}

function dtypeOf(data: WrittenNumbers): string {
  if (data instanceof Uint8Array) return "U8";
  if (data instanceof Int32Array) return "I32";
  return data instanceof Float64Array ? "F64" : "F32";
}

function assemble({ entries, data }: LaidOut, metadata: Readonly<Record<string, string>>): Bytes {
  const texts = Object.entries(metadata);
  for (const text of texts.flat()) requireUnicode(text);
  const fields = entries.map(
    ({ key, dtype, shape, begin, end }) =>
      `${JSON.stringify(key)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`,
  );
  if (texts.length > 0) {
    fields.unshift(
      `"${METADATA_KEY}":{${texts.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`)}}`,
    );
  }
  const json = new TextEncoder().encode(`{${fields.join(",")}}`);
  const headerLength = Math.ceil(json.length / 8) * 8;
  if (headerLength > LONGEST_HEADER) {
    throw invalidArgument(
      `The names and metadata fill ${headerLength} bytes; ${LONGEST_HEADER} are allowed.`,
    );
  }
  const start = LENGTH_BYTES + headerLength;
  const bytes = new Uint8Array(start + data.length);
  new DataView(bytes.buffer).setUint32(0, headerLength, true);
  bytes.set(json, LENGTH_BYTES);
  bytes.fill(0x20, LENGTH_BYTES + json.length, start);
  bytes.set(data, start);
  return bytes;
}

/** What the hash is of, of the tensors. */
const tensorParts = ({ entries, data }: LaidOut): ContentPart[] =>
  entries.map(({ key, dtype, shape, begin, end }) => [
    `tensor ${dtype} ${JSON.stringify(shape)} ${key}`,
    data.subarray(begin, end),
  ]);

/**
 * Reads a safetensors file, trusting nothing in it.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` for every way in which it breaks the format, and where it carries Akari's hash and
 * does not have it
 * @example
 * ```ts
 * const { tensors, metadata } = decodeSafetensors(bytes, "weights.safetensors");
 * const { shape, data } = tensors.get("0.weight") ?? {};
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array, name: string): SafetensorsFile {
  const header = readHeader(bytes, name);
  const data = bytes.subarray(header.end);
  const { [CONTENT_KEY]: hash, ...metadata } = readMetadata(header.json[METADATA_KEY], name);
  const entries = Object.entries(header.json)
    .filter(([key]) => key !== METADATA_KEY)
    .map(([key, value]) => readEntry(key, value, name))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  requireCover(entries, data.length, name);
  if (hash !== undefined) {
    const parts = tensorParts({ entries, data });
    if (hash !== hashContent([...metadataParts(Object.entries(metadata)), ...parts])) {
      throw contentDiffers(
        name,
        "tensors",
        `take ${quote(CONTENT_KEY)} out of its metadata, and it is read as one that carries no hash`,
      );
    }
  }

  const tensors = new Map<string, Tensor>();
  const unread = new Map<string, string>();
  for (const { key, dtype, shape, begin, end } of entries) {
    const readable = READABLE_DTYPES.find((known) => known === dtype);
    if (readable === undefined) unread.set(key, dtype);
    else tensors.set(key, { shape, data: FLOAT_READERS[readable](data.subarray(begin, end)) });
  }
  return { tensors, unread, metadata, verified: hash !== undefined, bytes: bytes.length };
}

function readHeader(bytes: Uint8Array, name: string) {
  if (bytes.length < LENGTH_BYTES) {
    throw damaged(
      name,
      `it ends after ${bytes.length} bytes, before the 8 that give its header's length are over`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (length > LONGEST_HEADER) {
    throw damaged(
      name,
      `its header is said to have ${length} bytes, but at most ${LONGEST_HEADER} are allowed`,
    );
  }
  const end = LENGTH_BYTES + length;
  if (end > bytes.length) {
    throw damaged(
      name,
      `its header of ${length} bytes is cut short: the file has only ${bytes.length} bytes`,
    );
  }
  if (length === 0 || bytes[LENGTH_BYTES] !== 0x7b) throw damaged(name, "its header does not begin with {");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, end));
  } catch (cause) {
    throw damaged(name, "its header is not UTF-8 text", cause);
  }
  return { json: parseJsonObject(text, `${name} is not a sound safetensors file: its header`), end };
}

function readMetadata(value: unknown, name: string): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (!isObject(value)) throw damaged(name, `its ${METADATA_KEY} is ${describe(value)} instead of an object`);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") {
      throw damaged(name, `its ${METADATA_KEY} has ${describe(text)} instead of text under ${quote(key)}`);
    }
  }
  return value as Readonly<Record<string, string>>;
}

interface Entry {
  readonly key: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes of the data, from `begin` to before `end`. */
  readonly begin: number;
  readonly end: number;
}

function readEntry(key: string, value: unknown, name: string): Entry {
  const wrong = (what: string) => damaged(name, `the tensor ${quote(key)} ${what}`);
  if (LONE_SURROGATE.test(key)) throw wrong("has a name that is not valid Unicode");
  if (!isObject(value)) throw wrong(`is ${describe(value)} instead of an object`);
  const { dtype, shape, data_offsets: offsets } = value;
  const bits = BITS.get(dtype);
  if (typeof dtype !== "string" || bits === undefined) {
    throw wrong(`has the dtype ${describe(dtype)}; the format knows ${[...BITS.keys()].join(", ")}`);
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw wrong("has a shape that is not a list of whole numbers of 0 or more");
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw wrong("has data_offsets that are not two whole numbers of 0 or more");
  }
  const [begin, end] = offsets;
  if (begin > end) throw wrong(`ends at byte ${end}, before it begins at byte ${begin}`);
  const size = bitCount(shape, bits) / 8;
  if (Number.isNaN(size)) throw wrong("has a shape too large to count");
  if (end - begin !== size) {
    throw wrong(`has ${end - begin} bytes, but ${dtype} numbers of shape ${shapeText(shape)} take ${size}`);
  }
  return { key, dtype, shape, begin, end };
}

/** NaN where the count, or a product on the way to it, is beyond 2⁵³ and would be rounded. */
function bitCount(shape: readonly number[], bits: number): number {
  let count = bits;
  for (const length of shape) {
    count *= length;
    if (!Number.isSafeInteger(count)) return Number.NaN;
  }
  return count;
}

/** Tensors must follow each other from the first byte of the data to the last. */
function requireCover(entries: readonly Entry[], length: number, name: string): void {
  let covered = 0;
  for (const { key, begin, end } of entries) {
    if (end > length) {
      throw damaged(
        name,
        `the tensor ${quote(key)} should end at byte ${end} of the data, which have only ${length}`,
      );
    }
    if (begin < covered) throw damaged(name, `the tensor ${quote(key)} overlaps the one before it`);
    if (begin > covered) {
      throw damaged(name, `${begin - covered} bytes before the tensor ${quote(key)} belong to no tensor`);
    }
    covered = end;
  }
  if (covered < length) throw damaged(name, `its last ${length - covered} bytes belong to no tensor`);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Half of a UTF-16 pair: JSON could carry it as an escape, but the reference implementation refuses it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function requireUnicode(text: string): void {
  if (LONE_SURROGATE.test(text))
    throw invalidArgument(`${quote(text)} is not valid Unicode and cannot be stored.`);
}

const damaged = (name: string, what: string, cause?: unknown): AkariError =>
  new AkariError("invalid-file", `${name} is not a sound safetensors file: ${what}.`, { cause });
