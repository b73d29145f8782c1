/**
 * @file Does what README and docs say: their programs are type-checked and run, their calls of the command are made, and
 * what they print is compared with what stands below them. Pages and blocks build on each other, as for a reader who
 * follows them from the top. Calls of a server are for serving-guide.test.ts. It runs dist/, which `npm test` builds
 * first.
 */

import { type ExecFileException, execFile } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMAND_PAGE, commandPage } from "../scripts/cli-docs.mjs";
import { FUNCTION_PAGES, functionPage } from "../scripts/function-docs.mjs";
import { listPages } from "../site/pages.mjs";
import * as commands from "../src/cli/commands.js";
import * as help from "../src/cli/help.js";
import * as io from "../src/cli/io.js";
import * as options from "../src/cli/options.js";
import * as activations from "../src/model/activations.js";
import * as expressions from "../src/model/expressions.js";
import * as formulas from "../src/model/formulas.js";
import * as losses from "../src/model/losses.js";
import { writeTones } from "./support/class-folders.js";
import {
  blocksOf,
  FENCED,
  filesOf,
  isThere,
  linksOf,
  pathsOf,
  ROOT,
  readDocument,
  translationOf,
} from "./support/documents.js";
import { STRICT, typeErrors } from "./support/strict-typescript.js";

/** The pages that are there in both languages, by their English file. */
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs")).map((file) => `docs/${file}`),
].filter((file) => file.endsWith(".md") && !file.endsWith(".ja.md"));
const ALL = PAGES.flatMap((page) => [page, translationOf(page)]);

const inDocs = (page: string) => `docs/${page}.md`;

/** Pages with programs and calls, in the order in which they build on each other. */
const RUN = [
  "README.md",
  ...["training", "scaling", "start", "tables", "pictures", "sounds", "own-loops", "search", "insight"].map(
    inDocs,
  ),
  ...["engines", "models", "formats", "install", "saving", "cli"].map(inDocs),
];
const OF_A_SERVER = "docs/serving.md";

/** Files that the pages show, by the language of their only block. */
const FILES: Readonly<Record<string, string>> = { json: "seven.jsonl", csv: "houses.csv" };

/** What lies beside the pages and is to be saved beside a program, a table and pictures; and what the pages' programs in Python make. */
const IRIS = "iris.json";
const SHAPES = "shapes";
const FROM_PYTHON = "examples/formats";

/** What programs import besides Akari. */
const PACKAGES = ["onnxruntime-web"];

/** A folder of recordings that a page learns from. */
const TONES = "tones";

/** A program with the name of its file, or a call; what it prints, and what it says on standard error. */
interface Step {
  readonly title: string;
  readonly program?: { readonly file: string; readonly text: string };
  readonly call?: readonly string[];
  readonly output: string;
  readonly said: string;
}

/** What a page does, block by block; a block of text below a call is what that says on standard error. */
function stepsOf(page: string): Step[] {
  const blocks = blocksOf(page);
  return blocks.flatMap(({ language, text }, i): Step[] => {
    const next = blocks.at(i + 1);
    const below = next?.language === "text" ? next.text : "";
    if (language === "ts") {
      const file = `${page.replaceAll(/\W/g, "-")}-${i + 1}`;
      return [{ title: `program ${i + 1}`, program: { file, text }, output: below, said: "" }];
    }
    if (language !== "console") return [];
    const end = text.indexOf("\n");
    const title = text.slice(0, end);
    return [{ title, call: title.split(" "), output: text.slice(end + 1), said: below }];
  });
}

/** A call, or programs that follow each other: they run in one process, for to start it takes longer than most of them. */
interface Run {
  title: string;
  readonly call?: readonly string[];
  readonly programs: string[];
  readonly outputs: string[];
  readonly said: string;
}

function runsOf(page: string): Run[] {
  const runs: Run[] = [];
  for (const { title, program, output, ...step } of stepsOf(page)) {
    const last = runs.at(-1);
    if (program !== undefined && last !== undefined && last.call === undefined) {
      last.title += `, ${title}`;
      last.programs.push(program.file);
      last.outputs.push(output);
    } else
      runs.push({ ...step, title, programs: program === undefined ? [] : [program.file], outputs: [output] });
  }
  return runs;
}

