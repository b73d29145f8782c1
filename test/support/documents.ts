/**
 * @file Reads what the project says in Markdown: its fenced blocks, which tests run, and its links.
 */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { anchorOf } from "../../site/anchors.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A fenced block: its language and its text, which ends with a line break. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Whether it can be run on the site. */
  readonly isLive: boolean;
}

/** Fenced blocks; those that can be run on the site are marked as live after their language. */
export const FENCED = /^```(\w+)( live)?\n([\s\S]*?)^```$/gm;

/** The same page in Japanese. */
export const translationOf = (page: string): string => page.replace(/\.md$/, ".ja.md");

/** What the examples say of themselves, in English. */
export const EXAMPLE_PAGES: readonly string[] = [
  "",
  "page/",
  "react/",
  "game/",
  "table/",
  "microphone/",
  "command/",
  "server/",
].map((folder) => `examples/${folder}README.md`);

/** @param file from the project's folder */
export const readDocument = (file: string): string =>
  readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n");

export const blocksOf = (file: string): Block[] =>
  [...readDocument(file).matchAll(FENCED)].map(([, language, live, text]) => ({
    language,
    text,
    isLive: live !== undefined,
  }));

/** A file that a page shows, with its name in its first line, and what stands below it. */
export interface ShownFile {
  readonly file: string;
  readonly text: string;
  readonly output: string;
}

/** The programs that a page shows as files, because only a browser can run them. */
export const filesOf = (page: string): ShownFile[] =>
  blocksOf(page).flatMap(({ language, text }, i, blocks) => {
    const [, file] = /^\/\/ (\S+\.ts)\n/.exec(text) ?? [];
    const next = blocks.at(i + 1);
    const output = next?.language === "text" ? next.text : "";
    return language === "typescript" && file !== undefined ? [{ file, text, output }] : [];
  });

/** What a document links to in the project: `data.md`, `data.md#pictures`, `#limits`. */
export const linksOf = (file: string): string[] =>
  [...readDocument(file).matchAll(/\]\(([^):]+)\)/g)].map(([, link]) => link);

/** In a document, a path from the project's folder, if it is one of what is written there rather than built. */
const PATH = /(?<![\w./*<-])(?:src|studio|test|scripts|bench|docs|models)\/[\w./-]*[\w/]/g;

/** The files and folders that a document names: `src/error.ts`, `models/`. */
export const pathsOf = (file: string): string[] => [
  ...new Set([...readDocument(file).matchAll(PATH)].map(([path]) => path)),
];

/** Whether a link of a document leads to a file, and to a section of it where it names one. */
export function isThere(file: string, link: string): boolean {
  const [path, section] = link.split("#");
  const target = path === "" ? file : join(dirname(file), path);
  if (!existsSync(join(ROOT, target))) return false;
  if (section === undefined) return true;
  const titles = readDocument(target).matchAll(/^##+ (.*)$/gm);
  return [...titles].some(([, title]) => anchorOf(title) === section);
}
