/**
 * @file Values of a column that look alike and are different all the same: tokyo beside Tokyo, full-width beside other
 * letters, a Cyrillic letter among Latin ones.
 */

import { listed } from "../wording.js";
import { quoted } from "./problem.js";

/** Each a letter, in lower case, and the Latin letter or the character that it looks like. */
const TWINS =
  "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw кk мm тt вb нh αa οo ρp νv ιi κk τt υu カ力 ロ口 ニ二 エ工 ハ八 タ夕 ト卜 ー一 ヘへ";
const LOOKS = new Map(TWINS.split(" ").map((pair) => [pair[0], pair[1]]));

/** The same for texts that look the same or nearly so. */
export const lookOf = (text: string): string =>
  [...text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim()]
    .map((letter) => LOOKS.get(letter) ?? letter)
    .join("");

/** A warning of values that look alike; none where there are none. */
export function lookAlikeWarning(column: string, values: readonly string[]): string[] {
  const looks = new Map<string, string[]>();
  for (const value of values) {
    const look = lookOf(value);
    looks.set(look, [...(looks.get(look) ?? []), value]);
  }
  const alike = [...looks.values()].filter((texts) => texts.length > 1);
  if (alike.length === 0) return [];
  const groups = alike.map((texts) => texts.map(quoted).join(" and "));
  return [
    `Values of ${column} look alike and are different ones: ${listed(groups)}. If they are meant to be the same, write them alike.`,
  ];
}
