/** @file Chooses an activation function, then sets the sliders. */

import type { Bring } from "./lessons.js";

const REACH = 2;
const STEP = 0.1;
/** Half of a slider's thumb, in CSS pixels: it goes no nearer to the ends. */
const THUMB = 8;

export const bring: Bring = async (page, [activation, ...values], _, by) => {
  await page.locator("main section input[type=radio]").nth(activation).check();
  const sliders = page.locator("main section input[type=range]");
  for (const [i, value] of values.entries()) {
    const slider = sliders.nth(i);
    if (by === "keys") {
      await slider.focus();
      for (let n = 0; n < Math.round(Math.abs(value) / STEP); n++)
        await page.keyboard.press(value > 0 ? "ArrowRight" : "ArrowLeft");
    } else {
      const box = await slider.boundingBox();
      if (box === null) throw new Error("There is no slider.");
      const share = (value + REACH) / (2 * REACH);
      const position = { x: THUMB + share * (box.width - 2 * THUMB), y: box.height / 2 };
      if (by === "touch") await slider.tap({ position });
      else await slider.click({ position });
    }
    const now = Number(await slider.inputValue());
    if (Math.abs(now - value) > 1e-9) throw new Error(`The slider is at ${now}, and not at ${value}.`);
  }
};
