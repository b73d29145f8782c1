/** @file The library in one file, as a page without a bundler has it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { bundle } from "../../scripts/bundle.mjs";
import { ISOLATION } from "../runtimes/browser-run.mjs";
import { ROOT } from "../support/documents.js";
import { type Served, serveFolder } from "../support/serve-folder.js";

const FILE = "dist/akari.min.js";

test("has what every entry for browsers has", async () => {
  const entries = await Promise.all(
    ["index", "model", "data", "training", "insight", "formats", "engines"].map(
      (name): Promise<object> => import(`../../src/${name}.ts`),
    ),
  );
  const names = new Set(entries.flatMap((each) => Object.keys(each)));
  const entry: Record<string, unknown> = { ...(await import("../../src/akari.min.js")) };
  expect(Object.keys(entry).sort()).toEqual([...names].sort());
  const built: object = await import(pathToFileURL(join(ROOT, FILE)).href);
  expect(Object.keys(built).sort()).toEqual([...names].sort());
  const [akari, , , , insight, formats] = entries as Record<string, unknown>[];
  // The same names with the same meaning, or more of it.
  const others = Object.keys(entry).filter((name) => !["load", "save", "predict"].includes(name));
  for (const name of others.filter((one) => one in akari)) {
    expect(entry[name]).toBe(akari[name]);
  }
  expect([entry.load, entry.save, entry.predict]).toEqual([formats.load, formats.save, insight.predict]);
});

test("is one file that needs nothing else, and says whose work is in it", async () => {
  const { imports, later, code } = await bundle(FILE);
  expect([imports, later]).toEqual([[], ""]);
  expect(code).not.toContain("worker_threads");
  const text = readFileSync(join(ROOT, FILE));
  // docs/install.md says about 245 KB.
  expect(gzipSync(text, { level: 9 }).length).toBeLessThan(250_000);
  const banner = text.toString().split("*/")[0];
  for (const name of ["akari", "fflate", "jsfive", "pako", "papaparse", "pngjs"])
    expect(banner).toContain(name);
});

test("inflates what HDF5 has deflated", async () => {
  const [built, { load }] = await Promise.all([
    import(pathToFileURL(join(ROOT, FILE)).href),
    import("../../src/formats.js"),
  ]);
  const bytes = new Uint8Array(readFileSync(join(ROOT, "test/keras/deflated.keras")));
  const pixels = Float32Array.from({ length: 16 }, (_, i) => i / 16);
  const answers = (await load(bytes)).predict(pixels);
  expect(answers.length).toBeGreaterThan(1);
  expect((await built.load(bytes)).predict(pixels)).toEqual(answers);
});

test("is what a content delivery network gives, with types", async () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect([manifest.jsdelivr, manifest.unpkg]).toEqual([`./${FILE}`, `./${FILE}`]);
  const types = readFileSync(join(ROOT, FILE.replace(".js", ".d.ts")), "utf8");
  expect(types).toContain('export * from "./index.js"');
});

describe("in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  /** What the program answers in a Worker of a page with these headers. */
  async function inWorker(headers: Readonly<Record<string, string>>): Promise<unknown> {
    const server: Served = await serveFolder(ROOT, headers);
    const page = await browser.newPage();
    try {
      await page.goto(`${server.url}test/browser/`);
      return await page.evaluate(`new Promise((resolve) => {
        const worker = new Worker("/test/browser/one-file-worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve(message);
      })`);
    } finally {
      await page.close();
      server.close();
    }
  }

  test("threads help in a Worker where the page may have them, and the weights are those of one", async () => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
    const with2 = await inWorker({ ...ISOLATION, "Content-Security-Policy": `${policy} blob:` });
    expect(with2).toEqual({ others: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { hash } = with2 as { hash: string };
    expect(await inWorker({ ...ISOLATION, "Content-Security-Policy": policy })).toEqual({ others: 1, hash });
    expect(await inWorker({})).toEqual({ others: 0, hash });
  });

  test("a policy without WebAssembly is told of", async () => {
    const policy = "default-src 'none'; script-src 'self'; worker-src 'self'";
    expect(await inWorker({ "Content-Security-Policy": policy })).toEqual({ code: "unsupported" });
  });
});
