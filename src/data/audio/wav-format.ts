/**
 * @file What the `fmt ` chunk of a WAV file says, and how samples of that kind are read.
 *
 * Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991); Microsoft,
 * "Multiple Channel Audio Data and WAVE Files" (2001) for WAVE_FORMAT_EXTENSIBLE; ITU-T Recommendation G.711 (1988).
 */

import { AkariError } from "../../error.js";

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

const [LOWEST_RATE, HIGHEST_RATE] = [1000, 192_000];
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
export function readFormat(chunk: Uint8Array, little: boolean, name: string): WavFormat {
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
    throw invalid(`${name} has ${KINDS[codec]} samples of ${bits} bits, which do not exist.`);
  }
  if (frameBytes !== channels * bytesPerSample) {
    throw invalid(
      `${name} is damaged: ${channels} samples of ${bits} bits take ${channels * bytesPerSample} bytes, but it ` +
        `claims ${frameBytes}.`,
    );
  }
  return { rate, channels, bytesPerSample, read };
}

const KINDS: Readonly<Record<number, string>> = {
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

const invalid = (message: string): AkariError => new AkariError("invalid-file", message);
