/**
 * @file When two texts of a column mean the same: 1, 1.0 and 01, or True and TRUE. Categories, yes-no columns and
 * labels are compared so, in files, over HTTP and in code. What a model is exported to has to compare by the same rule:
 *
 * 1. Texts are taken without white space around them, in Unicode's form NFC. One that is a known value is that value.
 * 2. Any other is the value that has the same meaning, if exactly one value has it. The meaning of a text is its form
 *    NFKC (full-width letters and digits become ASCII), and of that
 *    - a number of digits with at most a sign and a point is written in the shortest way: `+01.50` is `1.5`, `-0` is `0`.
 *      It is rewritten as text, never rounded. Numbers with exponents or other marks are texts;
 *    - the words in {@link TRUTH_WORDS} are in lower case;
 *    - where the known values are a no and a yes of {@link YES_NO}, every text is in lower case.
 * 3. What is neither is a value that is not known.
 *
 * Values that look alike and are different all the same are warned of: tokyo beside Tokyo, a Cyrillic letter among Latin
 * ones; or that say the same: Y beside Yes.
 */

import { joinNames } from "../names.js";
import { quoted } from "./problem.js";

/** Words that mean no and yes, in lower case. */
export const YES_NO: readonly (readonly [no: string, yes: string])[] = [
  ["no", "yes"],
  ["n", "y"],
  ["false", "true"],
  ["f", "t"],
  ["off", "on"],
  ["-", "+"],
  ["0", "1"],
  ["いいえ", "はい"],
  ["無", "有"],
  ["なし", "あり"],
  ["無し", "有り"],
  ["×", "○"],
];
/** Words that are the same in capitals and in small letters, in every column. */
export const TRUTH_WORDS: ReadonlySet<string> = new Set(["false", "true", "no", "yes", "off", "on"]);

const NUMBER = /^([+\-−]?)([0-9]+\.?[0-9]*|\.[0-9]+)$/;

/** A text as it is compared at first. */
export const trimmedText = (text: string): string => text.trim().normalize("NFC");

/** What a text means: texts with the same meaning have the same result. */
export function normalForm(text: string): string {
  const plain = text.normalize("NFKC").trim();
  const number = NUMBER.exec(plain);
  if (number !== null) {
    const [whole, fraction = ""] = number[2].split(".");
    const digits = whole.replace(/^0+/, "");
    const decimals = fraction.replace(/0+$/, "");
    const sign = (number[1] === "-" || number[1] === "−") && digits + decimals !== "" ? "-" : "";
    return sign + (digits || "0") + (decimals && `.${decimals}`);
  }
  const lower = plain.toLowerCase();
  return TRUTH_WORDS.has(lower) ? lower : plain;
}

/** Two texts as no and yes; undefined where they are other words. */
export function asYesNo(a: string, b: string): readonly [no: string, yes: string] | undefined {
  const [meansA, meansB] = [a, b].map((text) => normalForm(text).toLowerCase());
  for (const [no, yes] of YES_NO) {
    if (meansA === no && meansB === yes) return [a, b];
    if (meansA === yes && meansB === no) return [b, a];
  }
  return undefined;
}

/** Whether no and yes are 0 and 1: then they may be written, and be missing, as numbers are. */
export const areDigits = ([no, yes]: readonly [no: string, yes: string]): boolean =>
  normalForm(no) === "0" && normalForm(yes) === "1";

const IS_NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/;

/**
 * The different values of a column that is learned from: texts that mean the same number, or the same no or yes, are
 * one value, which is called by the shortest of them. Other texts that mean the same stay apart, such as full-width
 * letters beside others: they may be meant so.
 *
 * @param isCode whether numbers are told apart by how they are written, as 01 and 1
 * @returns a text for each value, for {@link ValueIndex} to find all texts by
 */
