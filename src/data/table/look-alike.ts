/**
 * @file Values of a column that look alike and are different all the same: tokyo beside Tokyo, full-width beside other
 * letters, a Cyrillic letter among Latin ones; or that say the same: Y beside Yes.
 */

import { joinNames } from "../wording.js";
import { meaningOf, YES_NO } from "./meaning.js";
import { quoted } from "./problem.js";

/** Each a letter, in lower case, and the Latin letter or the character that it looks like. */
const TWINS =
  "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw кk мm тt вb нh αa οo ρp νv ιi κk τt υu カ力 ロ口 ニ二 エ工 ハ八 タ夕 ト卜 ー一 ヘへ";
const LOOKS = new Map(TWINS.split(" ").map((pair) => [pair[0], pair[1]]));

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
function truthOf(text: string): string | undefined {
  const meaning = meaningOf(text).toLowerCase();
  const place = YES_NO.find((words) => words.includes(meaning))?.indexOf(meaning);
  return place === undefined ? undefined : YES_NO[0][place];
}

/** A warning of values that look alike; none where there are none. */
export function lookAlikeWarning(column: string, values: readonly string[]): string[] {
  const truths = values.map(truthOf);
  const areTruths = values.length > 2 && !truths.includes(undefined);
  const groups = new Map<string, string[]>();
  values.forEach((value, i) => {
    const key = (areTruths ? truths[i] : undefined) ?? lookOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  });
  const alike = [...groups.values()].filter((texts) => texts.length > 1);
  if (alike.length === 0) return [];
  const shown = joinNames(alike.map((texts) => texts.map(quoted).join(" and ")));
  const are = areTruths ? "say the same" : "look alike";
  return [
    `Values of ${column} ${are} and are different ones: ${shown}. If they are meant to be the same, write them alike.`,
  ];
}
