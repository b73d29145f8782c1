/**
 * @file JPEG images as pictures of eight bits a channel, by the platform's decoder. Their segments and tables are checked
 * before the decoder sees them, and what would make it turn a picture, or change its colours, is left out: browsers'
 * decoders would.
 */

import { decodeJpeg as decodePixels } from "#platform/pictures";
import { requirePixels } from "../../bounds.js";
import type { Bytes } from "../../bytes.js";
import { AkariError } from "../../error.js";
import { isTurned, orient, readApp1Orientation } from "./exif-orientation.js";
import type { Picture } from "./picture.js";

/**
 * Decodes a JPEG image: grey or colour, baseline or progressive, turned as its EXIF data say.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is damaged, cut short, of a rare kind or larger than 100 million pixels
 */
export async function decodeJpeg(bytes: Uint8Array, name: string): Promise<Picture> {
  const { orientation, told } = readSegments(bytes, name);
  try {
    return orient(await decodePixels(without(bytes, told)), orientation);
  } catch (cause) {
    throw new AkariError("invalid-file", `${name} is a damaged JPEG image: its pixels cannot be decoded.`, {
      cause,
    });
  }
}

/** Bytes with parts left out, in order. */
function without(bytes: Uint8Array, parts: readonly Part[]): Bytes {
  const kept = new Uint8Array(parts.reduce((sum, { start, end }) => sum - (end - start), bytes.length));
  let [from, at] = [0, 0];
  for (const { start, end } of [...parts, { start: bytes.length, end: bytes.length }]) {
    kept.set(bytes.subarray(from, start), at);
    at += start - from;
    from = end;
  }
  return kept;
}

/** Bytes of a file, from one place to before another. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** A size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

interface Component {
  readonly id: number;
  /** Blocks across times blocks down in a unit of an interleaved scan. */
  readonly blocks: number;
  readonly quantization: number;
}

/** Its width and height are those that are stored. */
interface Header extends Size {
  readonly progressive: boolean;
  readonly components: readonly Component[];
}

/** What the segments so far have said. */
interface State {
  /** Of the whole file. */
  readonly bytes: number;
  header: Header | undefined;
  readonly quantizations: Set<number>;
  /** A table's class times 16 plus its number. */
  readonly huffman: Set<number>;
  scans: number;
  /** The first that was told before the pixels; 0 until then. */
  orientation: number;
  /** Segments with EXIF data and colour profiles. */
  readonly told: Part[];
}

/** Blocks of 8×8 pixels, at the least one bit each. */
const MOST_PIXELS_PER_BYTE = 8 * 64;
/** A photograph in layers has about ten; each goes over all pixels again. */
const MOST_SCANS = 100;

const [SOI, EOI, SOS, DQT, DHT, DNL, APP1, APP2] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xdc, 0xe1, 0xe2];
const [BASELINE, EXTENDED, PROGRESSIVE] = [0xc0, 0xc1, 0xc2];

/** Whether a file begins as JPEG files do. */
export function looksLikeJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff;
}

/**
 * The size that a JPEG image will have, turned as its EXIF data say: no pixel is decoded.
 *
 * @throws AkariError `invalid-file` as {@link decodeJpeg} does, save for damaged pixels
 */
export function jpegSize(bytes: Uint8Array, name: string): Size {
  const { header, orientation } = readSegments(bytes, name);
  const { width, height } = header;
  return isTurned(orientation) ? { width: height, height: width } : { width, height };
}

/**
 * Walks through the segments of a JPEG file.
 *
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is no JPEG, is cut short, contradicts itself, claims an absurd size or
 * is of a kind that is not read: arithmetic, lossless or hierarchical coding, 12 bits, four colours
 */
function readSegments(bytes: Uint8Array, name: string): State & { readonly header: Header } {
  if (!looksLikeJpeg(bytes)) throw invalid(`${name} is not a JPEG image: it begins otherwise.`);
  const state: State = {
    bytes: bytes.length,
    header: undefined,
    quantizations: new Set(),
    huffman: new Set(),
    scans: 0,
    orientation: 0,
    told: [],
  };
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 1 >= bytes.length) throw cutShort(bytes, name);
    if (bytes[at] !== 0xff) throw damaged(name, "there is something between its segments");
    const marker = bytes[at + 1];
    if (marker === EOI) break;
    const end = at + 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
    if (!(end <= bytes.length)) throw cutShort(bytes, name);
    if (end < at + 4) throw damaged(name, "one of its segments has no length");
    readSegment(marker, bytes.subarray(at + 4, end), state, name);
    if (marker === APP1 || marker === APP2) state.told.push({ start: at, end });
    at = marker === SOS ? endOfScan(bytes, end) : end;
  }
  const { header, scans } = state;
  if (header === undefined || scans === 0) throw damaged(name, "it holds no pixels");
  const { width, height } = header;
  if (width * height > bytes.length * MOST_PIXELS_PER_BYTE) {
    throw damaged(name, `its ${bytes.length} bytes cannot hold the ${width}×${height} pixels that it claims`);
  }
  return { ...state, header };
}

function readSegment(marker: number, data: Uint8Array, state: State, name: string): void {
  if (marker === DQT) readQuantization(data, state.quantizations, name);
  else if (marker === DHT) readHuffmanTables(data, state.huffman, name);
  else if (marker === SOS) readScan(data, state, name);
  else if (marker === BASELINE || marker === EXTENDED || marker === PROGRESSIVE) {
    if (state.header !== undefined) throw damaged(name, "it has two headers");
    state.header = readHeader(data, state.bytes, marker === PROGRESSIVE, name);
  } else if ((marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8) || marker === DNL) {
    throw invalid(`${name} is a JPEG image of a rare kind that is not read. Save it as an ordinary one.`);
  } else if (marker === APP1) {
    if (state.scans === 0 && state.orientation === 0) state.orientation = readApp1Orientation(data);
  } else if (marker < 0xdd) throw damaged(name, "one of its segments is of no known kind");
}

