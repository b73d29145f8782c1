/** @file Chooses how much the weights decay; hands in a network: expects an accuracy, and opens the test part for it. */

import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, stage, task, by) => {
  const onStage = page.locator("main section");
  if (task === 1) {
    const amount = onStage.locator(".controls input[type=radio]").nth(stage[0] - 1);
    if (by === "keys") {
      await amount.focus();
      await page.keyboard.press("Space");
    } else await amount.check();
    return;
  }
  const [, , choice] = stage;
  const open = onStage.locator(".amounts button").nth(choice);
  if (by === "keys") await open.press("Enter");
  else if (by === "touch") await open.tap();
  else await open.click();
  await page.getByTestId("test-accuracy").waitFor();
};
