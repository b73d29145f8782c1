/** @file Moves the lamp to a weight and a bias, or lets it train. */

import { PATIENCE } from "../hands.js";
import { fingerOn } from "../page.js";
import type { Bring } from "./lessons.js";

/** As the landscape lies in its picture, and how far an arrow key goes. */
const [LEFT, TOP, OTHER_SIDES, REACH, KEY] = [34, 10, 44, 1, 0.02];

export const bring: Bring = async (page, stage, task, by) => {
  if (task === 1) {
    await page.getByTestId("lesson-train").click();
    await page.getByTestId("lesson-train").and(page.locator(":enabled")).waitFor(PATIENCE);
    return;
  }
  const landscape = page.getByTestId("landscape");
  if (by === "keys") {
    await landscape.focus();
    for (const [i, [less, more]] of [
      ["ArrowLeft", "ArrowRight"],
      ["ArrowDown", "ArrowUp"],
    ].entries())
      for (let n = 0; n < Math.round(Math.abs(stage[i]) / KEY); n++)
        await page.keyboard.press(stage[i] < 0 ? less : more);
    return;
  }
  const box = await landscape.boundingBox();
  if (box === null) throw new Error("There is no landscape.");
  const side = box.width - OTHER_SIDES;
  const at = ([w, b]: readonly number[]): [number, number] => [
    LEFT + (side * (w + REACH)) / (2 * REACH),
    TOP + (side * (REACH - b)) / (2 * REACH),
  ];
  const [from, to] = [at([0, 0]), at(stage)];
  if (by === "touch") {
    const touch = await fingerOn(page, landscape);
    const shares = ([x, y]: [number, number]): number[] => [x / box.width, y / box.height];
    await touch("touchStart", shares(from));
    for (let n = 1; n <= 10; n++)
      await touch(
        "touchMove",
        shares([from[0] + ((to[0] - from[0]) * n) / 10, from[1] + ((to[1] - from[1]) * n) / 10]),
      );
    await touch("touchEnd");
    return;
  }
  await page.mouse.move(box.x + from[0], box.y + from[1]);
  await page.mouse.down();
  await page.mouse.move(box.x + to[0], box.y + to[1], { steps: 10 });
  await page.mouse.up();
};
