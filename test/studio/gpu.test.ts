/**
 * @file A network trained in the page by the GPU, for which SwiftShader stands in: who computes is told, and where the GPU is gone
 * the run goes back to the last weights that were kept.
 */

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PATIENCE } from "./hands.js";
import { useStudioPages } from "./page.js";

const studio = useStudioPages(undefined, [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
]);

const step = (page: Page) => async (): Promise<number> =>
  Number((await page.getByTestId("train-step").textContent())?.replace(/\D/g, ""));

/** Has the GPU compute, as fast as it can. */
async function beginOnGpu(page: Page): Promise<void> {
  await page.getByTestId("word-more").click();
  await page.getByRole("dialog").locator('input[value="webgpu"]').check();
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "max" }).check({ force: true });
  await page.getByTestId("train-start").click();
}

test("it is told who computes, and a lost GPU leaves the last weights", async (context) => {
  // The browser itself says that the GPU is gone.
  const page = await studio.open({
    at: "?view=train",
    reducedMotion: "reduce",
    tolerates: /GPU|WebGPU|context/i,
  });
  await beginOnGpu(page);
  await expect
    .poll(async () => (await step(page)()) > 3 || (await page.getByRole("alert").count()) > 0, {
      ...PATIENCE,
      timeout: 120_000,
    })
    .toBe(true);
  const [refused] = await page.getByRole("alert").allTextContents();
  if (refused?.includes("no graphics card")) {
    console.log(`Skipped: ${refused}`);
    context.skip();
  }
  expect(await page.getByTestId("train-engine").textContent()).toBe("on the GPU");
  await page.getByTestId("word-more").click();
  expect(await page.getByTestId("train-computes").textContent()).toBe("The GPU computes.");
  await page.keyboard.press("Escape");

  const devtools = await page.context().browser()?.newBrowserCDPSession();
  await devtools?.send("Browser.crashGpuProcess");
  const lost = page.getByTestId("train-lost");
  await lost.waitFor({ timeout: 60_000 });
  expect(await lost.textContent()).toContain(`after step ${await step(page)()},`);
  await page.getByTestId("train-start").waitFor(PATIENCE);
}, 240_000);
