/** @file What a page saves in its browser and loads from there, in Chromium. */

import { readFile } from "node:fs/promises";
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { encodeModel, hashParameters, listStored, load, removeStored, save } from "../../src/formats.js";
import { dataset, defineModel, fit } from "../../src/index.js";
import { initializeParameters } from "../../src/model.js";
import { ROOT } from "../support/documents.js";
import { type Served, serveFolder } from "../support/serve-folder.js";

const definition = defineModel({
  inputs: 2,
  layers: [
    { units: 3, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
});
const model = { definition, parameters: initializeParameters(definition, 1) };

const XOR: [number[][], string[]] = [
  [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  ["same", "different", "different", "same"],
];

/** What every page here begins with. */
const IMPORTS = `
  const akari = await import("ONE_FILE");
  const { dataset, defineModel, fit, initializeParameters, load, save } = akari;
  const definition = defineModel(${JSON.stringify(definition)});
  const model = { definition, parameters: initializeParameters(definition, 1) };
  const told = (promise) => promise.then(() => "no error", ({ code, message }) => code + ": " + message);
  const data = dataset(...${JSON.stringify(XOR)});
`;

/** Of any page of the server, and of frames that are of none. */
const ONE_FILE = () => `${server.url}dist/akari.min.js`;

let browser: Browser;
let server: Served;
let context: BrowserContext;
beforeAll(async () => {
  server = await serveFolder(ROOT, { "Access-Control-Allow-Origin": "*" });
  browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
  context = await browser.newContext();
});
afterAll(async () => {
  await browser.close();
  server.close();
});

async function openPage(at = `${server.url}test/browser/`, where = context): Promise<Page> {
  const page = await where.newPage();
  await page.goto(at);
  return page;
}

/** What a program answers in a page, or a frame of one. */
const run = (page: Page | Frame, program: string): Promise<unknown> =>
  page.evaluate(`(async () => { ${IMPORTS.replace("ONE_FILE", ONE_FILE())} ${program} })()`);

describe("a model in IndexedDB", () => {
  test("is there for the next page, its bytes are those of Node's file, and it is listed and removed", async () => {
    const first = await openPage();
    expect(await run(first, "return akari.listStored()")).toEqual([]);
    const missing = await run(first, 'return told(load("indexeddb://digits"))');
    expect(missing).toBe("not-found: There is no indexeddb://digits; this site has stored nothing.");
    await run(
      first,
      'await save(model, "indexeddb://digits"); await akari.save(model, "indexeddb://桁 2/as.onnx");',
    );
    await first.close();

    const page = await openPage();
    const bytes = await run(
      page,
      `const opening = indexedDB.open("akari");
       await new Promise((done) => (opening.onsuccess = done));
       const asked = opening.result.transaction("files").objectStore("files").get("digits");
       await new Promise((done) => (asked.onsuccess = done));
       opening.result.close();
       return Array.from(asked.result);`,
    );
    expect(bytes).toEqual(Array.from((await encodeModel(model)).bytes));
    const ours = Array.from((await load((await encodeModel(model)).bytes)).predict([1, 2]));
    for (const from of ['load("indexeddb://digits")', 'akari.load("indexeddb://桁 2/as.onnx")']) {
      expect(await run(page, `return Array.from((await ${from}).predict([1, 2]))`)).toEqual(ours);
    }
    expect(await run(page, "return akari.listStored()")).toEqual([
      "indexeddb://digits",
      "indexeddb://桁 2/as.onnx",
    ]);
    expect(await run(page, 'return told(load("indexeddb://digit"))')).toBe(
      "not-found: There is no indexeddb://digit; this site has stored indexeddb://digits, indexeddb://桁 2/as.onnx.",
    );
    await run(page, "for (const each of await akari.listStored()) await akari.removeStored(each)");
    expect(await run(page, "return akari.listStored()")).toEqual([]);
    expect(await run(page, 'return told(akari.removeStored("digits"))')).toBe(
      'invalid-argument: What is stored is called indexeddb:// and a name, not "digits".',
    );
    expect(await run(page, 'return told(save(model, "indexeddb://"))')).toContain("invalid-argument");
  });

  test("is the last that one of two tabs has saved, and no tab keeps another from removing it all", async () => {
    const tabs = [await openPage(), await openPage()];
    const saving = 'for (let i = 0; i < 20; i++) await save(model, "indexeddb://shared");';
    await Promise.all(tabs.map((tab) => run(tab, saving)));
    expect(await run(tabs[1], "return akari.listStored()")).toEqual(["indexeddb://shared"]);
    const gone = `const asked = indexedDB.deleteDatabase("akari");
      return new Promise((done) => { asked.onsuccess = () => done("gone"); asked.onblocked = () => done("blocked"); })`;
    expect(await run(tabs[0], gone)).toBe("gone");
    expect(await run(tabs[1], "return akari.listStored()")).toEqual([]);
  });

  test("can be saved by a Worker", async () => {
    const page = await openPage();
    const worker = `
      import { defineModel, initializeParameters, save } from "${ONE_FILE()}";
      const definition = defineModel(${JSON.stringify(definition)});
      await save({ definition, parameters: initializeParameters(definition, 1) }, "indexeddb://from-worker");
      postMessage("saved");`;
    const source = JSON.stringify(worker);
    const answer = await run(
      page,
      `const worker = new Worker(URL.createObjectURL(new Blob([${source}], { type: "text/javascript" })), { type: "module" });
       return new Promise((done) => { worker.onmessage = ({ data }) => done(data); worker.onerror = ({ message }) => done(message); });`,
    );
    expect(answer).toBe("saved");
    expect(await run(page, "return akari.listStored()")).toContain("indexeddb://from-worker");
  });

  test("that cannot be kept is told of", async () => {
    const full = await openPage(undefined, await browser.newContext());
    const devtools = await full.context().newCDPSession(full);
    await devtools.send("Storage.overrideQuotaForOrigin", {
      origin: new URL(server.url).origin,
      quotaSize: 1,
    });
    expect(await run(full, 'return told(save(model, "indexeddb://digits"))')).toBe(
      "unsupported: The browser has no more room for this page in IndexedDB. Use removeStored, or save a download.",
    );
    // A frame that the browser counts as of no site.
    const nowhere = await openPage();
    await nowhere.setContent('<iframe sandbox="allow-scripts" srcdoc="A frame"></iframe>');
    const frame = nowhere.frames()[1];
    expect(await run(frame, 'return told(save(model, "indexeddb://digits"))')).toMatch(
      /^unsupported: The browser keeps nothing for this page in IndexedDB: .* Save a download\.$/,
    );
    const newer = await openPage(undefined, await browser.newContext());
    const upgrade = `const asked = indexedDB.open("akari", 2);
      await new Promise((done) => (asked.onsuccess = done)); asked.result.close();
      return told(save(model, "indexeddb://digits"));`;
    expect(await run(newer, upgrade)).toMatch(/^unsupported: .*\(NotFoundError\)/);
  });

  test("is for browsers", async () => {
    const sentence =
      'IndexedDB is in browsers. Here there are files: take a path, as in "digits.safetensors".';
    await expect(save(model, "indexeddb://digits")).rejects.toThrow(sentence);
    await expect(load("indexeddb://digits")).rejects.toThrow(sentence);
    await expect(listStored()).rejects.toThrow(sentence);
    await expect(removeStored("indexeddb://digits")).rejects.toThrow(sentence);
    for (const wrong of [undefined, 3, {}] as unknown[] as string[]) {
      await expect(save(model, wrong)).rejects.toThrow("A model is saved at a path");
      await expect(removeStored(wrong)).rejects.toThrow("What is stored is called");
    }
  });
});

test("a download is what is a file in Node, and a file that somebody chose is loaded", async () => {
  const page = await openPage();
  for (const [name, format] of [
    ["net.safetensors", "safetensors"],
    ["net.onnx", "onnx"],
    ["net.ts", "typescript"],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      run(page, `await save(model, "${name}")`),
    ]);
    expect(download.suggestedFilename()).toBe(name);
    const { bytes } = await encodeModel(model, { format });
    expect(await readFile(await download.path())).toEqual(Buffer.from(bytes));
  }
  await page.setContent('<input type="file">');
  const { bytes } = await encodeModel(model);
  const file = { name: "net.safetensors", mimeType: "", buffer: Buffer.from(bytes) };
  await page.locator("input").setInputFiles(file);
  const loading = 'load(document.querySelector("input").files[0])';
  const ours = Array.from((await load(bytes)).predict([1, 2]));
  expect(await run(page, `return Array.from((await ${loading}).predict([1, 2]))`)).toEqual(ours);
});

test("a run goes on in the next page where one was closed, to the bits of a run that was never stopped", async () => {
  const data = dataset(...XOR);
  const whole = await fit(definition, data, { epochs: 40, seed: 2, validation: 0 });
  const page = await openPage();
  await run(
    page,
    `const training = fit(definition, data, { epochs: 40, seed: 2, validation: 0, checkpoint: { every: { epochs: 10 },
       save: async (checkpoint) => {
         await akari.saveCheckpoint("indexeddb://run", checkpoint);
         if (checkpoint.history.length >= 20) await new Promise(() => {});
       } } });
     training.then(() => {});
     while (true) {
       const found = await akari.loadCheckpoint("indexeddb://run").catch(() => undefined);
       if (found?.checkpoint.history.length === 20) return;
     }`,
  );
  await page.close();
  const next = await openPage();
  const hash = await run(
    next,
    `const { checkpoint } = await akari.loadCheckpoint("indexeddb://run");
     const whole = await fit(definition, data, { resume: checkpoint });
     return akari.hashParameters(whole.model.parameters);`,
  );
  expect(hash).toBe(await hashParameters(whole.model.parameters));
});
