/**
 * @file What a file holds, told by its first bytes rather than by its name, so that those of kinds that are not read
 * can be called by what they are: images, recordings, and tables in other forms than text.
 */

import { AkariError } from "../error.js";

/** What pictures and recordings are called, also those of kinds that are not read. */
export const PICTURE_NAME = /\.(png|jpe?g|jfif|gif|webp|bmp|tiff?|avif|hei[cf]|svg|jp2|jxl|ico|psd)$/i;
export const SOUND_NAME =
  /\.(wave?|rf64|w64|mp[34]|flac|og[ga]|opus|m4[ab]|aac|aif[fc]?|caf|amr|wma|web[am]|mk[av]|mov|3gp|au|wv|ape)$/i;

/** What a file is. */
export interface FileSignature {
  /** After "it is": `an MP3 file`. */
  readonly what: string;
  readonly holds: "picture" | "sound" | "other";
}

type Holds = FileSignature["holds"];

/** How files begin, after so many bytes. Each character is a byte. */
const STARTS: readonly (readonly [at: number, start: string, what: string, holds: Holds])[] = [
  [0, "\x89PNG", "a PNG image", "picture"],
  [0, "\xff\xd8\xff", "a JPEG image", "picture"],
  [0, "GIF8", "a GIF image", "picture"],
  [8, "WEBP", "a WebP image", "picture"],
  [0, "II*\0", "a TIFF image", "picture"],
  [0, "MM\0*", "a TIFF image", "picture"],
  [0, "II+\0", "a TIFF image", "picture"],
  [0, "MM\0+", "a TIFF image", "picture"],
  [0, "\0\0\x01\0", "an icon (ICO)", "picture"],
  [0, "8BPS", "a Photoshop image", "picture"],
  [4, "jP  \r\n\x87\n", "a JPEG 2000 image", "picture"],
  [0, "\xff\x4f\xff\x51", "a JPEG 2000 image", "picture"],
  [4, "JXL \r\n\x87\n", "a JPEG XL image", "picture"],
  [0, "\xff\x0a", "a JPEG XL image", "picture"],
  [0, "%PDF-", "a PDF document", "other"],
  [0, "OggS", "an Ogg file", "sound"],
  [0, "fLaC", "a FLAC file", "sound"],
  [0, "ID3", "an MP3 file", "sound"],
  [8, "AIFF", "an AIFF file", "sound"],
  [8, "AIFC", "an AIFF file", "sound"],
  [0, "caff", "a CAF file", "sound"],
  [0, "#!AMR", "an AMR file", "sound"],
  [0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a WMA or WMV file", "sound"],
  [0, "\x1a\x45\xdf\xa3", "a WebM or Matroska file", "sound"],
  [0, ".snd", "an AU file", "sound"],
  [0, "riff\x2e\x91\xcf\x11", "a Wave64 file", "sound"],
  [0, "wvpk", "a WavPack file", "sound"],
  [0, "MAC ", "a Monkey's Audio file", "sound"],
  [0, "DSD ", "a DSD file", "sound"],
  [0, "MThd", "a MIDI file, which holds notes and no sound", "other"],
  [8, "AVI ", "an AVI file", "sound"],
];

/** The brands of ISO base media files, by how they begin; others hold films or sounds of some kind. */
const BRANDS: readonly (readonly [brand: RegExp, what: string, holds: Holds])[] = [
  [/^avi[fs]/, "an AVIF image", "picture"],
  [/^(hei|hev)/, "a HEIC image", "picture"],
  [/^(mif1|msf1|miaf)/, "an AVIF or HEIC image", "picture"],
  [/^M4[AB]/, "an M4A file", "sound"],
  [/^qt/, "a QuickTime file", "sound"],
  [/^3g/, "a 3GP file", "sound"],
];

/**
 * What a file is, where its first bytes tell it.
 *
 * @param bytes its first ones; 16 are enough for most, 512 for all
 * @returns undefined for what is not known, WAV files among them
 */
export function fileSignature(bytes: Uint8Array): FileSignature | undefined {
  const found = STARTS.find(([at, start]) => begins(bytes, at, start));
  if (found !== undefined) return { what: found[2], holds: found[3] };
  if (begins(bytes, 4, "ftyp")) {
    const brand = String.fromCharCode(...bytes.subarray(8, 12));
    const kind = BRANDS.find(([known]) => known.test(brand));
    return kind === undefined ? { what: "an MP4 file", holds: "sound" } : { what: kind[1], holds: kind[2] };
  }
  if (isBmp(bytes)) return { what: "a BMP image", holds: "picture" };
  if (isAdts(bytes)) return { what: "an AAC file", holds: "sound" };
  if (isMpegFrame(bytes)) return { what: "an MP3 file", holds: "sound" };
  if (isSvg(bytes)) return { what: "an SVG drawing", holds: "picture" };
  return undefined;
}

/** Whether a text, a byte a character, stands at a place. */
export const begins = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

/** Two letters alone begin many a text: the reserved bytes and the header's length must be right, too. */
const isBmp = (bytes: Uint8Array): boolean =>
  begins(bytes, 0, "BM") && begins(bytes, 6, "\0\0\0\0") && bytes[14] >= 12 && bytes[15] === 0;

/** The header of an ADTS frame (ISO/IEC 13818-7): twelve bits of ones, layer 0, a known rate. */
const isAdts = ([first, second, third]: Uint8Array): boolean =>
  first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 15) <= 12;

