/**
 * @file docs/formats.md: its tables are what the readers and writers know, and its programs for other places run there, on
 * what its first program exports. What runs in Node with Akari is for documents.test.ts. It runs dist/.
 */

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMAT_PAGES, formatModules, formatPage } from "../scripts/format-docs.mjs";
import { NO_PYTHON, python } from "./pytorch/python.js";
import { blocksOf, ROOT, readDocument } from "./support/documents.js";
import { STRICT, typeErrors } from "./support/strict-typescript.js";

const modules = await formatModules(
  (path): Promise<unknown> => import(pathToFileURL(join(ROOT, `src/${path}.ts`)).href),
);
const [PAGE] = FORMAT_PAGES;

test.each(FORMAT_PAGES)("%s has the tables as they are; npm run docs:formats writes them", (page) => {
  const text = readDocument(page);
  expect(text).toBe(formatPage(page, text, modules));
});

test("every operator that is written around the activations is in the table of what is written", () => {
  const folder = join(ROOT, "src/formats/onnx");
  const [, written] = readDocument(PAGE).split("<!-- onnx-written -->");
  const named = readdirSync(folder)
    .filter((file) => file === "encode.ts" || file === "table-writer.ts")
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/node\(\s*"(\w+)"/g)])
    .map(([, operator]) => operator);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((operator) => !written.includes(`\`${operator}\``))).toEqual([]);
});

describe("what is exported is used as the page says", () => {
  const blocks = blocksOf(PAGE);
  const of = (language: string) => blocks.filter((block) => block.language === language);
  const below = (text: string) => blocks[blocks.findIndex((block) => block.text === text) + 1].text;
  const folder = mkdtempSync(join(tmpdir(), "akari-formats-"));
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const compiled = (text: string) =>
    ts.transpileModule(text, { compilerOptions: STRICT, fileName: "program.mts" }).outputText;
  const node = (file: string) => execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });

  beforeAll(() => {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(ROOT, join(folder, "node_modules/akari"), "junction");
    write("package.json", '{ "type": "module" }');
    copyFileSync(join(ROOT, "docs/iris.json"), join(folder, "iris.json"));
    write("export.js", compiled(of("ts")[0].text));
    node("export.js");
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("in TypeScript", () => {
    const [{ text }] = of("typescript");
    write("program.ts", text);
    expect(typeErrors([join(folder, "program.ts")], folder)).toBe("");
    write("iris.js", compiled(readFileSync(join(folder, "iris.ts"), "utf8")));
    write("program.js", compiled(text));
    expect(node("program.js")).toBe(below(text));
  });

  test("the programs of Keras and PyTorch are those that made the files beside them", () => {
    const files = readdirSync(join(ROOT, "examples/formats")).filter((file) => file.endsWith(".py"));
    const texts = files.map((file) => readFileSync(join(ROOT, "examples/formats", file), "utf8"));
    expect(texts.filter((text) => !of("python").some((block) => block.text === text))).toEqual([]);
  });

  test.skipIf(python === undefined)(`in PyTorch (skipped where there is ${NO_PYTHON})`, () => {
    const [train, , use] = of("python").map(({ text }) => text);
    expect(use).toContain("from iris import predict");
    write("programs.py", train + use);
    const run = python?.([
      "-c",
      `import os; os.chdir(${JSON.stringify(folder)}); exec(open("programs.py").read())`,
    ]);
    expect(run?.stdout, run?.stderr).toBe(below(train) + below(use));
  });
});
