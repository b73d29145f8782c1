/**
 * @file How the Studio, the command's report and the pages in Markdown are written: Japanese by the terms and rules of
 * support/japanese.ts, English without words that no native speaker would choose.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ENGLISH } from "../src/cli/report/words-en.js";
import { JAPANESE } from "../src/cli/report/words-ja.js";
import { EXAMPLE_PAGES, ROOT, translationOf } from "./support/documents.js";
import { endsAsSentence, faultsOf, isJapanese } from "./support/japanese.js";
import { columnsOf, proseOf, studioPhrases, textsIn } from "./support/prose.js";

const PHRASES = await studioPhrases();
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...EXAMPLE_PAGES,
  ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`),
].filter((file) => file.endsWith(".md") && !file.endsWith(".ja.md"));
const JAPANESE_PAGES = [
  "README.ja.md",
  "CONTRIBUTING.ja.md",
  ...EXAMPLE_PAGES.map(translationOf),
  ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`),
].filter((file) => file.endsWith(".ja.md"));

/** Calques, words of another century, a space before an ellipsis, "a 8". */
const UNENGLISH =
  /\b(anew|rightly|wrongly|mends?|therewith|therein|whereof|ran away|no number|lights? me|part these|dark picture|how sure|beat|as sure as)\b|\b(images|points|steps?|one \w+|once) an? (step|second|neuron|class)\b|(?<=\w) …|\ba (8|11|18)\b/i;

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

describe("the report", () => {
  test("its Japanese keeps the terms and the rules", () => {
    expect(textsIn(JAPANESE).flatMap(faultsOf)).toEqual([]);
  });

  test("its English is English", () => {
    expect(textsIn(ENGLISH).filter((text) => UNENGLISH.test(text))).toEqual([]);
  });
});

describe.each(JAPANESE_PAGES)("%s", (page) => {
  test("keeps the terms and the rules", () => {
    const texts = [...proseOf(page), ...columnsOf(page).flat()].filter(({ text }) => isJapanese(text));
    expect(texts.flatMap(({ line, text }) => faultsOf(text).map((fault) => `${line}: ${fault}`))).toEqual([]);
  });

  test("breaks no line within a paragraph", () => {
    expect(proseOf(page).filter(({ text, broken }) => broken && isJapanese(text))).toEqual([]);
  });

  test("has tables whose columns are all sentences or none", () => {
    const mixed = columnsOf(page).filter((column) => {
      const cells = column.filter(({ text }) => isJapanese(text));
      return new Set(cells.map(({ text }) => endsAsSentence(text))).size > 1;
    });
    expect(mixed.map((column) => column.map(({ line, text }) => `${line}: ${text}`))).toEqual([]);
  });
});

test.each(PAGES)("%s is English", (page) => {
  const texts = [...proseOf(page), ...columnsOf(page).flat()];
  expect(
    texts.filter(({ text }) => UNENGLISH.test(text)).map(({ line, text }) => `${line}: ${text}`),
  ).toEqual([]);
});
