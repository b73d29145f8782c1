/** @file Sets neurons: each three sliders, of the neuron that is chosen where there are several. */

import type { Bring } from "./lessons.js";

const MOST = 15;
/** Half of a slider's thumb, in CSS pixels: it goes no nearer to the ends. */
const THUMB = 8;

export const bring: Bring = async (page, stage, task, by) => {
  const sliders = page.locator("main section input[type=range]");
  for (const [i, value] of stage.entries()) {
    if (task === 2 && i % 3 === 0)
      await page
        .locator("main section input[type=radio]")
        .nth(i / 3)
        .check();
    const slider = sliders.nth(i % 3);
    if (by === "keys") {
      await slider.focus();
      for (let n = 0; n < Math.abs(value); n++)
        await page.keyboard.press(value > 0 ? "ArrowRight" : "ArrowLeft");
    } else {
      const box = await slider.boundingBox();
      if (box === null) throw new Error("There is no slider.");
      const share = (value + MOST) / (2 * MOST);
      const position = { x: THUMB + share * (box.width - 2 * THUMB), y: box.height / 2 };
      if (by === "touch") await slider.tap({ position });
      else await slider.click({ position });
    }
    const now = Number(await slider.inputValue());
    if (now !== value) throw new Error(`The slider is at ${now}, and not at ${value}.`);
  }
};
