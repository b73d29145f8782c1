/**
 * @file Finds the glossary's words in a text.
 */

import type { Language } from "../i18n/language.svelte";
import { unbroken, wholeRanges } from "../i18n/spacing";
import { FORMS, OTHERS, TERM_IDS, type TermId } from "./terms";

/** A word of the glossary as the text has it, or what stands between two of them. */
export type Part = string | { readonly id: TermId; readonly text: string };

interface Finder {
  readonly pattern: RegExp;
  /** By form, in small letters; `undefined` for what is none of the words. */
  readonly terms: ReadonlyMap<string, TermId | undefined>;
}

/** Letters that a form of these would go on with: then it is part of another word. */
const LATIN = /^[\p{Script=Latin}\p{Script=Greek}]/u;
const KATAKANA = /^[\p{Script=Katakana}ー]+$/u;
const SINGLE_KANJI = /^\p{Script=Han}$/u;

const finders = new Map<Language, Finder>();

function finderOf(language: Language): Finder {
  const known = finders.get(language);
  if (known !== undefined) return known;
  const terms = new Map<string, TermId | undefined>(
    TERM_IDS.flatMap((id) => FORMS[id][language].map((form) => [form.toLowerCase(), id] as const)),
  );
  for (const other of OTHERS[language]) terms.set(other.toLowerCase(), undefined);
  // The longest first: "activation function" is not an activation.
  const forms = [...terms.keys()].sort((a, b) => b.length - a.length).map(bounded);
  const finder = { pattern: new RegExp(forms.join("|"), "giu"), terms };
  finders.set(language, finder);
  return finder;
}

/** A form as a pattern, which does not match within a longer word. */
function bounded(form: string): string {
  const text = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  if (LATIN.test(form)) return `(?<![\\p{Script=Latin}\\d_])${text}(?![\\p{Script=Latin}\\d_])`;
  if (KATAKANA.test(form)) return `(?<![\\p{Script=Katakana}ー])${text}(?![\\p{Script=Katakana}ー])`;
  if (SINGLE_KANJI.test(form)) return `(?<!\\p{Script=Han})${text}(?!\\p{Script=Han})`;
  return text;
}

/** Every word of the glossary in a text, in order. */
export function findTerms(text: string, language: Language): { id: TermId; at: number; text: string }[] {
  const { pattern, terms } = finderOf(language);
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index }) => {
    const id = terms.get(found.toLowerCase());
    return id === undefined ? [] : [{ id, at: index, text: found }];
  });
}

/** So many texts are remembered, and then all forgotten: numbers in them change while a person draws. */
const MOST = 400;
const remembered = new Map<string, readonly Part[]>();

/** A text in parts: each word of the glossary where it comes first, and what lies between. */
export function split(text: string, language: Language): readonly Part[] {
  const key = `${language} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  const seen = new Set<TermId>();
  let from = 0;
  for (const { id, at, text: found } of findTerms(text, language)) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (at > from) parts.push(text.slice(from, at));
    parts.push({ id, text: found });
    from = at + found.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  if (remembered.size >= MOST) remembered.clear();
  remembered.set(key, parts);
  return parts;
}

/** The same parts as lines are made of them: none ends at a place where Japanese is not to be broken. */
export function inLines(parts: readonly Part[]): readonly Part[] {
  const textOf = (part: Part): string => (typeof part === "string" ? part : part.text);
  const lines = unbroken(parts.map(textOf).join(""));
  let from = 0;
  return parts.map((part) => {
    const at = from;
    from += textOf(part).length;
    const text = lines.slice(at, from);
    return typeof part === "string" ? wholeRanges(text) : { id: part.id, text };
  });
}
