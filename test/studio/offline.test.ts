/**
 * @file The Studio without a network, a newer Studio while it is open, and its very first picture. From a folder and a server of the
 * test's own, for it changes the one and ends the other.
 */

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { type Listening, listen } from "../../src/server/listen.js";
import { createStudioApp } from "../../src/server/studio-app.js";
import { makeFolder } from "../cli/harness.js";
import { chooseImage, PATIENCE, sizes } from "./hands.js";

const BUILT = fileURLToPath(new URL("../../dist/studio/", import.meta.url));
const temporary = makeFolder();
const folder = temporary.path("studio");
let server: Listening;
let browser: Browser;

const serve = async (port: number, exactly: boolean): Promise<void> => {
  server = await listen(getRequestListener(createStudioApp({ folder }).fetch), { port, exactly });
};

beforeAll(async () => {
  // Without the images that training needs.
  cpSync(BUILT, folder, { recursive: true, filter: (path) => !/train-\d/.test(path) });
  await serve(4800, false);
  browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  temporary.remove();
});

async function open(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en", reducedMotion: "reduce", ...options });
  return context.newPage();
}

const isKept = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });

/** A build that differs from the one before in its version alone. */
function publish(version: string): void {
  const page = readFileSync(`${folder}/index.html`, "utf8");
  const [, before = ""] = /akari-version" content="(\w+)"/.exec(page) ?? [];
  for (const file of ["index.html", "sw.js"]) {
    const text = readFileSync(`${folder}/${file}`, "utf8");
    expect(text).toContain(before);
    writeFileSync(`${folder}/${file}`, text.replaceAll(before, version));
  }
}

test("after one visit everything is there without a network", async () => {
  const page = await open();
  await page.goto(server.url);
  await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
  await chooseImage(page, 1);
  await expect.poll(() => isKept(page), PATIENCE).toBe(true);
  // Ten pieces, their labels and the list of them.
  const pieces = () => page.evaluate(async () => (await (await caches.open("akari-data")).keys()).length);
  await expect.poll(pieces, PATIENCE).toBeGreaterThanOrEqual(12);
  const { port } = new URL(server.url);
  await server.close();
  try {
    // A view that was never opened, by its address.
    await page.goto(`http://127.0.0.1:${port}/?view=basics`);
    await page.getByTestId("equation").waitFor(PATIENCE);
    await page.getByRole("button", { name: "Start" }).click();
    const equation = page.getByTestId("equation");
    const untrained = await equation.textContent();
    await expect.poll(() => equation.textContent(), PATIENCE).not.toBe(untrained);
    await page.getByRole("link", { name: "See", exact: true }).click();
    await expect.poll(() => sizes(page), PATIENCE).toBe("784 → 16 → 16 → 10");
    await page.getByRole("radio", { name: "Large network" }).check();
    await expect.poll(() => sizes(page), PATIENCE).not.toBe("784 → 16 → 16 → 10");
    await chooseImage(page, 2);
  } finally {
    await page.context().close();
    await serve(Number(port), true);
  }
});

test("a newer version is told of, and comes when the person says so", async () => {
  const page = await open();
  await page.goto(server.url);
  await expect.poll(() => isKept(page), PATIENCE).toBe(true);
  await page.evaluate(() => Reflect.set(window, "stayed", true));
  const stayed = () => page.evaluate(() => Reflect.get(window, "stayed") === true);
  publish("newer1");
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByText("A new version of the Studio is ready.").waitFor(PATIENCE);
  expect(await stayed()).toBe(true);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(stayed, PATIENCE).toBe(false);
  await page.locator('meta[content="newer1"]').waitFor({ ...PATIENCE, state: "attached" });
  expect(await page.getByText("A new version of the Studio is ready.").count()).toBe(0);

  // A page that came with the newer version itself has nothing to tell.
  publish("newer2");
  await page.reload();
  const active = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.waiting === null && registration.installing === null;
    });
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).includes("akari-shell-newer2")), PATIENCE)
    .toBe(true);
  await expect.poll(active, PATIENCE).toBe(true);
  expect(await page.getByText("A new version of the Studio is ready.").count()).toBe(0);
  await page.context().close();
});

test.each([
  { colorScheme: "light", locale: "ja-JP", theme: "light", lang: "ja", ground: "rgb(250, 246, 238)" },
  { colorScheme: "dark", locale: "fr", theme: "dark", lang: "en", ground: "rgb(13, 15, 20)" },
] as const)(
  "the first picture has its theme and language: $theme, $lang",
  async ({ colorScheme, locale, theme, lang, ground }) => {
    const page = await open({ colorScheme, locale, serviceWorkers: "block" });
    // No script but the one that stands in the page.
    await page.route(/\.js$/, (route) => route.abort());
    await page.goto(server.url);
    const html = page.locator("html");
    expect([await html.getAttribute("data-theme"), await html.getAttribute("lang")]).toEqual([theme, lang]);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
    await page.context().close();
  },
);

test("what was chosen holds from the first picture on, whatever the system has", async () => {
  const page = await open({ colorScheme: "dark" });
  await page.goto(server.url);
  await page.getByRole("button", { name: "Light theme" }).click();
  await page.getByRole("radio", { name: "日本語" }).check();
  await page.route(/\.js$/, (route) => route.abort());
  await page.reload();
  const html = page.locator("html");
  expect([await html.getAttribute("data-theme"), await html.getAttribute("lang")]).toEqual(["light", "ja"]);
  await page.context().close();
});
