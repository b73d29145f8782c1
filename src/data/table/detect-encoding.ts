/**
 * @file Finds out the encoding of a text that is not UTF-8: of those that all of its bytes are valid in, the one in
 * which it reads like a text.
 */

import { AkariError } from "../../error.js";
import { decoded, type Encoding, encodingTitle } from "./encoding.js";
import {
  type Doubts,
  hasKana,
  isOfTables,
  japaneseDoubts,
  mayBeCentralEuropean,
  mayBeRussian,
  mayBeTurkish,
  westernDoubts,
} from "./plausibility.js";
import { quoted, rowCalled } from "./problem.js";

/** What a text is tried as, and how much of it may look wrong. */
const CANDIDATES: readonly { encoding: Encoding; doubts: (text: string) => Doubts; most: number }[] = [
  { encoding: "windows-1252", doubts: westernDoubts, most: 0.15 },
  { encoding: "shift_jis", doubts: japaneseDoubts, most: 0.3 },
  { encoding: "euc-jp", doubts: japaneseDoubts, most: 0.3 },
];
/** Shares of places that look wrong differ by so much where one reading is the better one. */
const CLEARLY = 0.1;
/** What else is shown to choose from. */
const OTHERS: readonly Encoding[] = ["windows-1250", "windows-1251", "gbk", "euc-kr"];

/** Has no bytes outside of ASCII. */
const WITH_ESCAPES = "iso-2022-jp";

/** So many different cells outside of ASCII are looked at, and so many bytes of them. */
const MOST_CELLS = 4000;
const MOST_BYTES = 2 ** 18;
/** Cells that begin alike are taken for the same. */
const LONGEST_KEY = 2 ** 12;
/** Cells that are shown. */
const MOST_SHOWN = 3;
/** A longer line is looked at in pieces. */
const LONGEST_LINE = 2 ** 23;

const LINE_FEED = 10;
const RETURN = 13;

/** What a text is, and some of its cells, for its owner to see whether that is right. */
export interface DetectedEncoding {
  readonly encoding: Encoding;
  readonly examples: readonly string[];
}

/** A cell, or what stands between two separators, that has bytes outside of ASCII. */
interface Piece {
  readonly row: number;
  readonly bytes: Uint8Array;
}

/** Shown all bytes of a text, piece by piece, it keeps a bounded memory of them. */
export class EncodingDetector {
  /** For each encoding the first row that it cannot be. */
  readonly #wrong = new Map<Encoding, number>();
  readonly #tried: readonly Encoding[];
  readonly #pieces = new Map<string, Piece>();
  #pieceBytes = 0;
  #hasEscapes = false;
  #line = 1;
  #rest: Uint8Array<ArrayBufferLike> = new Uint8Array();

  /** @param tried encodings in which a line's end is the byte that it is in ASCII */
  constructor(tried: readonly Encoding[] = ["utf-8", ...CANDIDATES.map(({ encoding }) => encoding)]) {
    this.#tried = tried;
  }

