/** @file Sets weights with sliders, and drags one point. */

import { fingerOn } from "../page.js";
import { type Bring, loadFile } from "./lessons.js";

/** As the plot lies in its picture. */
const [LEFT, TOP, OTHER_SIDES] = [34, 10, 44];

export const bring: Bring = async (page, stage, task, by) => {
  if (task === 0) {
    for (const [i, value] of stage.entries()) {
      const slider = page.getByTestId(`weight-${i}`);
      if (by !== "keys") {
        await slider.fill(String(value));
        continue;
      }
      await slider.focus();
      const steps = Math.round(10 * (value - Number(await slider.inputValue())));
      for (let n = 0; n < Math.abs(steps); n++)
        await page.keyboard.press(steps < 0 ? "ArrowLeft" : "ArrowRight");
    }
    return;
  }
  const { cloudsOf } = await loadFile("04-boundary", "clouds.ts");
  const seed = Number(new URL(page.url()).searchParams.get("seed"));
  const [index, ...to] = stage;
  const { x, y } = cloudsOf(seed).samples[index];
  const plot = page.getByTestId("plot");
  if (by === "keys") {
    await plot.focus();
    for (let n = 0; n <= index; n++) await page.keyboard.press("n");
    for (const [i, [less, more]] of [
      ["ArrowLeft", "ArrowRight"],
      ["ArrowDown", "ArrowUp"],
    ].entries()) {
      const steps = Math.round(100 * (to[i] - [x, y][i]));
      for (let n = 0; n < Math.abs(steps); n++) await page.keyboard.press(`Shift+${steps < 0 ? less : more}`);
    }
    return;
  }
  const box = await plot.boundingBox();
  if (box === null) throw new Error("There is no plot.");
  const side = box.width - OTHER_SIDES;
  const at = (place: readonly number[]): [number, number] => [
    LEFT + (side * (place[0] + 1)) / 2,
    TOP + (side * (1 - place[1])) / 2,
  ];
  const [start, end] = [at([x, y]), at(to)];
  const between = (n: number): [number, number] => [
    start[0] + ((end[0] - start[0]) * n) / 10,
    start[1] + ((end[1] - start[1]) * n) / 10,
  ];
  if (by === "touch") {
    const touch = await fingerOn(page, plot);
    const share = ([px, py]: readonly number[]): number[] => [px / box.width, py / box.height];
    await touch("touchStart", share(start));
    for (let n = 1; n <= 10; n++) await touch("touchMove", share(between(n)));
    await touch("touchEnd");
    return;
  }
  await page.mouse.move(box.x + start[0], box.y + start[1]);
  await page.mouse.down();
  for (let n = 1; n <= 10; n++) {
    const [px, py] = between(n);
    await page.mouse.move(box.x + px, box.y + py);
  }
  await page.mouse.up();
};
