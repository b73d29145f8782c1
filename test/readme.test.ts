/**
 * @file Does what README.md says: its programs are type-checked and run, its calls of the command are made, and what
 * they print is compared with what stands below them. The blocks build on each other, as for a reader who follows
 * them from the top.
 */

import { type ExecFileException, execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMAND_NAMES, COMMANDS } from "../src/cli/commands.js";
import { OPTIONS } from "../src/cli/options.js";
import { blocksOf, FENCED, isThere, linksOf, ROOT, readDocument } from "./support/documents.js";
import { STRICT, typeErrors } from "./support/strict-typescript.js";

const LANGUAGES = ["README.md", "README.ja.md"];

/** Files that the text shows, by the language of their only block. */
const FILES: Readonly<Record<string, string>> = { json: "seven.jsonl", csv: "houses.csv" };

const BLOCKS = blocksOf("README.md");

/** Each program with the name of its file and what the block below it says that it prints. */
const PROGRAMS = BLOCKS.flatMap(({ language, text }, i) =>
  language === "ts" ? [{ text, output: BLOCKS[i + 1].text }] : [],
).map((program, i) => ({ file: `program-${i + 1}`, ...program }));

/** Each call, in a block of its own, with what it prints; a block of text below it is what it says on standard error. */
const CALLS = BLOCKS.flatMap(({ language, text }, i) => {
  if (language !== "console") return [];
  const end = text.indexOf("\n");
  const next = BLOCKS.at(i + 1);
  const said = next?.language === "text" ? next.text : "";
  return [{ call: text.slice(0, end), output: text.slice(end + 1), said }];
});

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "akari-readme-"));
  mkdirSync(join(folder, "node_modules"));
  // "junction" is for Windows, where other links to folders need a privilege.
  symlinkSync(ROOT, join(folder, "node_modules/akari"), "junction");
  for (const { file, text } of PROGRAMS) {
    const options = { compilerOptions: STRICT, fileName: `${file}.mts` };
    const { outputText } = ts.transpileModule(text, options);
    writeFileSync(join(folder, options.fileName), text);
    writeFileSync(join(folder, `${file}.mjs`), outputText);
  }
  for (const [language, file] of Object.entries(FILES)) {
    const [block, ...others] = BLOCKS.filter((each) => each.language === language);
    if (others.length > 0) throw new Error(`README.md has more than one block that could be ${file}.`);
    writeFileSync(join(folder, file), block.text);
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a program prints: its results, or its errors where it ends with one; and what it says on standard error. */
interface Printed {
  readonly output: string;
  readonly said: string;
}

/** Runs Node in the folder. */
function runNode(...args: string[]): Promise<Printed> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const options = { cwd: folder, env: { ...env, NO_COLOR: "1" } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ output: error === null ? stdout : stderr, said: stderr });
    });
  });
}

test("there are programs and calls to run, and the first program has at most 15 lines", () => {
  expect(PROGRAMS.length).toBeGreaterThanOrEqual(4);
  expect(CALLS.length).toBeGreaterThanOrEqual(4);
  expect(PROGRAMS[0].text.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
});

test("the Japanese README has the same blocks", () => {
  expect(blocksOf("README.ja.md")).toEqual(BLOCKS);
});

test("the programs are sound TypeScript for who installs the package", () => {
  const files = PROGRAMS.map(({ file }) => join(folder, `${file}.mts`));
  expect(typeErrors(files, folder)).toBe("");
});

describe("what stands in the README is what is printed", () => {
  test.each(CALLS)("$call", async ({ call, output, said }) => {
    const [prompt, npx, akari, ...args] = call.split(" ");
    expect([prompt, npx, akari]).toEqual(["$", "npx", "akari"]);
    const printed = await runNode(join(ROOT, "dist/cli/main.js"), ...args);
    expect(printed.output).toBe(output);
    expect(printed.said).toContain(said);
  });

  test.each(PROGRAMS)("$file", async ({ file, output }) => {
    expect((await runNode(`${file}.mjs`)).output).toBe(output);
  });
});

describe.each(LANGUAGES)("%s", (file) => {
  test("names every command and every option of train, and none that there is not", () => {
    const text = readDocument(file);
    for (const name of COMMAND_NAMES) expect(text).toContain(`\`akari ${name} `);
    const prose = text.replaceAll(FENCED, "");
    const named = new Set([...prose.matchAll(/--([a-z][a-z0-9-]*)/g)].map(([, name]) => name));
    expect(Object.keys(OPTIONS)).toEqual(expect.arrayContaining([...named]));
    expect([...named]).toEqual(
      expect.arrayContaining(COMMANDS.train.options.filter((name) => name !== "debug")),
    );
  });

  test("links to files and sections that are there", () => {
    const links = linksOf(file);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !isThere(file, link))).toEqual([]);
  });
});
