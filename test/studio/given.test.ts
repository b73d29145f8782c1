/**
 * @file `akari studio MODEL`: the page begins with the network that it was given.
 */

import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { defineModel, encodeModel, initializeParameters } from "../../src/index.js";
import { listen } from "../../src/server/listen.js";
import { createStudioApp } from "../../src/server/studio-app.js";

test("a network of five hidden neurons is shown under its file's name", async () => {
  const definition = defineModel({
    inputs: 784,
    layers: [
      { units: 5, activation: "tanh" },
      { units: 10, activation: "softmax" },
    ],
    preprocessing: { divideBy: 255, image: [28, 28] },
  });
  const model = encodeModel({ definition, parameters: initializeParameters(definition, 1) });
  const folder = fileURLToPath(new URL("../../dist/studio/", import.meta.url));
  const app = createStudioApp({ folder, model: Uint8Array.from(model) });
  const server = await listen(getRequestListener(app.fetch), 4400, false);
  const browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ locale: "en" });
    await page.goto(`${server.url}?model=given&name=five.safetensors`);
    await page.getByText("five.safetensors").first().waitFor();
    await expect
      .poll(() => page.getByRole("application", { name: /784/ }).getAttribute("aria-label"))
      .toMatch(/784 → 5 → 10/);
  } finally {
    await browser.close();
    await server.close();
  }
});
