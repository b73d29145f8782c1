/**
 * @file Encodings of text: their names, the marks that files begin with, and strict decoding.
 */

import { invalidArgument } from "../../error.js";

/** As `TextDecoder` calls it; `utf-16` where the text is to show which of the two it is. */
export type Encoding = string;

/** What programs call encodings that the Encoding Standard does not know by that name. */
const OTHER_NAMES: Readonly<Record<string, Encoding>> = {
  ansi: "windows-1252",
  cp932: "shift_jis",
  eucjp: "euc-jp",
  jis: "iso-2022-jp",
  "ucs-2": "utf-16",
  unicode: "utf-16",
  "utf-16": "utf-16",
  utf16: "utf-16",
  "utf-8-sig": "utf-8",
};

/**
 * @param name as people write it: `Windows-1252`, `latin1`, `sjis`, `CP932`
 * @returns nothing where there is no such encoding
 */
export function encodingCalled(name: string): Encoding | undefined {
  const lower = name.trim().toLowerCase();
  const dashed = lower.replaceAll("_", "-");
  const other = OTHER_NAMES[lower] ?? OTHER_NAMES[dashed];
  for (const label of other === undefined ? [lower, dashed] : [other]) {
    try {
      const { encoding } = new TextDecoder(label);
      return label === "utf-16" ? label : encoding;
    } catch {}
  }
  return undefined;
}

/** What to say to those who named another one. */
export const ENCODINGS =
  "utf-8, utf-16, windows-1252, shift_jis, euc-jp, or another one of the Encoding Standard's, such as windows-1250, " +
  "windows-1251, gbk, big5 or euc-kr";

/** @throws AkariError `invalid-argument` where there is no such encoding */
export function requireEncoding(name: string): Encoding {
  const encoding = encodingCalled(name);
  if (encoding !== undefined) return encoding;
  throw invalidArgument(`There is no encoding "${name}". It can be ${ENCODINGS}.`);
}

const TITLES: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16": "UTF-16",
  "utf-16le": "UTF-16 (little-endian)",
  "utf-16be": "UTF-16 (big-endian)",
  shift_jis: "Shift_JIS",
};

/** What to call it in sentences. */
export const encodingTitle = (encoding: Encoding): string =>
  TITLES[encoding] ??
  (/^[wm]/.test(encoding) ? encoding[0].toUpperCase() + encoding.slice(1) : encoding.toUpperCase());

/** The byte order marks, the longer ones first. */
const MARKS: readonly (readonly [encoding: Encoding, ...mark: number[]])[] = [
  ["utf-32", 0xff, 0xfe, 0, 0],
  ["utf-32", 0, 0, 0xfe, 0xff],
  ["utf-8", 0xef, 0xbb, 0xbf],
  ["utf-16le", 0xff, 0xfe],
  ["utf-16be", 0xfe, 0xff],
];

/** The encoding that a text's first bytes name. */
export const markedEncoding = (start: Uint8Array): Encoding | undefined =>
  MARKS.find(([, ...mark]) => mark.every((byte, i) => start[i] === byte))?.[0];

/**
 * Which UTF-16 a text without a mark is: separators and line ends of the one are signs in the other that no table has.
 * Nothing where it has neither; other encodings have no bytes 0.
 */
export function utf16Order(start: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  let [little, big] = [0, 0];
  for (let i = 0; i + 1 < start.length; i += 2) {
    if (start[i + 1] === 0 && BETWEEN.includes(start[i])) little++;
    if (start[i] === 0 && BETWEEN.includes(start[i + 1])) big++;
  }
  if (Math.min(little, big) * 4 >= Math.max(little, big)) return undefined;
  return little > big ? "utf-16le" : "utf-16be";
}

const BETWEEN = [..."\t\n\r,;"].map((sign) => sign.charCodeAt(0));

/** Thrown where bytes are not of the encoding that was tried. */
export class WrongEncoding extends Error {}

/** From 0x80 to 0x9f; the five that are none stand for themselves. */
const WINDOWS_1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const CONTROLS = /[\x80-\x9f]/;
const ALL_CONTROLS = /[\x80-\x9f]/g;

/** Decodes bytes that come in pieces, and puts nothing in place of what it cannot decode. */
export class StrictDecoder {
  readonly #decoder: TextDecoder;

  constructor(encoding: Encoding) {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  /**
   * @param bytes the next ones; none where the text is at its end
   * @throws WrongEncoding where they are not of the encoding
   */
  decode(bytes?: Uint8Array): string {
    const text = this.#decode(bytes);
    const { encoding } = this.#decoder;
    if (encoding.startsWith("utf-") || !CONTROLS.test(text)) return text;
    // Some versions of Node decode Windows-1252 as ISO 8859-1.
    const mended =
      encoding === "windows-1252"
        ? text.replace(ALL_CONTROLS, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80])
        : text;
    if (CONTROLS.test(mended)) throw new WrongEncoding();
    return mended;
  }

  #decode(bytes: Uint8Array | undefined): string {
    try {
      return this.#decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new WrongEncoding();
    }
  }
}

/** All of some bytes; nothing where they are not of the encoding. */
export function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  const decoder = new StrictDecoder(encoding);
  try {
    return decoder.decode(bytes) + decoder.decode();
  } catch (error) {
    if (error instanceof WrongEncoding) return undefined;
    throw error;
  }
}
