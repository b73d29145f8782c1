/**
 * @file Pad, answer and network on one screen, whatever its size; where the card stands; and what a click and a hover leave
 * behind.
 */

import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { chooseImage, PATIENCE } from "./hands.js";
import { DIGITS, draw, useStudioPages } from "./page.js";

const studio = useStudioPages();

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(element: Locator, what: string): Promise<Box> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`There is no ${what} on the screen.`);
  return box;
}

const cover = (a: Box, b: Box): boolean =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1;

/** The stage of the network, and the button that the keyboard has in it, which stands at a lamp. */
const stageOf = (page: Page): Locator => page.getByRole("application", { name: /784/ }).locator("xpath=..");
const cursorOf = (page: Page): Locator => page.getByRole("application", { name: /784/ }).getByRole("button");
const cardOf = (page: Page): Locator => page.locator("[data-card-place]");

const SIZES = [
  [360, 740],
  [740, 360],
  [320, 568],
  [568, 320],
  [768, 1024],
  [1024, 768],
  [1280, 800],
  // 1280×800 at 200 % zoom.
  [640, 400],
  [1920, 1080],
  [3840, 2160],
] as const;

test("pad, answer and network stand together on every screen, and in a classroom", async () => {
  const page = await studio.open({ reducedMotion: "reduce", locale: "ja" });
  await draw(page, page.getByTestId("pad"), DIGITS["7"]);
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("7");
  const check = async (classroom: boolean): Promise<void> => {
    for (const [width, height] of SIZES) {
      const where = `${width}×${height}${classroom ? ", classroom" : ""}`;
      await page.setViewportSize({ width, height });
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const parts = {
        pad: await boxOf(page.getByTestId("pad"), "pad"),
        answer: await boxOf(page.getByTestId("prediction"), "answer"),
        network: await boxOf(stageOf(page), "network"),
      };
      for (const [name, box] of Object.entries(parts)) {
        expect(box.x, `${name}, ${where}`).toBeGreaterThanOrEqual(0);
        expect(box.y, `${name}, ${where}`).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width, `${name}, ${where}`).toBeLessThanOrEqual(width);
        expect(box.y + box.height, `${name}, ${where}`).toBeLessThanOrEqual(height);
      }
      const { pad, answer, network } = parts;
      expect([cover(pad, answer), cover(pad, network), cover(answer, network)], where).toEqual([
        false,
        false,
        false,
      ]);
      expect(pad.height, where).toBeCloseTo(pad.width, 0);
      if (!classroom && Math.min(width, height) < 500)
        expect(pad.height, where).toBeLessThanOrEqual(0.45 * height);
      expect(network.height, where).toBeGreaterThan(140);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        where,
      ).toBeLessThanOrEqual(0);
      // All ten outputs have their line.
      await expect.poll(() => page.locator("[data-output]").count(), PATIENCE).toBe(10);
    }
  };
  await check(false);
  // At the smallest size, too, a test image can be had.
  await page.setViewportSize({ width: 568, height: 320 });
  await page.getByRole("button", { name: "テスト画像から選ぶ" }).click();
  await page.getByRole("dialog").waitFor(PATIENCE);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => {
    document.documentElement.requestFullscreen = () => Promise.reject(new Error("In its window, then."));
  });
  await page.getByRole("button", { name: /全画面/ }).click();
  await expect.poll(() => page.getByRole("navigation").count(), PATIENCE).toBe(0);
  await check(true);
});

test("an open card covers nothing, and on a phone leaves the lamp in view", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  await cursorOf(page).focus();
  await cursorOf(page).press("End");
  await cursorOf(page).press("Enter");
  await cardOf(page).waitFor(PATIENCE);
  for (const [width, height] of [
    [1280, 800],
    [1199, 700],
    [1024, 768],
    [900, 700],
    [768, 1024],
    [640, 900],
    [740, 360],
    [640, 400],
  ] as const) {
    await page.setViewportSize({ width, height });
    const where = `${width}×${height}`;
    const card = await boxOf(cardOf(page), "card");
    expect(card.x + card.width, where).toBeLessThanOrEqual(width);
    const others = [stageOf(page), page.getByRole("slider").first(), page.getByRole("radiogroup").last()];
    for (const other of others) expect(cover(card, await boxOf(other, "part")), where).toBe(false);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      where,
    ).toBeLessThanOrEqual(0);
  }
  // Opened on a phone: a sheet from below.
  await cardOf(page).getByRole("button").first().click();
  await page.setViewportSize({ width: 360, height: 740 });
  await cursorOf(page).focus();
  for (const key of ["PageUp", "PageDown", "PageDown", "PageDown"]) await cursorOf(page).press(key);
  await cursorOf(page).press("End");
  await cursorOf(page).press("Enter");
  await cardOf(page).waitFor(PATIENCE);
  const lamp = async (): Promise<boolean> => {
    const { y, height } = await boxOf(cursorOf(page), "lamp");
    return y >= 0 && y + height <= (await boxOf(cardOf(page), "card")).y;
  };
  await expect.poll(lamp, PATIENCE).toBe(true);
});

