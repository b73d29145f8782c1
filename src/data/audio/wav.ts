/**
 * @file WAV files, mixed to one channel: RIFF, its big-endian twin RIFX, and RF64 and BW64, whose lengths have 64 bits.
 * The structure is checked before anything is allocated, so that a header cannot ask for more than its file holds.
 * Ours rather than a package's: wavefile 11 takes a file that is cut short for a whole one, and finds no samples behind a
 * chunk of odd length that is not padded, as programs write it. The tests read what wavefile writes.
 *
 * Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991); EBU Tech 3306,
 * "RF64" (2009).
 */

import { requireSeconds } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { begins, fileSignature } from "../file-signatures.js";

/** A recording: one channel. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** From −1 to 1, where the recording does not overshoot. */
  readonly samples: Float32Array;
}

/** A file's bytes, and how its numbers are written. */
interface Riff {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly name: string;
  /** Whether numbers have their low bytes first. */
  readonly little: boolean;
}

interface Chunk {
  readonly id: string;
  /** Where its contents begin. */
  readonly start: number;
  /** As it claims. */
  readonly length: number;
}

/** How the kinds of WAV files begin. */
const KINDS = ["RIFF", "RIFX", "RF64", "BW64"];
/** Where the first chunk begins, and where a chunk's contents do, from its own beginning. */
const [FIRST, FRAME] = [12, 8];
/** What programs that do not know a length put in its place is this or more. */
const OPEN_LENGTH = 0x7ffff000;
/** The least share of the channels' energy that is left of it when they are averaged: of 100 unlike ones, 1/100 is. */
const CANCELLED = 1e-4;
/** Fewer samples may cancel out by chance. */
const FEWEST_COMPARED = 256;
/** Stands for a length that is in the chunk `ds64`. */
const IN_DS64 = 0xffffffff;

/** Whether a file begins as WAV files do. */
export const looksLikeWav = (bytes: Uint8Array): boolean =>
  KINDS.some((kind) => begins(bytes, 0, kind)) && begins(bytes, 8, "WAVE");

/**
 * Decodes a WAV file: PCM of 8, 16, 24 or 32 bits, floats of 32 or 64, A-law or µ-law, any rate; channels are averaged.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is none, cut short, damaged, empty, of another codec, longer than an hour or
 * of channels of which nothing is left when they are averaged
 * @example
 * ```ts
 * const { rate, samples } = decodeWav(new Uint8Array(await file.arrayBuffer()), file.name);
 * ```
 */
