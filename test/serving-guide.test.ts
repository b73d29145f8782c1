/**
 * @file Does what docs/serving.md says: its calls are made of a real server, and what they answer is compared with what
 * stands below them. Where the guide has `…`, anything may stand; spaces and line breaks do not count, for the guide
 * sets in several lines what is answered in one. It runs dist/, which `npm test` builds first.
 */

import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../scripts/free-port.mjs";
import { COMMANDS } from "../src/cli/commands.js";
import { LIMIT_OPTIONS } from "../src/cli/options/server.js";
import { makeFolder } from "./cli/harness.js";
import { curl } from "./support/curl.js";
import { blocksOf, FENCED, ROOT, readDocument, translationOf } from "./support/documents.js";
import { STRICT, typeErrors } from "./support/strict-typescript.js";

const GUIDE = "docs/serving.md";
const LANGUAGES = [GUIDE, translationOf(GUIDE)];
const MAIN = join(ROOT, "dist/cli/main.js");
const ADDRESS = "127.0.0.1:8080";

const BLOCKS = blocksOf(GUIDE);
const textsIn = (language: string, blocks = BLOCKS): string[] =>
  blocks.filter((block) => block.language === language).map(({ text }) => text);

/** A call, of one line or several, and what stands below it, which begins a line that is not indented. */
const CALLS = textsIn("console").map((text) => {
  const [, call, output] = /^\$ (.*\n(?: .*\n)*)([\s\S]*)$/.exec(text) ?? [];
  return { call: call.trim(), output };
});
const CURLS = CALLS.filter(({ call }) => call.startsWith("curl "));
const [TRAIN, SERVE] = CALLS.filter(({ call }) => call.startsWith("npx akari "));
const [CSV] = textsIn("csv");
const [PROGRAM] = textsIn("ts");
const [PYTHON] = textsIn("python");
const [PRINTED] = textsIn("text");
const [LOG] = textsIn("jsonl");

const { path, remove } = makeFolder();
let address: string;
let server: ChildProcess;
let trained: string;
let said = "";
let log = "";
let metrics: string;

const run = promisify(execFile);
const here = (text: string): string => text.replaceAll(ADDRESS, address);

beforeAll(async () => {
  const [houses] = textsIn("csv", blocksOf("docs/training.md"));
  writeFileSync(path("houses.csv"), houses);
  writeFileSync(path("new.csv"), CSV);
  const options = { cwd: path(".") };
  const [, , ...training] = TRAIN.call.split(" ");
  trained = (await run(process.execPath, [MAIN, ...training], options)).stdout;
  const port = String(await freePort());
  address = `127.0.0.1:${port}`;
  const [, , ...serving] = SERVE.call.split(" ");
  server = spawn(process.execPath, [MAIN, ...serving, "--port", port], options);
  server.stdout?.on("data", (text) => {
    log += text;
  });
  await new Promise((resolve, reject) => {
    server.stderr?.on("data", (text) => {
      said += text;
      if (said.includes("Ctrl-C ends it.\n")) resolve(undefined);
    });
    server.once("close", () => reject(new Error(said)));
  });
});
afterAll(() => {
  server.kill("SIGKILL");
  remove();
});

const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replaceAll(/\s/g, "")
      .split("…")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );

test("the guide has the calls that are made here", () => {
  expect(CURLS.length).toBeGreaterThanOrEqual(5);
  expect(TRAIN.call).toBe("npx akari train houses.csv --out houses.safetensors");
  expect(SERVE.call).toBe("npx akari serve houses.safetensors");
  expect(trained).toBe(TRAIN.output);
  expect(said).toContain(here(SERVE.output));
});

test.each(CURLS)("$call", async ({ call, output }) => {
  const answer = await (await curl(here(call), path)).text();
  expect(answer.replaceAll(/\s/g, "")).toMatch(pattern(output));
});

describe("programs", () => {
  test("the TypeScript one is sound, and prints what stands below it", async () => {
    const file = path("ask.mts");
    writeFileSync(file, PROGRAM);
    expect(typeErrors([file], path(""))).toBe("");
    const { outputText } = ts.transpileModule(here(PROGRAM), { compilerOptions: STRICT, fileName: file });
    writeFileSync(path("ask.mjs"), outputText);
    expect((await run(process.execPath, [path("ask.mjs")])).stdout).toBe(PRINTED);
  });

  test.skipIf(spawnSync("python3", ["--version"]).status !== 0)(
    "the Python one prints the same",
    async () => {
      writeFileSync(path("ask.py"), here(PYTHON));
      expect((await run("python3", [path("ask.py")])).stdout.replaceAll("\r\n", "\n")).toBe(PRINTED);
    },
  );
});

test("the log has the lines of the guide", async () => {
  metrics = await (await fetch(`http://${address}/metrics`)).text();
  server.kill("SIGTERM");
  const [code] = await once(server, "close");
  expect(code).toBe(0);
  const lines = log
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll(/\s/g, ""));
  for (const line of here(LOG).trimEnd().split("\n")) {
    expect(
      lines.filter((logged) => pattern(line).test(logged)),
      line,
    ).not.toEqual([]);
  }
});

describe.each(LANGUAGES)("%s", (file) => {
  const text = readDocument(file);

  test("names every metric, and none that there is not", () => {
    const counted = [...metrics.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
    const named = [...text.matchAll(/^\| `((?:akari|process)_\w+)` \|/gm)].map(([, name]) => name);
    expect(named).toEqual(counted);
  });

  test("names the limits and their defaults", () => {
    const rows = [...text.matchAll(/^\| `--([a-z-]+)` \| (\w+) \|/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const limits = Object.entries(LIMIT_OPTIONS).map(([name, option]) => [name, option.default]);
    expect(rows).toEqual(limits);
  });

  test("names the options of access, and none that it does not take", () => {
    const prose = text.replaceAll(FENCED, "");
    const named = new Set([...prose.matchAll(/`--([a-z-]+)/g)].map(([, name]) => name));
    for (const name of [
      "host",
      "port",
      "token-file",
      "proxies",
      "allow-host",
      "allow-origin",
      "reload-every",
      "linger",
    ])
      expect(named).toContain(name);
    expect(COMMANDS.serve.options).toEqual(
      expect.arrayContaining([...named].filter((name) => name !== "json")),
    );
  });
});
