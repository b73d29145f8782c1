/** @file Sets two neurons by their sliders; then chooses how many boxes there are, and sets the top of each. */

import type { Locator, Page } from "playwright-core";
import type { Bring, By } from "./lessons.js";

/** Half of a slider's thumb, in CSS pixels: it goes no nearer to the ends. */
const THUMB = 8;

async function slide(page: Page, slider: Locator, value: number, by: By): Promise<void> {
  const [least, most, step, now] = await slider.evaluate((input: HTMLInputElement) =>
    [input.min, input.max, input.step, input.value].map(Number),
  );
  if (by === "keys") {
    await slider.focus();
    const steps = Math.round((value - now) / step);
    for (let n = 0; n < Math.abs(steps); n++) await slider.press(steps > 0 ? "ArrowUp" : "ArrowDown");
  } else {
    // A hint that has gone leaves its room to the chart: until it is still.
    await slider.click({ trial: true });
    const box = await slider.boundingBox();
    if (box === null) throw new Error("There is no slider.");
    const upright = box.height > box.width;
    const long = upright ? box.height : box.width;
    /** As shares of the slider's width and height. */
    const at = (value: number): [number, number] => {
      const along = (THUMB + ((value - least) / (most - least)) * (long - 2 * THUMB)) / long;
      return upright ? [0.5, 1 - along] : [along, 0.5];
    };
    if (by === "touch") {
      // A tap on the thumb leaves it where it is: it is sent away first.
      for (const to of [value - least > most - value ? least : most, value]) {
        const [x, y] = at(to);
        await slider.tap({ position: { x: x * box.width, y: y * box.height } });
      }
    } else {
      const place = ([x, y]: [number, number]): [number, number] => [
        box.x + x * box.width,
        box.y + y * box.height,
      ];
      await page.mouse.move(...place(at(now)));
      await page.mouse.down();
      await page.mouse.move(...place(at(value)));
      await page.mouse.up();
    }
  }
  const set = Number(await slider.inputValue());
  if (Math.abs(set - value) > 1e-9) throw new Error(`The slider is at ${set}, and not at ${value}.`);
}

export const bring: Bring = async (page, stage, task, by) => {
  const stageOf = page.locator("main section");
  if (task === 1) await stageOf.locator(`.choice input[value="${stage.length}"]`).check();
  const sliders = stageOf.locator("input[type=range]");
  for (const [i, value] of stage.entries()) await slide(page, sliders.nth(i), value, by);
};
