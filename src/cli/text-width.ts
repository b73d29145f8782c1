/**
 * @file How much room texts take in a terminal, where Japanese, Chinese and Korean characters are two cells wide.
 */

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** In cells. */
export const displayWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);

/** With spaces after it, to a width. */
export const padAfter = (text: string, width: number): string => text + spaces(width - displayWidth(text));

/** With spaces before it, to a width. */
export const padBefore = (text: string, width: number): string => spaces(width - displayWidth(text)) + text;

const spaces = (count: number): string => " ".repeat(Math.max(0, count));
