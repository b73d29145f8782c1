import { readFile } from "node:fs/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { browserModule } from "../support/browser-module.mjs";

/** A browser on a busy machine. */
const TIMEOUT = 120_000;
/** Nothing is served there: every request is answered here. A page at `localhost` may be cross-origin isolated. */
const ORIGIN = "http://localhost:4999";
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Trains in a page's Worker, and says what it has left. */
const WORKER = `
  const addresses = new Set();
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const address = createObjectURL.call(URL, blob);
    addresses.add(address);
    return address;
  };
  URL.revokeObjectURL = (address) => {
    addresses.delete(address);
    revokeObjectURL.call(URL, address);
  };
  let living = 0;
  let started = 0;
  let isRefused = false;
  const Original = Worker;
  globalThis.Worker = class extends Original {
    constructor(...args) {
      if (isRefused && living > 0) throw new Error("There are no more threads.");
      super(...args);
      living++;
      started++;
    }
    terminate() {
      living--;
      super.terminate();
    }
  };
  const { defineModel, fit } = await import("/dist/index.js");
  const network = defineModel({ inputs: 8, layers: [{ units: 256, activation: "tanh" }, { units: 1, activation: "linear" }] });
  const rows = 4000;
  const data = {
    name: "waves",
    preprocessing: { divideBy: 1 },
    features: { data: Float32Array.from({ length: 8 * rows }, (_, i) => Math.sin(i)), rows, columns: 8 },
    targets: { kind: "values", data: Float32Array.from({ length: rows }, (_, i) => Math.cos(i)), columns: 1 },
  };
  const large = { batchSize: rows, steps: 20, stepsPerEvent: 1 };
  // Others are called when steps have taken long enough.
  const long = { ...large, steps: 100_000 };
  const leave = async (options) => {
    const before = started;
    for await (const { type } of fit(network, data, options)) if (type === "progress" && started > before) break;
  };
  const work = {
    "with other threads at once": () => fit(network, data, { ...large, threads: 3 }),
    "with others that are called": async () => {
      const before = started;
      const end = new AbortController();
      const run = fit(network, data, { ...long, signal: end.signal });
      let after = 0;
      for await (const { type } of run) if (type === "progress" && started > before && ++after === 20) end.abort();
    },
    "left while they start": () => leave(long),
    "left while they work": () => leave({ ...large, threads: 3 }),
    "where one is refused": () => {
      isRefused = true;
      return fit(network, data, { ...large, threads: 3 });
    },
  };
  const left = {};
  for (const [name, start] of Object.entries(work)) {
    await start();
    // What was asked for may come a moment later.
    await new Promise((resolve) => setTimeout(resolve, 300));
    left[name] = { living, addresses: addresses.size };
  }
  postMessage({ left, started, isolated: crossOriginIsolated });
`;

/** What came of a page that may not use WebAssembly. */
interface Refusals {
  readonly problems: readonly { readonly name: string; readonly code: string; readonly message: string }[];
  readonly steps: number;
  readonly outputs: number;
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--disable-gpu"] });
}, TIMEOUT);
afterAll(() => browser?.close());

/** A page that may load the library, with these headers. */
async function openPage(headers: Record<string, string>): Promise<Page> {
  const page = await browser.newPage();
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/")
      return route.fulfill({ headers, contentType: "text/html", body: "<!doctype html>" });
    if (pathname === "/worker.js") {
      return route.fulfill({ headers, contentType: "text/javascript", body: WORKER });
    }
    if (!/^\/dist\/[\w/.-]+\.js$/.test(pathname)) return route.fulfill({ status: 404 });
    const body = await readFile(new URL(`../..${pathname}`, import.meta.url), "utf8");
    return route.fulfill({ headers, contentType: "text/javascript", body: browserModule(body) });
  });
  await page.goto(`${ORIGIN}/`);
  return page;
}

test("where the page's policy forbids WebAssembly, a sentence says what to add to it", {
  timeout: TIMEOUT,
}, async () => {
  const page = await openPage({ "Content-Security-Policy": "default-src 'self'" });
  const outcome = await page.evaluate<Refusals>(`(async () => {
    const { dataset, defineModel, fit, predict } = await import("/dist/index.js");
    const { initializeParameters } = await import("/dist/model.js");
    const { reference } = await import("/dist/engines.js");
    const definition = defineModel({ inputs: 2, layers: [{ units: 1, activation: "linear" }] });
    const model = { definition, parameters: initializeParameters(definition, 1) };
    const data = dataset([[1, 2]], [1]);
    const problems = [];
    for (const work of [() => predict(model, [1, 2]), () => fit(definition, data, { steps: 1 })]) {
      try {
        await work();
      } catch ({ name, code, message }) {
        problems.push({ name, code, message });
      }
    }
    const { steps } = await fit(definition, data, { steps: 3, engine: reference });
    const outputs = await predict(model, [1, 2], { engine: reference });
    return { problems, steps, outputs: outputs.length };
  })()`);
  await page.close();
  expect(outcome).toMatchObject({ steps: 3, outputs: 1 });
  expect(outcome.problems).toHaveLength(2);
  for (const { name, code, message } of outcome.problems) {
    expect({ name, code }).toEqual({ name: "AkariError", code: "unsupported" });
    expect(message).toContain("Add 'wasm-unsafe-eval' to its script-src");
    expect(message).toContain('take the engine reference of "akari/engines"');
  }
});

test("in a page, too, threads and their addresses end with the network", { timeout: TIMEOUT }, async () => {
  const page = await openPage(ISOLATION);
  const { left, started, isolated } = await page.evaluate(
    () =>
      new Promise<{ left: Record<string, object>; started: number; isolated: boolean }>((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
  );
  await page.close();
  expect(isolated).toBe(true);
  expect(started).toBeGreaterThan(5);
  expect(Object.keys(left)).toHaveLength(5);
  for (const things of Object.values(left)) expect(things).toEqual({ living: 0, addresses: 0 });
});
