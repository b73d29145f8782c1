/**
 * @file How texts of two scripts are joined: Japanese keeps one half-width space between its own letters and those and the
 * digits of others.
 */

/** Kana and ideographs; not the punctuation, beside which no space stands. */
const JAPANESE = "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー]";
const OTHER = "[A-Za-z\\p{Script=Greek}\\p{N}%°]";
const SEAM = new RegExp(`(?<=${JAPANESE})(?=${OTHER})|(?<=${OTHER})(?=${JAPANESE})`, "gu");

/**
 * A text with a space where one is due. As the tag of a template it is for phrases into which a name is put that may be in
 * either script: `"sigmoid"` or `"シグモイド"`, `"隠れ層 1"` or `"出力層"`.
 */
export const spaced = (texts: TemplateStringsArray, ...values: readonly unknown[]): string =>
  String.raw({ raw: texts }, ...values).replace(SEAM, " ");