function readHeader(data: Uint8Array, fileBytes: number, progressive: boolean, name: string): Header {
  const [bits, , , , , count] = data;
  if (data.length < 6 || data.length !== 6 + 3 * count) {
    throw damaged(name, `its header has ${data.length} bytes`);
  }
  const [height, width] = [(data[1] << 8) | data[2], (data[3] << 8) | data[4]];
  if (width === 0 || height === 0) {
    throw invalid(`${name} is a JPEG image without any pixels: its size is ${width}×${height}.`);
  }
  requirePixels(width, height, fileBytes, name);
  if (bits !== 8 || (count !== 1 && count !== 3)) {
    throw invalid(
      `${name} is a JPEG image of ${count} channels of ${bits} bits. Save it as grey or RGB with 8 bits a channel.`,
    );
  }
  const components = Array.from({ length: count }, (_, i) => {
    const [id, sampling, quantization] = data.subarray(6 + 3 * i);
    const [across, down] = [sampling >> 4, sampling & 15];
    if (across < 1 || across > 4 || down < 1 || down > 4 || quantization > 3) {
      throw damaged(name, "its header is impossible");
    }
    return { id, blocks: across * down, quantization };
  });
  if (new Set(components.map(({ id }) => id)).size < count) throw damaged(name, "two channels have one name");
  return { width, height, progressive, components };
}

function readScan(data: Uint8Array, state: State, name: string): void {
  const { header } = state;
  const [count] = data;
  if (header === undefined) throw damaged(name, "its pixels come before its header");
  if (++state.scans > MOST_SCANS) throw damaged(name, `it has more than ${MOST_SCANS} layers`);
  if (data.length !== 4 + 2 * count || count < 1 || count > header.components.length) {
    throw damaged(name, "the beginning of its pixels is impossible");
  }
  const [first, last, steps] = data.subarray(1 + 2 * count);
  const layers = header.progressive ? isLayer(first, last, steps, count) : first === 0 && last === 63;
  if (!layers) throw damaged(name, "the beginning of its pixels is impossible");
  let blocks = 0;
  const seen = new Set<number>();
  for (let i = 0; i < count; i++) {
    const [id, tables] = data.subarray(1 + 2 * i);
    const component = header.components.find((candidate) => candidate.id === id);
    if (component === undefined || seen.has(id)) throw damaged(name, `there is no channel ${id}`);
    seen.add(id);
    blocks += component.blocks;
    const [dc, ac] = [tables >> 4, tables & 15];
    const usesDc = first === 0 && steps >> 4 === 0;
    const usesAc = last > 0;
    if (
      (usesDc && !state.huffman.has(dc)) ||
      (usesAc && !state.huffman.has(16 + ac)) ||
      !state.quantizations.has(component.quantization)
    ) {
      throw damaged(name, "one of its tables is missing");
    }
  }
  if (count > 1 && blocks > 10) throw damaged(name, "its header is impossible");
}

/** Whether a scan of a progressive image may hold these coefficients, in these bits (T.81, G.1.1.1). */
function isLayer(first: number, last: number, steps: number, count: number): boolean {
  const [high, low] = [steps >> 4, steps & 15];
  const bits = low <= 13 && (high === 0 || low === high - 1);
  return bits && (first === 0 ? last === 0 : first <= last && last <= 63 && count === 1);
}

/** Where the coded pixels end: at a marker that is no restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

const cutShort = (bytes: Uint8Array, name: string): AkariError =>
  invalid(`${name} is cut short: its ${bytes.length} bytes end in the middle of the JPEG image.`);

const damaged = (name: string, reason: string): AkariError =>
  invalid(`${name} is a damaged JPEG image: ${reason}.`);

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);

/**
 * @param data of a DQT segment
 * @param known gets the numbers of its tables
 * @throws AkariError `invalid-file`
 */
function readQuantization(data: Uint8Array, known: Set<number>, name: string): void {
  for (let at = 0; at < data.length; ) {
    const [bytes, number] = [(data[at] >> 4) + 1, data[at] & 15];
    at += 1 + 64 * bytes;
    if (bytes > 2 || number > 3 || at > data.length)
      throw damaged(name, "one of its quantisation tables is impossible");
    known.add(number);
  }
}

/** Lengths of codes, from 1 bit. */
const LENGTHS = 16;

/**
 * @param data of a DHT segment
 * @param known gets its tables: a table's class times 16 plus its number
 * @throws AkariError `invalid-file`
 */
function readHuffmanTables(data: Uint8Array, known: Set<number>, name: string): void {
  for (let at = 0; at < data.length; ) {
    const [kind, number] = [data[at] >> 4, data[at] & 15];
    const counts = data.subarray(at + 1, at + 1 + LENGTHS);
    const values = counts.reduce((sum, count) => sum + count, 0);
    const start = at + 1 + LENGTHS;
    at = start + values;
    if (kind > 1 || number > 3 || values > 256 || at > data.length || !areCodes(counts)) {
      throw damaged(name, "one of its Huffman tables is impossible");
    }
    // A DC coefficient's difference has at most 15 bits here.
    if (kind === 0 && data.subarray(start, at).some((value) => value > 15))
      throw damaged(name, "one of its Huffman tables is impossible");
    known.add(16 * kind + number);
  }
}

/** Whether there are so many codes of each length, none the beginning of another, and none of ones only. */
function areCodes(counts: Uint8Array): boolean {
  let code = 0;
  return counts.every((count, i) => {
    code = 2 * code + count;
    return count === 0 || code <= 2 ** (i + 1) - 1;
  });
}
