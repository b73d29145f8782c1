/** @file Taps the answers in an order. */

import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, stage, _, by) => {
  const answers = page.locator("main section li button");
  for (const index of stage) {
    const answer = answers.nth(index);
    if (by === "keys") await answer.press("Enter");
    else if (by === "touch") await answer.tap();
    else await answer.click();
  }
};
