/**
 * @file The sentences of a page in Markdown, without its code, and the phrases of the Studio, said with examples.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, readDocument } from "./documents.js";

/** A paragraph, an item of a list or a title, or the cells of a column below its head. */
export interface Prose {
  readonly line: number;
  readonly text: string;
  /** Whether the line after it goes on with it. */
  readonly broken: boolean;
}

/** Code in a sentence counts as a letter; of links and emphasis their words remain, and a bold title before a colon. */
const plain = (text: string): string =>
  text
    .replace(/^\*\*([^*]+)。\*\* ?/, "$1：")
    .replace(/`+[^`]+`+/g, "C")
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\*\*|<[^>]+>/g, "")
    .trim();

const isProse = (line: string): boolean => /^(?! {0,3}(?:[-*+] |\d+\. |#|>|\||<))\s*\S/.test(line);

/** The lines of a page outside of its blocks of code, which are empty here. */
const linesOf = (file: string): string[] => {
  const lines = readDocument(file)
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ""))
    .split("\n");
  let inCode = false;
  return lines.map((line) => {
    const fence = /^\s*```/.test(line);
    if (fence) inCode = !inCode;
    return fence || inCode ? "" : line;
  });
};

export function proseOf(file: string): Prose[] {
  const lines = linesOf(file);
  return lines.flatMap((line, i): Prose[] => {
    if (line.trim() === "" || line.startsWith("|")) return [];
    const text = plain(line.replace(/^\s*(?:[-*+] |\d+\. |#+ |> ?)/, ""));
    const next = lines[i + 1] ?? "";
    return text === "" ? [] : [{ line: i + 1, text, broken: !line.startsWith("#") && isProse(next) }];
  });
}

/** The cells of tables, column by column, without the heads. */
export function columnsOf(file: string): Prose[][] {
  const lines = linesOf(file);
  const columns: Prose[][] = [];
  for (const [i, line] of lines.entries()) {
    if (!/^\|[\s:|-]+\|$/.test(line)) continue;
    const rows: string[][] = [];
    for (let at = i + 1; lines[at]?.startsWith("|"); at++)
      rows.push(lines[at].slice(1, -1).replaceAll("\\|", "/").split("|"));
    for (const column of rows[0]?.keys() ?? [])
      columns.push(
        rows.map((row, r) => ({ line: i + 2 + r, text: plain(row[column] ?? ""), broken: false })),
      );
  }
  return columns;
}

/** A phrase of the page in both languages, and where it stands: `see.pad.clear`. */
export interface Said {
  readonly where: string;
  readonly en: string;
  readonly ja: string;
  /** Whether it is said with nothing else. */
  readonly alone: boolean;
}

/** What stands for any number, text, list or function that a phrase asks for: written, it is the text. */
const anything = (text: string): unknown =>
  new Proxy(() => text, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => text : anything(text)),
    apply: () => anything(text),
  });

function said(phrase: unknown, text: string): string {
  if (typeof phrase !== "function") return String(phrase);
  const args = Array.from({ length: 9 }, () => anything(text));
  return String((phrase as (...args: unknown[]) => unknown)(...args));
}

/** All phrases within a value, those that are made of others said with a number and with a name in Latin letters. */
export function phrasesIn(value: unknown, where: string, seen = new Set<unknown>()): Said[] {
  if (typeof value !== "object" || value === null || seen.has(value)) return [];
  seen.add(value);
  if ("en" in value && "ja" in value) {
    const { en, ja } = value;
    const alone = typeof en !== "function" && typeof ja !== "function";
    const samples = alone ? [""] : ["12", "tanh"];
    return samples.map((sample) => ({ where, en: said(en, sample), ja: said(ja, sample), alone }));
  }
  return Object.entries(value).flatMap(([key, inner]) => phrasesIn(inner, `${where}.${key}`, seen));
}

/** All texts within a value that is said in one language. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return ["12", "tanh"].map((sample) => said(value, sample));
  return Object.values(value as object).flatMap(textsIn);
}

const PHRASES = "studio/src/i18n";
/** Each lesson's words lie with it. */
const LESSONS = "studio/src/views/learn/lessons";

/** All that the Studio says. */
export async function studioPhrases(): Promise<Said[]> {
  const files = readdirSync(join(ROOT, PHRASES)).filter((file) => /^[\w-]+\.ts$/.test(file));
  const lessons = readdirSync(join(ROOT, LESSONS)).map((folder) => `${LESSONS}/${folder}/words.ts`);
  const modules = await Promise.all(
    [
      ...files.map((file) => `${PHRASES}/${file}`),
      ...lessons,
      "studio/src/kit/failure.ts",
      "src/model/formulas.ts",
    ].map((file): Promise<Record<string, unknown>> => import(pathToFileURL(join(ROOT, file)).href)),
  );
  const seen = new Set<unknown>();
  return modules.flatMap((exported) =>
    Object.entries(exported).flatMap(([name, value]) => phrasesIn(value, name, seen)),
  );
}
