/**
 * @file What npm would publish, as its users find it: what is in it, what its manifest says, its types in a program for
 * Node, and a CommonJS program that requires it. `npm run check:package` does the same at more length.
 */

import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LABELS, makeApp } from "../bundlers/packed.js";
import { ROOT } from "../support/documents.js";

const run = promisify(execFile);
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
/** What users import: `akari`, `akari/model`, … */
const ENTRIES = Object.keys(manifest.exports)
  .filter((entry) => !entry.endsWith(".json"))
  .map((entry) => entry.replace(".", "akari"));

let app: Awaited<ReturnType<typeof makeApp>>;
let installed: string;
beforeAll(async () => {
  app = await makeApp();
  installed = join(app.folder, "node_modules/akari");
  for (const name of Object.keys(manifest.dependencies)) {
    const place = join(app.folder, "node_modules", name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), place, "junction");
  }
});
afterAll(() => app?.remove());

test("it holds what users need, and no more", () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(installed, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const known = [
    /^(?:package\.json|README(?:\.ja)?\.md|CHANGELOG\.md|LICENSE)$/,
    // The pages, and the data that their programs read.
    /^docs\/[\w./-]+\.(?:md|json|csv|png|wav)$/,
    /^dist\/(?!studio\/)[\w./-]+\.js$/,
    // The program that `--to torchrun` writes.
    /^dist\/formats\/torchrun\/train\.py$/,
    /^dist\/(?!studio\/|cli\/|server\/)[\w./-]+\.d\.ts$/,
    /^dist\/studio\/(?:index\.html|sw\.js|icon\.svg|manifest\.webmanifest|licences\.md)$/,
    /^dist\/studio\/assets\/[\w.-]+\.(?:js|css|woff2)$/,
    /^dist\/studio\/models\/[\w-]+\.safetensors$/,
  ];
  const wrong = files.filter(
    (file) => /\.test\.|\.map$/.test(file) || !known.some((form) => form.test(file)),
  );
  expect(wrong).toEqual([]);
  const [tarball] = readdirSync(app.folder).filter((name) => name.endsWith(".tgz"));
  expect(statSync(join(app.folder, tarball)).size).toBeLessThan(3_500_000);
});

test("a CommonJS program requires every entry, and Node has nothing to say of it", async () => {
  const program = readFileSync(fileURLToPath(new URL("program.cjs", import.meta.url)), "utf8");
  writeFileSync(join(app.folder, "required.cjs"), program);
  const { stdout, stderr } = await run(process.execPath, ["required.cjs"], { cwd: app.folder });
  expect(JSON.parse(stdout)).toEqual({ entries: ENTRIES, empty: [], labels: LABELS });
  expect(stderr).toBe("");
});

test("the types of every entry hold in a program for Node, which has none of a page", () => {
  const lines = ENTRIES.map((entry, i) => `export * as entry${i} from ${JSON.stringify(entry)};`);
  const file = join(app.folder, "entries.ts");
  writeFileSync(file, lines.join("\n"));
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipDefaultLibCheck: true,
    noEmit: true,
  });
  const told = ts.getPreEmitDiagnostics(program);
  expect(told.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  // Before TypeScript 5.7 there is no such type. src/bytes.ts, whose comment names it, has one that is right in both.
  const tooNew = program
    .getSourceFiles()
    .filter(
      ({ fileName, text }) => /\/akari\/dist\/(?!bytes\.)/.test(fileName) && /Array<ArrayBuffer/.test(text),
    );
  expect(tooNew.map(({ fileName }) => fileName)).toEqual([]);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest, { color: false }))).toEqual([]);
});
