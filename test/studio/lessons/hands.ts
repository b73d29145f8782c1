/** @file What hands do on the stages of several lessons. */

import type { Page } from "playwright-core";
import type { By } from "./lessons.js";

const SIDE = 28;

/** Paints pixels of a picture, untouched so far: each with its brush, as `paintedOver` takes them. */
export async function paintPixels(page: Page, stage: readonly number[], by: By): Promise<void> {
  const canvas = page.getByTestId("why-canvas");
  for (let i = 0; i < stage.length; i += 2) {
    const [pixel, value] = stage.slice(i, i + 2);
    const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    await page
      .locator("main section input[type=radio]")
      .nth(value > 0 ? 0 : 1)
      .check();
    if (by === "keys") {
      await canvas.focus();
      for (const [key, times] of [
        ["ArrowLeft", SIDE],
        ["ArrowUp", SIDE],
        ["ArrowRight", column],
        ["ArrowDown", row],
      ] as const)
        for (let n = 0; n < times; n++) await page.keyboard.press(key);
      await page.keyboard.press("Space");
      continue;
    }
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("There is nothing to paint on.");
    const position = { x: ((column + 0.5) * box.width) / SIDE, y: ((row + 0.5) * box.height) / SIDE };
    if (by === "touch") await canvas.tap({ position });
    else await canvas.click({ position });
  }
}
