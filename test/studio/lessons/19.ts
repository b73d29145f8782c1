/** @file Draws noise anew and paints on it; paints the 9 over. */

import { paintPixels } from "./hands.js";
import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, stage, task, by) => {
  if (task === 1) return paintPixels(page, stage, by);
  const [density, draw, ...painted] = stage;
  const choice = page.locator(`main section input[value="${density}"]`);
  if (!(await choice.isChecked())) await choice.check();
  const redraw = page.getByRole("button", { name: /^(New noise|引き直す)$/ });
  for (let n = 0; n < draw; n++) await redraw.press("Enter");
  return paintPixels(page, painted, by);
};