const RUNS = RUN.map((page) => ({ page, runs: runsOf(page) }));
const programsOf = (page: string) => stepsOf(page).flatMap(({ program }) => program ?? []);
const PROGRAMS = RUN.flatMap(programsOf);
/** For a browser, with its Workers and its microphone: checked here, run by browser/documents.test.ts. */
const IN_A_PAGE = RUN.flatMap(filesOf);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "akari-documents-"));
  mkdirSync(join(folder, "node_modules"));
  // "junction" is for Windows, where other links to folders need a privilege.
  symlinkSync(ROOT, join(folder, "node_modules/akari"), "junction");
  for (const name of PACKAGES) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name), "junction");
  }
  for (const { file, text } of PROGRAMS) {
    const transpile = { compilerOptions: STRICT, fileName: `${file}.mts` };
    const { outputText } = ts.transpileModule(text, transpile);
    writeFileSync(join(folder, transpile.fileName), text);
    writeFileSync(join(folder, `${file}.mjs`), outputText);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const { file, text } of IN_A_PAGE) writeFileSync(join(folder, file), text);
  writeTones(join(folder, TONES));
  copyFileSync(join(ROOT, "docs", IRIS), join(folder, IRIS));
  cpSync(join(ROOT, "docs", SHAPES), join(folder, SHAPES), { recursive: true });
  for (const file of readdirSync(join(ROOT, FROM_PYTHON)).filter((name) => !name.endsWith(".py"))) {
    copyFileSync(join(ROOT, FROM_PYTHON, file), join(folder, file));
  }
  for (const [language, file] of Object.entries(FILES)) {
    const found = RUN.flatMap(blocksOf).filter((each) => each.language === language);
    if (found.length !== 1) throw new Error(`${found.length} blocks of the pages could be ${file}.`);
    writeFileSync(join(folder, file), found[0].text);
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

/** Runs Node in the folder, in a terminal without colours that speaks English. */
function runNode(...args: string[]): Promise<Printed> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const run = { cwd: folder, env: { ...env, NO_COLOR: "1", LC_ALL: "C" } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, run, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ output: error === null ? stdout : stderr, said: stderr });
    });
  });
}

