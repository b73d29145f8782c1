/**
 * @file Text for people: numbers as they are read, and columns of a terminal, where a text's width is not its length and
 * not every text is safe to print.
 */

/** `54,000`. */
export const count = (n: number): string => Math.round(n).toLocaleString("en-US");

/** `1 image`, `54,000 images`. */
export const countOf = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

/** `95.02%`, of a share from 0 to 1. */
export const percent = (share: number, digits = 2): string => `${(share * 100).toFixed(digits)}%`;

/** A loss or the like with four significant digits: `0.1712`, `12.35`, `3.1e+9`. */
export function compact(x: number): string {
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return x.toExponential(1);
  return size < 10 ? x.toFixed(4) : x.toFixed(2);
}

/** An activation in at most six characters: `0.98`, `-12.3`, `-1e+5`. */
export function short(x: number): string {
  const size = Math.abs(x);
  if (size >= 99_999.5) return x.toExponential(0);
  const written = x.toFixed(size < 9.995 ? 2 : size < 999.95 ? 1 : 0);
  return Number(written) === 0 ? written.replace("-", "") : written;
}

/** Time in words short enough for a progress line: `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

/** East Asian wide and fullwidth characters (Unicode Standard Annex 11), emoji included, take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that stand on the character before them. */
const MARK = /\p{M}|\p{Cf}/u;

/** How many columns a text takes in a terminal: wide signs take two, marks and joiners none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Filled with spaces on the right. */
export const padAfter = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - displayWidth(text)));

/** Filled with spaces on the left. */
export const padBefore = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - displayWidth(text))) + text;

/** A stranger's text in one line: what would move the cursor or change colours is a `�`, and it is cut where it is long. */
export function safeText(text: string, width: number = Number.POSITIVE_INFINITY): string {
  const line = text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, "�");
  if (displayWidth(line) <= width) return line;
  let cut = "";
  for (const character of line) {
    if (displayWidth(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