export function decodeWav(bytes: Uint8Array, name: string): Sound {
  if (!looksLikeWav(bytes)) throw invalid(`${name} is not a WAV file: ${whatItIs(bytes)}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const riff = { bytes, view, name, little: !begins(bytes, 0, "RIFX") };
  const { format, data } = samplesOf(riff);
  const { rate, channels, bytesPerSample, read } = format;
  const frames = Math.floor(data.length / (channels * bytesPerSample));
  if (frames === 0) throw invalid(`${name} holds no samples.`);
  requireSeconds(frames, rate, name);
  const first = data.byteOffset - bytes.byteOffset;
  const samples = averageChannels(
    frames,
    channels,
    (frame, channel) => read(view, first + (frame * channels + channel) * bytesPerSample, riff.little),
    { name, code: "invalid-file" },
  );
  return { rate, samples };
}

/** What a recording is called in messages, and the code of the errors about it. */
export interface Called {
  readonly name: string;
  readonly code: "invalid-file" | "invalid-data";
}

/**
 * Mixes channels to one.
 *
 * @returns `[frames]`
 * @throws AkariError where a sample is not finite, or the channels cancel each other out
 */
export function averageChannels(
  frames: number,
  channels: number,
  sampleAt: (frame: number, channel: number) => number,
  { name, code }: Called,
): Float32Array {
  const samples = new Float32Array(frames);
  let [heard, left] = [0, 0];
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      const sample = sampleAt(frame, channel);
      sum += sample;
      heard += sample * sample;
    }
    samples[frame] = sum / channels;
    left += samples[frame] * samples[frame];
    if (!Number.isFinite(samples[frame])) {
      throw new AkariError(code, `${name} is damaged: its sample ${frame + 1} is ${samples[frame]}.`);
    }
  }
  if (frames >= FEWEST_COMPARED && left < CANCELLED * (heard / channels)) {
    throw new AkariError(
      code,
      `${name} has channels that cancel each other out: averaged, there is nothing left to hear. Save one of them alone, ` +
        "as `ffmpeg -i FILE -af 'pan=mono|c0=c0' out.wav` does.",
    );
  }
  return samples;
}

function samplesOf(riff: Riff): { format: WavFormat; data: Uint8Array } {
  const { bytes, name, little } = riff;
  const chunks = strictChunks(riff) ?? looseChunks(riff);
  const data = chunks.at(-1);
  const said = chunks.findLast(({ id }) => id === "fmt ");
  const format =
    said === undefined
      ? undefined
      : readFormat(bytes.subarray(said.start, said.start + said.length), little, name);
  if (data?.id !== "data") throw noSamples(riff, data);
  if (format === undefined) throw invalid(`${name} is damaged: its samples come before their format.`);
  const length = dataLength(riff, chunks);
  if (length === undefined) return { format, data: bytes.subarray(data.start) };
  if (data.start + length > bytes.length) throw cutShort(riff);
  requireLast(riff, data.start + length + (length % 2));
  return { format, data: bytes.subarray(data.start, data.start + length) };
}

/** @throws AkariError where more samples follow, which a file that is one recording does not have */
function requireLast(riff: Riff, from: number): void {
  for (let at = from; ; ) {
    const chunk = chunkAt(riff, at);
    if (chunk === undefined || !/^[ -~]{4}$/.test(chunk.id)) return;
    if (chunk.id === "data") {
      throw invalid(
        `${riff.name} has more than one chunk of samples. Save each of them as a file of its own.`,
      );
    }
    at = chunk.start + chunk.length + (chunk.length % 2);
  }
}

/**
 * The chunks up to the samples, each where the one before it ends. Chunks begin at even places, but some programs leave
 * out the byte that fills one of odd length: where no chunk begins behind that byte, one that begins in its place is
 * the next.
 *
 * @returns undefined where no way leads to the samples
 */
function strictChunks(riff: Riff): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  const others: { readonly at: number; readonly chunksBefore: number }[] = [];
  const tried = new Set<number>();
  for (let at = FIRST; ; ) {
    const chunk = tried.has(at) ? undefined : chunkAt(riff, at);
    tried.add(at);
    if (chunk === undefined || !isSensible(riff, chunk, chunks)) {
      const other = others.pop();
      if (other === undefined) return undefined;
      at = other.at;
      chunks.length = other.chunksBefore;
      continue;
    }
    chunks.push(chunk);
    if (chunk.id === "data") return chunks;
    const end = chunk.start + chunk.length;
    if (chunk.length % 2 === 1) others.push({ at: end, chunksBefore: chunks.length });
    at = end + (chunk.length % 2);
  }
}

/**
 * Whether a chunk that is read at some place is one: it fits into the file, its name is written in letters, and samples
 * come after their format.
 */
const isSensible = ({ bytes }: Riff, { id, start, length }: Chunk, before: readonly Chunk[]): boolean =>
  id === "data"
    ? before.some((chunk) => chunk.id === "fmt ")
    : /^[ -~]{4}$/.test(id) && start + length <= bytes.length;

/** The chunks as they claim to be, whatever they are called, up to the samples or the file's end. */
function looseChunks(riff: Riff): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = FIRST; ; ) {
    const chunk = chunkAt(riff, at);
    if (chunk === undefined) return chunks;
    chunks.push(chunk);
    const end = chunk.start + chunk.length;
    if (chunk.id === "fmt " && end > riff.bytes.length) throw cutShort(riff);
    if (chunk.id === "data") return chunks;
    at = end + (chunk.length % 2);
  }
}

function chunkAt({ bytes, view, little }: Riff, at: number): Chunk | undefined {
  if (at + FRAME > bytes.length) return undefined;
  const id = String.fromCharCode(...bytes.subarray(at, at + 4));
  return { id, start: at + FRAME, length: view.getUint32(at + 4, little) };
}

/**
 * How many bytes of samples there are; undefined for all up to the file's end, where that was not known when the header
 * was written: by a program that writes to a pipe, or that was ended before it could fix the header.
 */
function dataLength({ view, bytes, little }: Riff, chunks: readonly Chunk[]): number | undefined {
  const { start, length } = chunks[chunks.length - 1];
  const sizes = chunks.find(({ id }) => id === "ds64");
  if (length === IN_DS64 && sizes !== undefined && sizes.length >= 16) {
    const low = view.getUint32(sizes.start + 8, little);
    return low + 2 ** 32 * view.getUint32(sizes.start + 12, little);
  }
  if (length >= OPEN_LENGTH && start + length > bytes.length) return undefined;
  const file = view.getUint32(4, little);
  const isBeforeSamples = file + FRAME <= start || file >= OPEN_LENGTH;
  return length === 0 && isBeforeSamples ? undefined : length;
}

function whatItIs(bytes: Uint8Array): string {
  if (bytes.length < 12) return `it has only ${bytes.length} bytes`;
  const known = fileSignature(bytes);
  if (known === undefined) return "it begins otherwise";
  return `it is ${known.what}${known.holds === "sound" ? "; `ffmpeg -i FILE out.wav` converts it to WAV" : ""}`;
}

const cutShort = ({ name, bytes }: Riff): AkariError =>
  invalid(`${name} is cut short: its ${bytes.length} bytes end before the samples that it claims.`);

/** @param last the last chunk before the way ends */
function noSamples({ name, bytes }: Riff, last: Chunk | undefined): AkariError {
  const left = last === undefined ? 0 : bytes.length - last.start;
  const where =
    last === undefined
      ? ""
      : last.length > left
        ? ` Its chunk ${JSON.stringify(last.id)} claims ${last.length} bytes, and ${left} are left.`
        : ` After its chunk ${JSON.stringify(last.id)} of ${last.length} bytes no other begins.`;
  return invalid(`${name} is damaged or cut short: it holds no samples.${where}`);
}

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);

/** How a recording's samples are stored. */
export interface WavFormat {
  /** Samples a second. */
  readonly rate: number;
  readonly channels: number;
  readonly bytesPerSample: number;
  /** One sample, from −1 to 1. */
  readonly read: SampleReader;
}

/** @param little whether the file's numbers have their low bytes first */
export type SampleReader = (view: DataView, at: number, little: boolean) => number;

const [PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE] = [1, 3, 6, 7, 0xfffe];
/** The last 14 bytes of the GUIDs that stand for those codes in an extensible format. */
const GUID_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
const OTHER_CODECS: Readonly<Record<number, string>> = {
  2: "Microsoft ADPCM",
  17: "IMA ADPCM",
  49: "GSM",
  80: "MPEG",
  85: "MP3",
  353: "Windows Media Audio",
  8192: "AC-3",
};

/** In samples a second. */
export const [LOWEST_RATE, HIGHEST_RATE] = [1000, 192_000];
const MOST_CHANNELS = 64;

/** By the codec and the number of bytes. Eight bits of PCM are stored without a sign. */
const READERS: Readonly<Record<number, Readonly<Record<number, SampleReader>>>> = {
  [PCM]: {
    1: (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
    2: (view, at, little) => view.getInt16(at, little) / 2 ** 15,
    3: (view, at, little) =>
      little
        ? (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 2 ** 23
        : (view.getInt16(at, false) * 256 + view.getUint8(at + 2)) / 2 ** 23,
    4: (view, at, little) => view.getInt32(at, little) / 2 ** 31,
  },
  [FLOAT]: {
    4: (view, at, little) => view.getFloat32(at, little),
    8: (view, at, little) => view.getFloat64(at, little),
  },
  [A_LAW]: { 1: (view, at) => fromALaw(view.getUint8(at)) / 2 ** 15 },
  [MU_LAW]: { 1: (view, at) => fromMuLaw(view.getUint8(at)) / 2 ** 15 },
};

/** Eight bits of a sign, three of a power of two and four of a fraction; every other bit is inverted. */
function fromALaw(code: number): number {
  const bits = code ^ 0x55;
  const power = (bits >> 4) & 7;
  const fraction = ((bits & 15) << 4) + 8;
  const size = power === 0 ? fraction : (fraction + 256) << (power - 1);
  return (bits & 128) === 0 ? -size : size;
}

/** The same, all bits inverted, and 132 added before the power was taken. */
function fromMuLaw(code: number): number {
  const bits = ~code & 255;
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return (bits & 128) === 0 ? size : -size;
}

/**
 * @param chunk the chunk's contents
 * @param little whether the file's numbers have their low bytes first
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` where it is impossible, or of a codec that is not read
 */
function readFormat(chunk: Uint8Array, little: boolean, name: string): WavFormat {
  if (chunk.length < 16) throw invalid(`${name} is damaged: its format has only ${chunk.length} bytes.`);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const [channels, rate, frameBytes, bits] = [
    view.getUint16(2, little),
    view.getUint32(4, little),
    view.getUint16(12, little),
    view.getUint16(14, little),
  ];
  const codec = codecOf(chunk, view, little);
  const readers = READERS[codec];
  if (readers === undefined) {
    const what = OTHER_CODECS[codec] ?? `the unknown codec ${codec}`;
    throw invalid(
      `${name} is coded in ${what}. Save it as PCM with 8, 16, 24 or 32 bits, or as float, as ` +
        "`ffmpeg -i FILE out.wav` does.",
    );
  }
  if (channels < 1 || channels > MOST_CHANNELS || rate < LOWEST_RATE || rate > HIGHEST_RATE) {
    throw invalid(`${name} is damaged: it claims ${channels} channels of ${rate} samples a second.`);
  }
  const bytesPerSample = Math.ceil(bits / 8);
  const read = readers[bytesPerSample];
  if (read === undefined || (codec !== PCM && bits % 8 !== 0)) {
    throw invalid(`${name} has ${CODECS[codec]} samples of ${bits} bits, which do not exist.`);
  }
  if (frameBytes !== channels * bytesPerSample) {
    throw invalid(
      `${name} is damaged: ${channels} samples of ${bits} bits take ${channels * bytesPerSample} bytes, but it ` +
        `claims ${frameBytes}.`,
    );
  }
  return { rate, channels, bytesPerSample, read };
}

const CODECS: Readonly<Record<number, string>> = {
  [PCM]: "PCM",
  [FLOAT]: "floating-point",
  [A_LAW]: "A-law",
  [MU_LAW]: "µ-law",
};

function codecOf(chunk: Uint8Array, view: DataView, little: boolean): number {
  const codec = view.getUint16(0, little);
  if (codec !== EXTENSIBLE || chunk.length < 40) return codec;
  // The GUID's first number is in the file's order, the four after it are zero in either.
  const tail = little ? GUID_TAIL : BIG_GUID_TAIL;
  const code = little ? view.getUint16(24, true) : view.getUint16(26, false);
  return tail.every((byte, i) => chunk[(little ? 26 : 28) + i] === byte) ? code : codec;
}

const BIG_GUID_TAIL = [0, 0, 0, 0x10, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
