/**
 * @file How texts of two scripts are joined: Japanese keeps one half-width space between its own letters and those and the
 * digits of others, and no line ends at some of them.
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

const COUNTED = new RegExp(`(?<=[\\p{N}%°]) (?=${JAPANESE})`, "gu");
const NUMBERED = /(?<=第|約|層|ステップ|クラス|シード|ニューロン) (?=\p{N})/gu;
const RANGE = /(?<=[\p{N}%])〜(?=[−\p{N}])/gu;

/**
 * A text in which no line ends between a number and what it counts, nor between a name and its number: 16 個, 第 1 層. It
 * is as long as before.
 */
export const unbroken = (text: string): string => text.replace(COUNTED, "\u00a0").replace(NUMBERED, "\u00a0");

/** A text in which no line ends within a range: 0〜1. */
export const wholeRanges = (text: string): string => text.replace(RANGE, "\u2060〜\u2060");

/** Both, for a text of which no word is dotted. */
export const asLines = (text: string): string => wholeRanges(unbroken(text));
