/**
 * @file Does what README.md says: its programs are type-checked and run, its calls of the command are made, and what
 * they print is compared with what stands below them. The blocks build on each other, as for a reader who follows
 * them from the top.
 */

import { type ExecFileException, execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMAND_NAMES, COMMANDS } from "../src/cli/commands.js";
import { OPTIONS } from "../src/cli/options.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LANGUAGES = ["README.md", "README.ja.md"];

/** Files that the text shows, by the language of their only block. */
const FILES: Readonly<Record<string, string>> = { json: "seven.jsonl", csv: "houses.csv" };

/** A fenced block: its language and its text, which ends with a line break. */
interface Block {
  readonly language: string;
  readonly text: string;
}

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n");

const FENCED = /^```(\w+)\n([\s\S]*?)^```$/gm;

function blocksOf(file: string): Block[] {
  return [...read(file).matchAll(FENCED)].map(([, language, text]) => ({ language, text }));
}

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

/** A strict project's, with no types but Akari's own and the standard libraries'. */
const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "akari-readme-"));
  mkdirSync(join(folder, "node_modules"));
  // "junction" is for Windows, where other links to folders need a privilege.
  symlinkSync(ROOT, join(folder, "node_modules/akari"), "junction");
  for (const { file, text } of PROGRAMS) {
    const options = { compilerOptions: COMPILER_OPTIONS, fileName: `${file}.mts` };
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
  const program = ts.createProgram(files, COMPILER_OPTIONS);
  const messages = ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => "\n",
  });
  expect(messages).toBe("");
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
    const text = read(file);
    for (const name of COMMAND_NAMES) expect(text).toContain(`\`akari ${name} `);
    const prose = text.replaceAll(FENCED, "");
    const named = new Set([...prose.matchAll(/--([a-z][a-z0-9-]*)/g)].map(([, name]) => name));
    expect(Object.keys(OPTIONS)).toEqual(expect.arrayContaining([...named]));
    expect([...named]).toEqual(
      expect.arrayContaining(COMMANDS.train.options.filter((name) => name !== "debug")),
    );
  });

  test("links to files and sections that are there", () => {
    const text = read(file);
    const targets = [...text.matchAll(/\]\(([^):]+)\)/g)].map(([, target]) => target);
    const sections = [...text.matchAll(/^##+ (.*)$/gm)].map(([, title]) => anchor(title));
    const there = (target: string): boolean =>
      target.startsWith("#") ? sections.includes(target) : existsSync(join(ROOT, target));
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !there(target))).toEqual([]);
  });
});

/** How GitHub links to a title. */
function anchor(title: string): string {
  return `#${title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-")}`;
}
