/** @file Chooses how each kind is handed in and trains all three; then trains the deep and the wide network. */

import { PATIENCE } from "../hands.js";
import type { Bring } from "./lessons.js";

const KINDS = 3;

export const bring: Bring = async (page, stage, task, by) => {
  const section = page.locator("main section");
  const train = page.getByTestId("lesson-train");
  if (task === 1) {
    for (const [kind, form] of stage.entries()) {
      const choice = section.locator("[role=radiogroup]").nth(kind).locator("input").nth(form);
      if (by === "keys") {
        await choice.focus();
        await page.keyboard.press("Space");
      } else await choice.check();
    }
  }
  await train.and(page.locator(":enabled")).waitFor(PATIENCE);
  if (by === "keys") await train.press("Enter");
  else if (by === "touch") await train.tap();
  else await train.click();
  const results = section.locator("[data-testid=lesson-right]");
  await results.nth((task === 1 ? KINDS : 2) - 1).waitFor(PATIENCE);
  await train.and(page.locator(":enabled")).waitFor(PATIENCE);
};
