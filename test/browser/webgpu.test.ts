/** @file The WebGPU engine in a page, in Chromium, on SwiftShader: it trains, and refuses where there is no card. */

import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { ROOT } from "../support/documents.js";
import { type Served, serveFolder } from "../support/serve-folder.js";

/** SwiftShader in the place of a graphics card. */
const SOFTWARE = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
];

let server: Served;
/** A page's program with both engines in it, as a bundler makes it. */
let program: string;
let browser: Browser | undefined;
beforeAll(async () => {
  server = await serveFolder(ROOT);
  const { outputFiles } = await build({
    stdin: {
      contents:
        'export { dataset, defineModel, fit } from "./dist/index.js"; export * from "./dist/engines.js";',
      resolveDir: ROOT,
    },
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    absWorkingDir: ROOT,
    tsconfigRaw: {},
  });
  program = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`;
  return () => server.close();
});
afterEach(() => browser?.close());

/** What a run of both engines comes to in a page. */
async function train(args: readonly string[]): Promise<{ missing: string } | { losses: number[] }> {
  browser = await chromium.launch({
    executablePath: findBrowser("chromium"),
    args: ["--no-sandbox", ...args],
  });
  const page = await browser.newPage();
  await page.goto(`${server.url}test/browser/`);
  return page.evaluate(`(async () => {
    const { dataset, defineModel, fit, reference, webgpu } = await import("${program}");
    const definition = defineModel({ inputs: 2, layers: [{ units: 3, activation: "tanh" }, { units: 2, activation: "softmax" }] });
    const data = dataset([[0, 0], [0, 1], [1, 0], [1, 1]], ["same", "different", "different", "same"]);
    const losses = [];
    try {
      for (const engine of [webgpu, reference]) {
        const { history } = await fit(definition, data, { engine, epochs: 50, learningRate: 0.1 });
        losses.push(history[49].loss);
      }
    } catch (error) {
      if (error.code === "unsupported") return { missing: error.message };
      throw error;
    }
    return { losses };
  })()`);
}

test("it comes to the reference's loss", async (context) => {
  const found = await train(SOFTWARE);
  if ("missing" in found) {
    console.log(`Skipped: ${found.missing}`);
    context.skip();
    return;
  }
  expect(Math.abs(found.losses[0] - found.losses[1])).toBeLessThan(1e-5);
});

test("a page without WebGPU is told of the way on", async () => {
  const found = await train(["--disable-gpu", "--disable-features=WebGPU"]);
  expect("missing" in found && found.missing).toMatch(
    /cannot compute here: .*engine wasm .* needs no graphics card/,
  );
});
