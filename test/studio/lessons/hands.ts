/** @file What hands do on the stages of several lessons. */

import type { Page } from "playwright-core";
import type { By } from "./lessons.js";

const SIDE = 28;

/** Paints pixels of a picture, untouched so far: each with its brush, as `paintedOver` takes them. */
export async function paintPixels(page: Page, stage: readonly number[], by: By): Promise<void> {
  const canvas = page.getByTestId("why-canvas");
  /** Where the keys are; `undefined` before they went to the first corner. */
  let at: { column: number; row: number } | undefined;
  const press = async (key: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await page.keyboard.press(key);
  };
  for (let i = 0; i < stage.length; i += 2) {
    const [pixel, value] = stage.slice(i, i + 2);
    const [column, row] = [pixel % SIDE, Math.floor(pixel / SIDE)];
    await page
      .locator("main section input[type=radio]")
      .nth(value > 0 ? 0 : 1)
      .check();
    if (by === "keys") {
      await canvas.focus();
      if (at === undefined) {
        await press("ArrowLeft", SIDE);
        await press("ArrowUp", SIDE);
        at = { column: 0, row: 0 };
      }
      await press(column < at.column ? "ArrowLeft" : "ArrowRight", Math.abs(column - at.column));
      await press(row < at.row ? "ArrowUp" : "ArrowDown", Math.abs(row - at.row));
      at = { column, row };
      await press("Space", 1);
      continue;
    }
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("There is nothing to paint on.");
    const position = { x: ((column + 0.5) * box.width) / SIDE, y: ((row + 0.5) * box.height) / SIDE };
    if (by === "touch") await canvas.tap({ position });
    else await canvas.click({ position });
  }
}
