/**
 * @file WAV files of PCM and floating-point samples, mixed to one channel. The structure is checked before anything
 * is allocated, so that a header cannot ask for more than its file holds.
 *
 * Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991); Microsoft,
 * "Multiple Channel Audio Data and WAVE Files" (2001) for WAVE_FORMAT_EXTENSIBLE.
 */

import { AkariError } from "../../error.js";

/** A recording: one channel. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  /** From −1 to 1, where the recording does not overshoot. */
  readonly samples: Float32Array;
}

/** What the `fmt ` chunk says. */
interface WavFormat {
  readonly rate: number;
  readonly channels: number;
  readonly bytesPerSample: number;
  readonly float: boolean;
}

const [PCM, FLOAT, EXTENSIBLE] = [1, 3, 0xfffe];
/** The last 14 bytes of the GUIDs that stand for those codes in an extensible format. */
const GUID_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
const OTHER_CODECS: Readonly<Record<number, string>> = {
  2: "Microsoft ADPCM",
  6: "A-law",
  7: "µ-law",
  17: "IMA ADPCM",
  49: "GSM",
  80: "MPEG",
  85: "MP3",
};

const [LOWEST_RATE, HIGHEST_RATE] = [1000, 192_000];
const MOST_CHANNELS = 64;

/** What programs that do not know a length put in its place is this or more. */
const OPEN_LENGTH = 0x7ffff000;

/** Whether a file begins as WAV files do. */
export const looksLikeWav = (bytes: Uint8Array): boolean =>
  isText(bytes, 0, "RIFF") && isText(bytes, 8, "WAVE");

/**
 * Decodes a WAV file: PCM of 8, 16, 24 or 32 bits, or floats of 32 or 64, any rate; channels are averaged.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is none, cut short, damaged, empty or of another codec
 */
export function decodeWav(bytes: Uint8Array, name: string): Sound {
  const { format, data } = readChunks(bytes, name);
  const { rate, channels, bytesPerSample, float } = format;
  const frames = Math.floor(data.length / (channels * bytesPerSample));
  if (frames === 0) throw invalid(`${name} holds no samples.`);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const read = READERS[float ? "float" : "pcm"][bytesPerSample];
  const samples = new Float32Array(frames);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += bytesPerSample) sum += read(view, at);
    samples[frame] = sum / channels;
    if (!Number.isFinite(samples[frame])) {
      throw invalid(`${name} is damaged: its sample ${frame + 1} is ${samples[frame]}.`);
    }
  }
  return { rate, samples };
}

type Reader = (view: DataView, at: number) => number;

/** By the number of bytes. Eight bits are stored without a sign. */
const READERS: Readonly<Record<"pcm" | "float", Readonly<Record<number, Reader>>>> = {
  pcm: {
    1: (view, at) => (view.getUint8(at) - 128) / 2 ** 7,
    2: (view, at) => view.getInt16(at, true) / 2 ** 15,
    3: (view, at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 2 ** 23,
    4: (view, at) => view.getInt32(at, true) / 2 ** 31,
  },
  float: {
    4: (view, at) => view.getFloat32(at, true),
    8: (view, at) => view.getFloat64(at, true),
  },
};

function readChunks(bytes: Uint8Array, name: string): { format: WavFormat; data: Uint8Array } {
  if (!looksLikeWav(bytes)) throw invalid(`${name} is not a WAV file: ${whatItIs(bytes)}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let format: WavFormat | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    const chunk = bytes.subarray(start, start + length);
    if (isText(bytes, at, "fmt ")) {
      if (chunk.length < length) throw cutShort(bytes, name);
      format = readFormat(chunk, name);
    }
    if (isText(bytes, at, "data")) {
      if (format === undefined) throw invalid(`${name} is damaged: its samples come before their format.`);
      const open = isOpen(length, view.getUint32(4, true));
      if (chunk.length < length && !open) throw cutShort(bytes, name);
      return { format, data: open ? bytes.subarray(start) : chunk };
    }
    // Chunks begin at even places.
    at = start + length + (length % 2);
  }
  throw invalid(`${name} is damaged or cut short: it holds no samples.`);
}

/** Whether the length of the samples was not known when it was written, as by programs that write to a pipe. */
const isOpen = (data: number, file: number): boolean => data >= OPEN_LENGTH || (data === 0 && file === 0);

function readFormat(chunk: Uint8Array, name: string): WavFormat {
  if (chunk.length < 16) throw invalid(`${name} is damaged: its format has only ${chunk.length} bytes.`);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const [channels, rate, frameBytes, bits] = [
    view.getUint16(2, true),
    view.getUint32(4, true),
    view.getUint16(12, true),
    view.getUint16(14, true),
  ];
  const codec = codecOf(chunk, view);
  if (codec !== PCM && codec !== FLOAT) {
    const what = OTHER_CODECS[codec] ?? `the unknown codec ${codec}`;
    throw invalid(`${name} is coded in ${what}. Save it as PCM with 8, 16, 24 or 32 bits, or as float.`);
  }
  if (channels < 1 || channels > MOST_CHANNELS || rate < LOWEST_RATE || rate > HIGHEST_RATE) {
    throw invalid(`${name} is damaged: it claims ${channels} channels of ${rate} samples a second.`);
  }
  const bytesPerSample = Math.ceil(bits / 8);
  const float = codec === FLOAT;
  if (READERS[float ? "float" : "pcm"][bytesPerSample] === undefined || (float && bits % 8 !== 0)) {
    throw invalid(
      `${name} has ${float ? "floating-point" : "PCM"} samples of ${bits} bits, which do not exist.`,
    );
  }
  if (frameBytes !== channels * bytesPerSample) {
    throw invalid(
      `${name} is damaged: ${channels} samples of ${bits} bits take ${channels * bytesPerSample} bytes, but it ` +
        `claims ${frameBytes}.`,
    );
  }
  return { rate, channels, bytesPerSample, float };
}

function codecOf(chunk: Uint8Array, view: DataView): number {
  const codec = view.getUint16(0, true);
  if (codec !== EXTENSIBLE || chunk.length < 40) return codec;
  return GUID_TAIL.every((byte, i) => chunk[26 + i] === byte) ? view.getUint16(24, true) : codec;
}

function whatItIs(bytes: Uint8Array): string {
  if (bytes.length < 12) return `it has only ${bytes.length} bytes`;
  if (isText(bytes, 0, "RF64") || isText(bytes, 0, "RIFX")) {
    return "it is of a rare kind (RF64 or RIFX); save it as an ordinary one";
  }
  const known = [
    ["OggS", "Ogg"],
    ["fLaC", "FLAC"],
    ["ID3", "MP3"],
    ["FORM", "AIFF"],
  ].find(([start]) => isText(bytes, 0, start));
  return known === undefined ? "it begins otherwise" : `it is ${known[1]}; convert it to WAV`;
}

const isText = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

const cutShort = (bytes: Uint8Array, name: string): AkariError =>
  invalid(`${name} is cut short: its ${bytes.length} bytes end before the samples that it claims.`);

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