/** The header of an MPEG audio frame (ISO/IEC 11172-3), none of whose fields has a value that does not exist. */
function isMpegFrame([first, second, third]: Uint8Array): boolean {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const [version, layer, bitrate, rate] = [
    (second >> 3) & 3,
    (second >> 1) & 3,
    third >> 4,
    (third >> 2) & 3,
  ];
  return version !== 1 && layer !== 0 && bitrate !== 15 && bitrate !== 0 && rate !== 3;
}

/** A drawing's element, after a declaration, comments and the like. */
function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 512))
    .replace(/^\ufeff/, "")
    .trimStart();
  return /^<(\?xml|!--|!DOCTYPE\s+svg|svg[\s>])/i.test(start) && /<svg[\s>]|<!DOCTYPE\s+svg/i.test(start);
}

/** How files begin that hold tables in other forms than text. Each character is a byte. */
const TABLE_STARTS: readonly (readonly [start: string, what: string])[] = [
  ["PK\x03\x04", "a zip file, as those of Excel (.xlsx), LibreOffice and Numbers are"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an older Excel (.xls)"],
  ["PAR1", "a Parquet file"],
  ["ARROW1", "a file of Arrow's (Feather)"],
  ["SQLite format 3\0", "a database of SQLite's"],
  ["\x89HDF\r\n", "an HDF5 file"],
  ["\x93NUMPY", "a file of NumPy's"],
  ["$FL2", "a file of SPSS's"],
  ["<!DOCTYPE html", "a page (HTML)"],
  ["<html", "a page (HTML)"],
];
const TABLE_NAMES =
  /\.(xlsx|xlsm|xls|ods|numbers|parquet|feather|arrow|sqlite3?|db|h5|npy|npz|sav|dta|rds|pkl)$/i;

/** What to do with a table that is not text. */
export const SAVE_AS_CSV = "Save the table as CSV in the program that it is of.";

/** @throws AkariError `invalid-file` where a file's first bytes are those of a table that is not text */
export function requireTextTable(start: Uint8Array, path: string): void {
  const found = TABLE_STARTS.find(([text]) => begins(start, 0, text));
  if (found !== undefined) throw new AkariError("invalid-file", `${path} is ${found[1]}. ${SAVE_AS_CSV}`);
}

/** Whether a file's name is that of a table that is not text. */
export const isOtherTable = (path: string): boolean => TABLE_NAMES.test(path);
