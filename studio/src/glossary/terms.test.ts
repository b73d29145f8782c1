import { expect, test } from "vitest";
import { glossary } from "../i18n/glossary";
import type { Phrase } from "../i18n/language.svelte";
import { PICTURES } from "./pictures";
import { FORMS, TERM_IDS } from "./terms";

const LANGUAGES = ["en", "ja"] as const;
const JAPANESE_LETTERS = 80;
const textOf = (phrase: Phrase, language: "en" | "ja"): string => String(phrase[language]);

test.each(TERM_IDS)("%s has a name, a sentence, forms and a picture in both languages", (id) => {
  expect(PICTURES[id]).toBeDefined();
  for (const language of LANGUAGES) {
    expect(FORMS[id][language].length).toBeGreaterThan(0);
    expect(textOf(glossary[id].name, language)).not.toBe("");
    const sentence = textOf(glossary[id].sentence, language);
    expect(sentence).toMatch(language === "en" ? /^[A-Z].*\.$/ : /。$/);
  }
  expect(textOf(glossary[id].sentence, "ja").length).toBeLessThanOrEqual(JAPANESE_LETTERS);
});

test("no form belongs to two words", () => {
  for (const language of LANGUAGES) {
    const forms = TERM_IDS.flatMap((id) => FORMS[id][language].map((form) => form.toLowerCase()));
    expect(new Set(forms).size).toBe(forms.length);
  }
});

test("nobody is told that it works like a brain", () => {
  for (const id of TERM_IDS) {
    expect(textOf(glossary[id].sentence, "en")).not.toMatch(/brain/i);
    expect(textOf(glossary[id].sentence, "ja")).not.toContain("脳");
  }
});
