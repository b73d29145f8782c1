/**
 * @file How the Studio is written: Japanese by the terms and rules of support/japanese.ts, English without words that no
 * native speaker would choose.
 */

import { describe, expect, test } from "vitest";
import { faultsOf } from "./support/japanese.js";
import { studioPhrases } from "./support/prose.js";

const PHRASES = await studioPhrases();

/** Calques, words of another century, a space before an ellipsis, "a 8". */
const UNENGLISH =
  /\b(anew|rightly|wrongly|mends?|therewith|therein|whereof|ran away|no number|lights? me|part these|dark picture|how sure|beat)\b|\b(images|points|one \w+|once) an? (step|second|neuron|class)\b|(?<=\w) …|\ba (8|11|18)\b/i;

describe("the Studio", () => {
  test("its Japanese keeps the terms and the rules", () => {
    expect(PHRASES.flatMap(({ where, ja }) => faultsOf(ja).map((fault) => `${where}: ${fault}`))).toEqual([]);
  });

  test("its English is English", () => {
    const faults = PHRASES.filter(({ en }) => UNENGLISH.test(en));
    expect(faults.map(({ where, en }) => `${where}: ${en}`)).toEqual([]);
  });

  test("one thing has one name: what is the same in English is the same in Japanese", () => {
    const names = new Map<string, Map<string, string>>();
    for (const { en, ja, where } of PHRASES.filter(({ alone }) => alone)) {
      const japanese = names.get(en) ?? new Map<string, string>();
      names.set(en, japanese.set(ja, where));
    }
    const several = [...names].filter(([, japanese]) => japanese.size > 1);
    expect(several.map(([en, japanese]) => `${en}: ${[...japanese].join("; ")}`)).toEqual([]);
  });

  test("a button says 学習する, not 開始", () => {
    expect(PHRASES.filter(({ ja }) => ja.includes("開始"))).toEqual([]);
  });
});
