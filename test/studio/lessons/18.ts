/** @file Paints a claim; in the second task about a neuron that is chosen before. */

import { paintPixels } from "./hands.js";
import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, stage, task, by) => {
  if (task === 0) return paintPixels(page, stage, by);
  const [unit, ...painted] = stage;
  await page.locator(`main section input[type=radio][value="${unit}"]`).check();
  return paintPixels(page, painted, by);
};