test("the README has at most 250 lines in each language, and its first program at most 15", () => {
  for (const file of ["README.md", translationOf("README.md")]) {
    expect(readDocument(file).split("\n").length - 1, file).toBeLessThanOrEqual(250);
  }
  expect(PROGRAMS[0].text.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
  // A newcomer's own objects and arrays take eight.
  const short = [PROGRAMS[1], ...programsOf("docs/start.md").slice(0, 2)];
  for (const { text } of short) {
    expect(text).toMatch(/split\((?:table|dataset)\(/);
    expect(text.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(8);
  }
});

test("every page with a program or a call is run", () => {
  const found = PAGES.filter((page) => stepsOf(page).length > 0);
  expect([...found].sort()).toEqual([...RUN, OF_A_SERVER].sort());
});

test("every page is on the list of the site, and every page of the list is there", () => {
  const files = listPages().map(({ file }) => file);
  expect(ALL.filter((page) => !files.includes(page))).toEqual([]);
});

test("every function that a program can import is named on a page", async () => {
  const named = new Set(PAGES.map(readDocument).join("\n").match(/\w+/g));
  const { exports }: { exports: Record<string, string | { default: string }> } = JSON.parse(
    readDocument("package.json"),
  );
  // What the page's single file has, the entries have.
  const entries = Object.values(exports)
    .flatMap((entry) => (typeof entry === "string" ? [] : entry.default))
    .filter((entry) => !entry.endsWith(".min.js"));
  expect(entries.length).toBeGreaterThanOrEqual(8);
  const unnamed = await Promise.all(
    entries.map(async (entry) => {
      const exported: Record<string, unknown> = await import(pathToFileURL(join(ROOT, entry)).href);
      return Object.keys(exported).filter((name) => typeof exported[name] === "function" && !named.has(name));
    }),
  );
  expect([...new Set(unnamed.flat())]).toEqual([]);
});

test("the programs are sound TypeScript for who installs the package", () => {
  const files = [...PROGRAMS.map(({ file }) => `${file}.mts`), ...IN_A_PAGE.map(({ file }) => file)].map(
    (file) => join(folder, file),
  );
  expect(typeErrors(files, folder)).toBe("");
});

/** Stands after what each of several programs prints. */
const END = "\u0004\n";

describe.each(RUNS)("what stands in $page is what is printed", ({ runs }) => {
  test.each(runs)("$title", async ({ call, programs, outputs, said }) => {
    if (call !== undefined) {
      const [prompt, npx, akari, ...args] = call;
      expect([prompt, npx, akari]).toEqual(["$", "npx", "akari"]);
      const printed = await runNode(join(ROOT, "dist/cli/main.js"), ...args);
      expect([printed.output]).toEqual(outputs);
      expect(printed.said).toContain(said);
      return;
    }
    const lines = programs.flatMap((file) => [
      `await import("./${file}.mjs");`,
      `process.stdout.write(${JSON.stringify(END)});`,
    ]);
    const { output } = await runNode("--input-type=module", "--eval", lines.join("\n"));
    expect(output.split(END).slice(0, programs.length)).toEqual(outputs);
  });
});

/** Comments are for their reader, in either language. */
const withoutComments = (page: string) =>
  blocksOf(page).map(({ language, text }) => ({ language, text: text.replaceAll(/^# .*$/gm, "#") }));

describe.each(PAGES)("%s", (page) => {
  test("has the same blocks in Japanese", () => {
    expect(existsSync(join(ROOT, translationOf(page)))).toBe(true);
    expect(withoutComments(translationOf(page))).toEqual(withoutComments(page));
  });
});

describe.each(ALL)("%s", (file) => {
  const prose = readDocument(file).replaceAll(FENCED, "");

  test("names no option that there is not", () => {
    const named = [...prose.matchAll(/(?<![\w-])--([a-z][a-z0-9-]*)/g)].map(([, name]) => name);
    expect(named.filter((name) => !(name in options.OPTIONS))).toEqual([]);
  });

  test("links to files and sections that are there", () => {
    const links = linksOf(file);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !isThere(file, link))).toEqual([]);
  });

  test("names files and folders that are there", () => {
    expect(pathsOf(file).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

test.each(["docs/architecture.md", "CONTRIBUTING.md"])("%s names the same files in Japanese", (page) => {
  const named = (file: string) => new Set(pathsOf(file).map((path) => path.replace(/\.ja\.md$/, ".md")));
  expect(named(page).size).toBeGreaterThan(40);
  expect(named(translationOf(page))).toEqual(named(page));
});

test.each(FUNCTION_PAGES)(
  "%s has the tables of functions as they are; npm run docs:functions writes them",
  (page) => {
    const text = readDocument(page);
    expect(text).toBe(functionPage(page, text, { activations, expressions, formulas, losses }));
  },
);

describe(COMMAND_PAGE, () => {
  test("is what the tables of commands and options make; npm run docs:cli writes it", () => {
    expect(readDocument(COMMAND_PAGE)).toBe(commandPage({ commands, options, io, help }));
  });

  test("has every command and option in Japanese, in the same order", () => {
    const named = (file: string) => {
      const text = readDocument(file);
      return {
        commands: [...text.matchAll(/^## (`akari .*)$/gm)].map(([, name]) => name),
        calls: [...text.matchAll(/^\| (\[`akari .*?\)) \|/gm)].map(([, call]) => call),
        // Of each command, those that it takes, and then the rows of their tables.
        options: [...text.matchAll(/(?<=^- \[.*(?:\n {2}.*)*)`(--[a-z0-9-]+)`|^\| (`--.*?) \|/gm)].map(
          ([, taken, row]) => taken ?? row,
        ),
        codes: [...text.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => code),
      };
    };
    expect(named(COMMAND_PAGE).options.length).toBeGreaterThan(Object.keys(options.OPTIONS).length);
    expect(named(translationOf(COMMAND_PAGE))).toEqual(named(COMMAND_PAGE));
  });
});
