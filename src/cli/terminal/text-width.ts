/**
 * @file Columns of text in a terminal: how wide a text is there, which is not its length, and what is safe to print.
 */

/** East Asian wide and fullwidth characters (Unicode Standard Annex 11), emoji included, take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that stand on the character before them. */
const MARK = /\p{M}|\p{Cf}/u;

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