export function distinctValues(texts: readonly string[], isCode: boolean): string[] {
  const lower = new Set(texts.map((text) => normalForm(text).toLowerCase()));
  const isYesNo = !isCode && lower.size === 2 && asYesNo(...([...lower] as [string, string])) !== undefined;
  const values = new Map<string, string>();
  for (const text of texts) {
    const meaning = normalForm(text);
    const isMeant = TRUTH_WORDS.has(meaning) || (!isCode && IS_NUMBER.test(meaning));
    const key = isYesNo ? meaning.toLowerCase() : isMeant ? meaning : trimmedText(text);
    const known = values.get(key);
    if (known === undefined || isBefore(text, known)) values.set(key, text);
  }
  return [...values.values()];
}

/** Shorter, or as long and with lower codes. */
const isBefore = (a: string, b: string): boolean => a.length < b.length || (a.length === b.length && a < b);

/** The first of some texts by {@link distinctValues}'s order. */
export const shortest = (texts: readonly string[]): string =>
  texts.reduce((a, b) => (isBefore(b, a) ? b : a));

/** Finds texts among known values. */
export class ValueIndex {
  readonly #exact = new Map<string, number>();
  readonly #same = new Map<string, number>();
  /** -1 for what several values mean. */
  readonly #meant = new Map<string, number>();
  readonly #isYesNo: boolean;

  /** @param values different texts */
  constructor(values: readonly string[]) {
    this.#isYesNo = values.length === 2 && asYesNo(values[0], values[1]) !== undefined;
    values.forEach((value, i) => {
      this.#exact.set(value, i);
      const same = trimmedText(value);
      if (!this.#same.has(same)) this.#same.set(same, i);
      const meaning = this.#meaning(value);
      this.#meant.set(meaning, this.#meant.has(meaning) ? -1 : i);
    });
  }

  /** @returns the value's index; -1 where the text is none of them */
  find(text: string): number {
    return (
      this.#exact.get(text) ?? this.#same.get(trimmedText(text)) ?? this.#meant.get(this.#meaning(text)) ?? -1
    );
  }

  #meaning(text: string): string {
    const meaning = normalForm(text);
    return this.#isYesNo ? meaning.toLowerCase() : meaning;
  }
}

/** Each a letter, in lower case, and the Latin letter or the character that it looks like. */
const LOOKALIKES =
  "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw кk мm тt вb нh αa οo ρp νv ιi κk τt υu カ力 ロ口 ニ二 エ工 ハ八 タ夕 ト卜 ー一 ヘへ";
const LOOKS = new Map(LOOKALIKES.split(" ").map((pair) => [pair[0], pair[1]]));

/** The same for texts that look the same or nearly so: what is not drawn, such as a space of no width, is passed over. */
export const lookOf = (text: string): string =>
  [
    ...text
      .normalize("NFKC")
      .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
      .toLowerCase()
      .replace(/\s+/gu, " ")
      .trim(),
  ]
    .map((letter) => LOOKS.get(letter) ?? letter)
    .join("");

/** Words that say no or yes: `no` or `yes`; undefined for any other. */
function booleanOf(text: string): string | undefined {
  const meaning = normalForm(text).toLowerCase();
  const place = YES_NO.find((words) => words.includes(meaning))?.indexOf(meaning);
  return place === undefined ? undefined : YES_NO[0][place];
}

/** A warning of values that look alike; none where there are none. */
export function lookAlikeWarning(column: string, values: readonly string[]): string[] {
  const booleans = values.map(booleanOf);
  const areBooleans = values.length > 2 && !booleans.includes(undefined);
  const groups = new Map<string, string[]>();
  values.forEach((value, i) => {
    const key = (areBooleans ? booleans[i] : undefined) ?? lookOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  });
  const alike = [...groups.values()].filter((texts) => texts.length > 1);
  if (alike.length === 0) return [];
  const shown = joinNames(alike.map((texts) => texts.map(quoted).join(" and ")));
  const are = areBooleans ? "say the same" : "look alike";
  return [
    `Values of ${column} ${are} and are different ones: ${shown}. If they are meant to be the same, write them alike.`,
  ];
}
