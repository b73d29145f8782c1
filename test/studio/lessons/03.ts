/** @file Leaves columns out. */

import type { Bring } from "./lessons.js";

export const bring: Bring = async (page, stage, _, by) => {
  for (const column of stage) {
    const box = page.getByTestId(`use-${"ABCD"[column]}`);
    if (by === "touch") await box.tap();
    else if (by === "mouse") await box.click();
    else {
      await box.focus();
      await page.keyboard.press("Space");
    }
  }
};
