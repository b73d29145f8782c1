/** @file What hands do on the stages of several lessons. */

import type { Page } from "playwright-core";
import { fingerOn } from "../page.js";
import type { By } from "./lessons.js";

const SIDE = 28;

/** Pixels side by side that are painted alike: one stroke. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

function runsOf(stage: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < stage.length; i += 2) {
    const [pixel, value] = stage.slice(i, i + 2);
    const last = runs.at(-1);
    if (last !== undefined && last.value === value && pixel === last.to + 1 && pixel % SIDE !== 0)
      runs[runs.length - 1] = { ...last, to: pixel };
    else runs.push({ from: pixel, to: pixel, value });
  }
  return runs;
}

/** Paints pixels of a picture, untouched so far: each with its brush, as `paintedOver` takes them. */
export async function paintPixels(page: Page, stage: readonly number[], by: By): Promise<void> {
  const canvas = page.getByTestId("why-canvas");
  /** Where the keys are; `undefined` before they went to the first corner. */
  let at: { column: number; row: number } | undefined;
  let brush: number | undefined;
  const press = async (key: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await page.keyboard.press(key);
  };
  for (const { from, to, value } of runsOf(stage)) {
    if (value !== brush)
      await page
        .locator("main section .box input[type=radio]")
        .nth(value > 0 ? 0 : 1)
        .check();
    brush = value;
    const [[column, row], [end]] = [from, to].map((pixel) => [pixel % SIDE, Math.floor(pixel / SIDE)]);
    if (by === "keys") {
      await canvas.focus();
      if (at === undefined) {
        await press("ArrowLeft", SIDE);
        await press("ArrowUp", SIDE);
        at = { column: 0, row: 0 };
      }
      await press(column < at.column ? "ArrowLeft" : "ArrowRight", Math.abs(column - at.column));
      await press(row < at.row ? "ArrowUp" : "ArrowDown", Math.abs(row - at.row));
      await press("Space", 1);
      await press("Shift+ArrowRight", end - column);
      at = { column: end, row };
      continue;
    }
    const [start, stop] = [column, end].map((x) => [(x + 0.5) / SIDE, (row + 0.5) / SIDE]);
    if (by === "touch") {
      // Asked for anew each time: a hint that goes leaves its room to the picture.
      const finger = await fingerOn(page, canvas);
      await finger("touchStart", start);
      if (to > from) await finger("touchMove", stop);
      await finger("touchEnd");
      continue;
    }
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("There is nothing to paint on.");
    const place = ([x, y]: number[]): [number, number] => [box.x + x * box.width, box.y + y * box.height];
    await page.mouse.move(...place(start));
    await page.mouse.down();
    if (to > from) await page.mouse.move(...place(stop));
    await page.mouse.up();
  }
}
