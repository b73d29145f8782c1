/**
 * @file `import { load } from "akari"` without configuration: a small app with the published package, built by Vite and
 * by esbuild, run in a page, a Worker and Node.
 */

import { execFile } from "node:child_process";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { build as vite } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { load } from "../../src/formats/load-save.js";
import { serveFolder } from "../support/serve-folder.js";
import { LABELS, MODEL, makeApp } from "./packed.js";

const run = promisify(execFile);

let app: Awaited<ReturnType<typeof makeApp>>;
let expected: string;
beforeAll(async () => {
  app = await makeApp();
  const model = await load(MODEL);
  const once = Array.from(model.predict([1, 2, 3]));
  expected = JSON.stringify({ once, again: once, labels: LABELS });
});
afterAll(() => app?.remove());

/** Runs a program of Node's in the app's folder. */
const node = async (...args: string[]): Promise<string> =>
  (await run(process.execPath, args, { cwd: app.folder })).stdout.trim();

describe("in Node", () => {
  test("as it is", async () => {
    expect(await node("program.js")).toBe(expected);
  });

  test("in a Worker", async () => {
    const code = `import { parentPort } from "node:worker_threads";
      import { answer } from "./answer.js";
      parentPort.postMessage(await answer());`;
    writeFileSync(join(app.folder, "thread.js"), code);
    const starter = `import { Worker } from "node:worker_threads";
      new Worker(new URL("./thread.js", import.meta.url)).on("message", (text) => console.log(text));`;
    writeFileSync(join(app.folder, "threads.js"), starter);
    expect(await node("threads.js")).toBe(expected);
  });

  test("bundled by esbuild", async () => {
    const outdir = join(app.folder, "bundle-node");
    await esbuild({
      absWorkingDir: app.folder,
      entryPoints: ["program.js"],
      bundle: true,
      platform: "node",
      format: "esm",
      outdir,
    });
    cpSync(join(app.folder, "net.safetensors"), join(outdir, "net.safetensors"));
    expect(await node("bundle-node/program.js")).toBe(expected);
  });
});

const RUNTIMES = new URL("../runtimes/node_modules/", import.meta.url);

test.for([
  ["Deno", "@deno/linux-x64-glibc/deno", ["run", "--allow-read", "program.js"]],
  ["Bun", "@oven/bun-linux-x64-baseline/bin/bun", ["program.js"]],
] as const)("in %s", async ([name, path, args], { skip }) => {
  const program = fileURLToPath(new URL(path, RUNTIMES));
  if (!existsSync(program)) return skip(`npm run test:runtimes has not installed ${name} yet`);
  const { stdout } = await run(program, args, { cwd: app.folder });
  expect(stdout.trim()).toBe(expected);
});

describe("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  /** What the page and its Worker have answered. */
  async function open(folder: string): Promise<{ page: string; worker: string; troubles: string[] }> {
    const server = await serveFolder(folder);
    const page = await browser.newPage();
    const troubles: string[] = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(String(error)));
    try {
      await page.goto(server.url);
      await page.locator("#page:not(:empty)").waitFor();
      await page.locator("#worker:not(:empty)").waitFor();
      const text = async (id: string) => (await page.locator(id).textContent()) ?? "";
      return { page: await text("#page"), worker: await text("#worker"), troubles };
    } finally {
      await page.close();
      server.close();
    }
  }

  test("built by Vite", async () => {
    await vite({ root: app.folder, configFile: false, logLevel: "error", build: { outDir: "bundle-vite" } });
    const answers = { page: expected, worker: expected, troubles: [] };
    expect(await open(join(app.folder, "bundle-vite"))).toEqual(answers);
  });

  test("built by esbuild", async () => {
    const outdir = join(app.folder, "bundle-esbuild");
    await esbuild({
      absWorkingDir: app.folder,
      entryPoints: ["main.js", "worker.js"],
      bundle: true,
      format: "esm",
      outdir,
    });
    for (const file of ["net.safetensors", "index.html"]) cpSync(join(app.folder, file), join(outdir, file));
    const answers = { page: expected, worker: expected, troubles: [] };
    expect(await open(outdir)).toEqual(answers);
  });
});
