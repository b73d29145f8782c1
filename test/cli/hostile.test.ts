/**
 * @file Names, labels, cells and a file's name that would do harm where they are taken for more than text: in reports
 * opened in a real Chromium, in CSV and JSON, and in ONNX files.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import Papa from "papaparse";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import { randomGenerator } from "../../src/model/random.js";
import { HOSTILE } from "../support/table-models.js";
import { akari, makeFolder } from "./harness.js";

const IN_PAGES = [
  '<img src=x onerror="globalThis.harmed = 1">',
  '"><script>globalThis.harmed = 1</script>',
  "</title></style></script><script>globalThis.harmed = 1</script>",
  "' onmouseover='globalThis.harmed = 1' x='",
  "<svg onload=globalThis.harmed=1>",
  "javascript:globalThis.harmed=1",
  "&lt;script&gt;globalThis.harmed = 1",
  "<!--",
  "]]><script>globalThis.harmed = 1</script>",
];
const ALL = [...IN_PAGES, ...HOSTILE, "=1+1", "@SUM(A1)"];

const folder = makeFolder();
const random = randomGenerator(7, "hostile texts");
const quoted = (cells: readonly string[]): string =>
  Papa.unparse([[...cells]], { newline: "\n", quotes: true });

/** A table with some of the texts as its columns' names, and others as its categories and classes. */
function table(texts: readonly string[], target: (row: number) => string): string {
  const header = [...texts.slice(0, 4).map((text) => `${text} 1`), "kind", "target"];
  const rows = Array.from({ length: 80 }, (_, row) => [
    ...texts.slice(0, 4).map(() => String(random.normal())),
    texts[4 + (row % 3)],
    target(row),
  ]);
  return `${[header, ...rows].map(quoted).join("\n")}\n`;
}

/** So that every text is a name in one table, a category and a class in others. */
const CASES = Array.from({ length: Math.ceil(ALL.length / 4) }, (_, i) => {
  const texts = Array.from({ length: 9 }, (_, k) => ALL[(4 * i + k) % ALL.length].trim());
  return { file: `${i} <img src=x onerror=globalThis.harmed=1>;'.csv`, texts, i };
});

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

describe.each(CASES)("$texts", ({ file, texts, i }) => {
  const data = folder.path(file);
  const model = folder.path(`${i}.safetensors`);

  beforeAll(async () => {
    const areClasses = i % 2 === 0;
    writeFileSync(
      data,
      table(texts, (row) => (areClasses ? texts[7 + (row % 2)] : String(random.normal()))),
    );
    const kind = ["--column", "kind=category", ...(areClasses ? ["--task", "classification"] : [])];
    const { code, stderr } = await akari(["train", data, "--epochs", "2", ...kind, "--out", model]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("nothing of them happens in a report", async () => {
    const page = await browser.newPage();
    const troubles: string[] = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("dialog", (dialog) => troubles.push(dialog.message()));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url()) || /\/x$/.test(request.url())) troubles.push(request.url());
    });
    for (const language of ["en", "ja"]) {
      const report = folder.path(`${i}.${language}.html`);
      const { code } = await akari(["report", model, data, "--lang", language, "--out", report]);
      expect(code).toBe(0);
      await page.goto(pathToFileURL(report).href);
      // Whatever waits for a mouse gets one.
      await page.evaluate(() => {
        for (const element of document.querySelectorAll("*")) element.dispatchEvent(new Event("mouseover"));
      });
      expect(await page.evaluate(() => "harmed" in globalThis)).toBe(false);
      expect(await page.locator("script, img[src='x'], svg[onload], [onmouseover]").count()).toBe(0);
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("predictions are one line each, and a spreadsheet computes none of a safe table's cells", async () => {
    const { stdout: lines } = await akari(["predict", model, data, "--json"]);
    expect(
      lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toHaveLength(80);
    const { stdout: safe } = await akari(["predict", model, data, "--csv-safe"]);
    const { data: cells } = Papa.parse<string[]>(safe, { skipEmptyLines: true });
    expect(cells).toHaveLength(81);
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^\s*(?:[=@]\S|[+-][^\d.])/);
  });

  test("an ONNX file says what the model's own says", async () => {
    const onnx = folder.path(`${i}.onnx`);
    const { code } = await akari(["export", model, "--to", "onnx", "--out", onnx]);
    expect(code).toBe(0);
    const { model: own } = await decodeSafetensorsModel(new Uint8Array(readFileSync(model)), "own");
    const { model: read } = await decodeOnnx(new Uint8Array(readFileSync(onnx)), "onnx");
    expect(read.definition.labels).toEqual(own.definition.labels);
    expect(read.definition.preprocessing).toEqual(own.definition.preprocessing);
  });
});
