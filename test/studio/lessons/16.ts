/** @file Chooses a learning rate and trains to the end, as fast as it can. */

import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, [choice, steps], _task, by) => {
  const stage = page.locator("main section .controls");
  const rate = stage.locator("input[type=radio]").nth(choice);
  const fastest = stage.locator("input[type=radio]").last();
  const start = page.getByTestId("lesson-train");
  if (by === "keys") {
    await rate.focus();
    await page.keyboard.press("Space");
    await fastest.focus();
    await page.keyboard.press("Space");
    await start.press("Enter");
  } else {
    await rate.check();
    await fastest.check();
    if (by === "touch") await start.tap();
    else await start.click();
  }
  const done = new RegExp(`^(step )?${steps.toLocaleString("en")} `);
  const now = page.getByTestId("lesson-step");
  for (let waited = 0; !done.test((await now.textContent().catch(() => "")) ?? ""); waited++) {
    if (waited > 300) throw new Error(`It has come to ${await now.textContent()}.`);
    await page.waitForTimeout(200);
  }
  // The last figures come with its end.
  await page.locator("[data-testid=lesson-train]:not([disabled])", { hasText: /Start|学習する/ }).waitFor();
};
