/**
 * @file Reports in a real Chromium: by day and by night, on a phone and on paper, without a network.
 */

import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { violations } from "../studio/axe.js";
import { writeTones } from "../support/class-folders.js";
import { lines } from "../support/table-files.js";
import { akari, makeFolder, writeIdxFolder } from "./harness.js";

const folder = makeFolder();
const NAMES = ["digits", "tones", "values.csv", "classes.csv"] as const;
let browser: Browser;

beforeAll(async () => {
  const noise = (i: number): number => ((i * 7919) % 101) / 101;
  const classes = ["setosa", "versicolor", "virginica", "a very long name of a class that goes on"];
  writeIdxFolder(folder.path("digits"));
  writeTones(folder.path("tones"));
  writeFileSync(
    folder.path("values.csv"),
    lines("a,b,y", 120, (i) => `${noise(i)},${noise(3 * i)},${100 + 50 * noise(i)}`),
  );
  const columns = Array.from({ length: 20 }, (_, c) => `measurement_${c}`);
  writeFileSync(
    folder.path("classes.csv"),
    lines(
      `${columns.join(",")},kind`,
      160,
      (i) => `${columns.map((_, c) => noise(i * (c + 1))).join(",")},${classes[i % 4]}`,
    ),
  );
  for (const name of NAMES) {
    const model = folder.path(`${name}.safetensors`);
    await akari(["train", folder.path(name), "--epochs", "3", "--lr", "0.0001", "--out", model]);
    const { code } = await akari(["report", model, folder.path(name), "--out", folder.path(`${name}.html`)]);
    expect(code).toBe(0);
  }
  browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

describe.each(NAMES)("the report of %s", (name) => {
  test.each([
    [390, "light"],
    [1280, "dark"],
  ] as const)(
    "%i pixels wide, %s: nothing sticks out, nothing shuts anybody out",
    async (width, colorScheme) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on("console", (message) => troubles.push(message.text()));
      page.on("request", (request) => {
        if (!/^(file|data):/.test(request.url())) troubles.push(request.url());
      });
      await page.goto(pathToFileURL(folder.path(`${name}.html`)).href);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      expect(troubles).toEqual([]);
      await context.close();
    },
  );

  test("on paper it fits the page's width, dark by night or not", async () => {
    // A4 less its margins, in CSS pixels.
    const context = await browser.newContext({ viewport: { width: 681, height: 1009 }, colorScheme: "dark" });
    const page = await context.newPage();
    await page.goto(pathToFileURL(folder.path(`${name}.html`)).href);
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(681);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    await context.close();
  });
});