test("a click takes the tag away and leaves no edge dimmed, in a classroom too", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await chooseImage(page, 0);
  const hint = page.getByTestId("tap-hint");
  await hint.waitFor(PATIENCE);
  const tag = page.getByTestId("readout");
  const picture = (): Promise<string> =>
    stageOf(page)
      .locator("canvas")
      .first()
      .evaluate((it) => (it as HTMLCanvasElement).toDataURL());
  const lamp = async (): Promise<[number, number]> => {
    const { x, y, width, height } = await boxOf(cursorOf(page), "lamp");
    return [x + width / 2, y + height / 2];
  };
  await page.mouse.move(2, 2);
  const before = await picture();
  await page.mouse.move(...(await lamp()));
  await tag.waitFor(PATIENCE);
  await expect.poll(picture, PATIENCE).not.toBe(before);
  await page.mouse.click(...(await lamp()));
  await cardOf(page).waitFor(PATIENCE);
  expect(await tag.count()).toBe(0);
  // Once a lamp has been tapped nobody has to be told any more, not on the next visit either.
  expect(await hint.count()).toBe(0);
  await cursorOf(page).press("Escape");
  await expect.poll(() => cardOf(page).count(), PATIENCE).toBe(0);
  await page.mouse.move(2, 2);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expect.poll(picture, PATIENCE).toBe(before);

  await page.evaluate(() => {
    document.documentElement.requestFullscreen = () => Promise.reject(new Error("In its window, then."));
  });
  await page.getByRole("button", { name: /Full screen/ }).click();
  await expect.poll(() => page.getByRole("navigation").count(), PATIENCE).toBe(0);
  await page.mouse.move(2, 2);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const alone = await picture();
  await page.mouse.move(...(await lamp()));
  await tag.waitFor(PATIENCE);
  await page.mouse.click(...(await lamp()));
  await expect.poll(() => tag.count(), PATIENCE).toBe(0);
  expect(await cardOf(page).count()).toBe(0);
  await expect.poll(picture, PATIENCE).toBe(alone);
  await page.reload();
  await page.getByTestId("prediction").waitFor(PATIENCE);
  expect(await hint.count()).toBe(0);
});

test("light that was held at the input goes all the way for the next drawing", async () => {
  const page = await studio.open();
  const pad = page.getByTestId("pad");
  await draw(page, pad, DIGITS["1"]);
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("1");
  await page.getByRole("slider", { name: /light/ }).fill("0");
  await expect.poll(() => page.getByTestId("prediction").count(), PATIENCE).toBe(0);
  await page.getByRole("button", { name: "Clear" }).click();
  await draw(page, pad, DIGITS["7"]);
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("7");
  // And where it was held over a blank pad.
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("slider", { name: /light/ }).fill("0");
  await draw(page, pad, DIGITS["0"]);
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("0");
});

test("how the drawing is centred plays on the stage, and can be gone through step by step", async () => {
  const page = await studio.open({ reducedMotion: "reduce" });
  await draw(page, page.getByTestId("pad"), DIGITS["7"]);
  await expect.poll(() => page.getByTestId("prediction").textContent(), PATIENCE).toBe("7");
  const button = page.getByTestId("centring");
  const picture = stageOf(page).locator("canvas:visible");
  expect(await picture.count()).toBe(1);
  for (const step of ["as drawn", "bounding box found", "scaled", "centre of mass"]) {
    await button.click();
    await expect.poll(() => button.textContent(), PATIENCE).toContain(step);
    expect(await picture.count()).toBe(2);
  }
  await button.click();
  await expect.poll(() => picture.count(), PATIENCE).toBe(1);
});
