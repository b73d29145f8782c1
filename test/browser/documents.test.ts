/**
 * @file Does in Chromium what docs say of browsers: programs that are shown as files are bundled and run one after the
 * other, as on visits of the same site, and print what stands below them; a page that is shown whole is opened.
 */

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { encodeModel } from "../../src/formats.js";
import { defineModel } from "../../src/index.js";
import { initializeParameters } from "../../src/model.js";
import { blocksOf, filesOf, ROOT } from "../support/documents.js";
import { type Served, serveFolder } from "../support/serve-folder.js";

const SHOWN = ["saving", "install", "own-loops", "search"].flatMap((page) => filesOf(`docs/${page}.md`));
const pageOf = (file: string): string => file.replace(/\.ts$/, ".html");

const folder = mkdtempSync(join(tmpdir(), "akari-browser-documents-"));
let server: Served;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/akari"), "junction");
  cpSync(join(ROOT, "docs/iris.json"), join(folder, "iris.json"));
  for (const { file, text } of SHOWN) writeFileSync(join(folder, file), text);
  const pages = SHOWN.filter(({ file }) => !file.includes(".worker.")).map(({ file }) => {
    const page = join(folder, pageOf(file));
    const script = `<script type="module" src="./${file}"></script>`;
    writeFileSync(page, `<!doctype html><link rel="icon" href="data:,"><body>${script}`);
    return page;
  });
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    build: { outDir: "out", rolldownOptions: { input: pages } },
    worker: { format: "es" },
  });
  server = await serveFolder(join(folder, "out"));
  browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
  context = await browser.newContext();
});
afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Opens a program's page; what it prints until now. */
async function open(file: string): Promise<{ page: Page; printed: () => string }> {
  const page = await context.newPage();
  let lines = "";
  page.on("console", (message) => {
    lines += `${message.text()}\n`;
  });
  page.on("pageerror", (error) => {
    lines += `${error}\n`;
  });
  await page.goto(server.url + pageOf(file));
  return { page, printed: () => lines };
}

test.each(SHOWN.filter(({ output }) => output !== ""))("$file", async ({ file, output }) => {
  const { page, printed } = await open(file);
  await expect.poll(printed).toBe(output);
  await page.close();
});

test("download.ts", async () => {
  const { page, printed } = await open("download.ts");
  const definition = defineModel({ inputs: 2, layers: [{ units: 1, activation: "sigmoid" }] });
  const model = { definition, parameters: initializeParameters(definition, 1) };
  const chosen = {
    name: "net.safetensors",
    mimeType: "",
    buffer: Buffer.from((await encodeModel(model)).bytes),
  };
  const downloading = page.waitForEvent("download");
  await page.getByLabel("Model").setInputFiles(chosen);
  expect((await downloading).suggestedFilename()).toBe("irises.onnx");
  expect(printed()).toBe("");
});

test("the page without a bundler prints what the program in Node does", async () => {
  const blocks = blocksOf("docs/install.md");
  const [{ text: html }] = blocks.filter(({ language }) => language === "html");
  const [{ text: output }] = blocks.filter(({ language }) => language === "text");
  const address = /https:\/\/[^"]+/.exec(html)?.[0] ?? "";
  expect(address).toMatch(/\/dist\/akari\.min\.js$/);
  await context.route(address, (route) =>
    route.fulfill({
      path: join(ROOT, "dist/akari.min.js"),
      headers: { "Access-Control-Allow-Origin": "*" },
    }),
  );
  writeFileSync(
    join(folder, "out/whole.html"),
    html.replace("<title>", '<link rel="icon" href="data:,"><title>'),
  );
  const { printed } = await open("whole.ts");
  await expect.poll(printed).toBe(output);
});