  add(bytes: Uint8Array): void {
    const joined = concatenated(this.#rest, bytes);
    // What ends in \r may go on with \n.
    const end = lastLineEnd(joined) + 1;
    const ready = end === 0 && joined.length > LONGEST_LINE ? joined.length : end;
    this.#look(joined.subarray(0, ready));
    this.#rest = joined.slice(ready);
  }

  end(): void {
    this.#look(this.#rest);
    this.#rest = new Uint8Array();
  }

  /** The first row that is not of the encoding; undefined where all are. */
  firstWrong(encoding: Encoding): number | undefined {
    return this.#wrong.get(encoding);
  }

  /** @throws AkariError `invalid-file` where none fits, or several do, with what a cell says in each */
  detected(path: string): DetectedEncoding {
    if (this.#hasEscapes && !this.#wrong.has(WITH_ESCAPES)) return this.#found(WITH_ESCAPES);
    const row = this.#wrong.get("utf-8") ?? 1;
    const [mixed] = this.#piecesThat(({ bytes }) => decoded(bytes, "utf-8") !== undefined);
    const fitting = CANDIDATES.filter(({ encoding }) => !this.#wrong.has(encoding))
      .map((candidate) => ({ ...candidate, share: this.#share(candidate) }))
      .sort((a, b) => a.share - b.share);
    const [best, second] = fitting;
    if (best === undefined || best.share > best.most) {
      if (mixed !== undefined) throw mixture(path, row, mixed);
      const shown = [...fitting.map(({ encoding }) => encoding), ...OTHERS];
      throw this.#unclear(path, row, "no encoding fits it well", shown);
    }
    if (mixed !== undefined && this.#isDoubtful(mixed, best)) throw mixture(path, row, mixed);
    const rivals = second !== undefined && second.share < best.share + CLEARLY ? [second.encoding] : [];
    const text = this.#all(best.encoding);
    if (best.encoding === "windows-1252" && mayBeTurkish(text)) rivals.push("windows-1254");
    if (best.encoding === "windows-1252" && mayBeCentralEuropean(text)) rivals.push("windows-1250");
    if (best.encoding === "shift_jis" && mayBeRussian(text)) rivals.push("koi8-r");
    // Chinese, Korean and Russian are kanji there, and never kana.
    if (best.encoding === "euc-jp") rivals.push("gbk", "euc-kr", "windows-1251");
    const isJapanese = (encoding: Encoding): boolean =>
      encoding === "euc-jp" && [hasKana, isOfTables].some((is) => is(this.#all(encoding)));
    const sure = [best.encoding, ...rivals].find(isJapanese);
    if (sure !== undefined) return this.#found(sure);
    if (rivals.length > 0) {
      throw this.#unclear(path, row, "several encodings fit it", [best.encoding, ...rivals]);
    }
    return this.#found(best.encoding);
  }

  #found(encoding: Encoding): DetectedEncoding {
    const texts = this.#piecesThat(() => true).flatMap(({ bytes }) => decoded(bytes, encoding)?.trim() ?? []);
    return { encoding, examples: texts.slice(0, MOST_SHOWN) };
  }

  #piecesThat(are: (piece: Piece) => boolean): Piece[] {
    return [...this.#pieces.values()].filter(are);
  }

  #all(encoding: Encoding): string {
    return this.#piecesThat(() => true)
      .map(({ bytes }) => decoded(bytes, encoding) ?? "")
      .join("\n");
  }

  #share({ encoding, doubts }: (typeof CANDIDATES)[number]): number {
    const { places, doubtful } = doubts(this.#all(encoding));
    return places === 0 ? 1 : doubtful / places;
  }

  #isDoubtful({ bytes }: Piece, { encoding, doubts }: (typeof CANDIDATES)[number]): boolean {
    return doubts(decoded(bytes, encoding) ?? "").doubtful > 0;
  }

  /** Shows a cell that reads differently in all of them, or the first. */
  #unclear(path: string, row: number, why: string, encodings: readonly Encoding[]): AkariError {
    const readings = ({ bytes }: Piece): { encoding: Encoding; text: string }[] =>
      encodings.flatMap((encoding) => {
        const text = decoded(bytes, encoding);
        return text === undefined ? [] : [{ encoding, text: text.trim() }];
      });
    const pieces = this.#piecesThat(() => true);
    const piece = pieces.find((one) => readings(one).length === encodings.length) ?? pieces[0];
    const read = piece === undefined ? [] : readings(piece);
    const texts = read.map(({ encoding, text }) => `${quoted(text)} in ${encodingTitle(encoding)}`);
    return new AkariError(
      "invalid-file",
      `${rowCalled(path, piece?.row ?? row)}: the text is not UTF-8, and ${why}` +
        `${texts.length === 0 ? "" : `: it says ${texts.join(", ")}`}. Name its encoding with ` +
        "--encoding, or save it as UTF-8.",
    );
  }

  /** Looks at whole lines. */
  #look(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const escapes = hasEscapes(bytes);
    this.#hasEscapes ||= escapes;
    if (escapes || bytes.some((byte) => byte > 0x7f)) {
      for (const encoding of escapes ? [...this.#tried, WITH_ESCAPES] : this.#tried) {
        if (!this.#wrong.has(encoding) && decoded(bytes, encoding) === undefined) {
          this.#wrong.set(encoding, this.#wrongLine(bytes, encoding));
        }
      }
      this.#keepPieces(bytes);
    }
    this.#line += linesIn(bytes);
  }

  #wrongLine(bytes: Uint8Array, encoding: Encoding): number {
    let line = this.#line;
    for (const one of linesOf(bytes)) {
      if (decoded(one, encoding) === undefined) return line;
      line += linesIn(one);
    }
    return line;
  }

  #keepPieces(bytes: Uint8Array): void {
    if (this.#isFull()) return;
    let row = this.#line;
    for (const line of linesOf(bytes)) {
      for (const piece of this.#hasEscapes ? [line] : piecesOf(line)) this.#keep(piece, row);
      if (this.#isFull()) return;
      row += linesIn(line);
    }
  }

  #keep(bytes: Uint8Array, row: number): void {
    const key = String.fromCharCode(...bytes.subarray(0, LONGEST_KEY));
    if (this.#pieces.has(key)) return;
    this.#pieces.set(key, { row, bytes: bytes.slice() });
    this.#pieceBytes += bytes.length;
  }

  #isFull(): boolean {
    return this.#pieces.size >= MOST_CELLS || this.#pieceBytes > MOST_BYTES;
  }
}

function mixture(path: string, row: number, other: Piece): AkariError {
  return new AkariError(
    "invalid-file",
    `${rowCalled(path, row)} is not UTF-8, and row ${other.row} is, where it says ` +
      `${quoted(decoded(other.bytes, "utf-8") ?? "")}: they are of different encodings. Save all of it as UTF-8.`,
  );
}

/** Whether there is what begins kanji in ISO-2022-JP. */
const hasEscapes = (bytes: Uint8Array): boolean => {
  for (let at = bytes.indexOf(27); at >= 0; at = bytes.indexOf(27, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)) return true;
  }
  return false;
};

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Where the last byte stands that surely ends a line; −1 for none. */
function lastLineEnd(bytes: Uint8Array): number {
  const feed = bytes.lastIndexOf(LINE_FEED);
  const back = bytes.lastIndexOf(RETURN, bytes.length - 2);
  return Math.max(feed, bytes.length < 2 ? -1 : back);
}

/** How many lines end in some bytes: in \n, \r\n or \r. */
function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === LINE_FEED || (bytes[i] === RETURN && bytes[i + 1] !== LINE_FEED)) lines++;
  }
  return lines;
}

/** Lines with their ends. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== LINE_FEED && (bytes[i] !== RETURN || bytes[i + 1] === LINE_FEED)) continue;
    yield bytes.subarray(from, i + 1);
    from = i + 1;
  }
  if (from < bytes.length) yield bytes.subarray(from);
}

const BETWEEN_CELLS = new Set([...'\t\n\r",;'].map((sign) => sign.charCodeAt(0)));
const SPACE = 32;
/** A longer cell is cut where there are spaces. */
const LONG_PIECE = 256;

/** Those between separators, line ends and quotation marks that have bytes outside of ASCII. */
function* piecesOf(line: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  let isPlain = true;
  for (let i = 0; i <= line.length; i++) {
    const isCut = line[i] === SPACE && i - from > LONG_PIECE;
    if (i < line.length && !isCut && !BETWEEN_CELLS.has(line[i])) {
      if (line[i] > 0x7f) isPlain = false;
      continue;
    }
    if (!isPlain) yield line.subarray(from, i);
    from = i + 1;
    isPlain = true;
  }
}
