/** @file Paints the 3 over, then goes to a neuron and holds it dark. */

import { paintPixels } from "./hands.js";
import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, stage, task, by) => {
  if (task === 0) return paintPixels(page, stage, by);
  const [, unit] = stage;
  // From no lamp at all the first step forwards leads to the first of the last hidden layer.
  const next = page.getByRole("button", { name: /^(Next neuron|次のニューロン)$/ });
  for (let i = 0; i <= unit; i++) await next.press("Enter");
  await page.getByRole("button", { name: /^(Hold dark|消す)$/ }).press("Enter");
};
