import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrowserSettings, runInBrowser } from "./browser-run.mjs";
import { launchChromium } from "./chromium.mjs";

const golden: unknown = JSON.parse(readFileSync(new URL("golden.json", import.meta.url), "utf8"));

/** Longer than the page is given to report. */
const TIMEOUT = 150_000;

let browser: Awaited<ReturnType<typeof launchChromium>>;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function expectGolden(settings: BrowserSettings, threads: number): Promise<void> {
  const outcome = await runInBrowser(browser.open, settings);
  expect(outcome).toEqual({ isolated: settings.isolated, threads, hashes: golden });
}

describe("the fixed run in Chromium gives Node's hashes", () => {
  test.each([1, 2])(
    "in a Worker of an isolated page, with threads: %i",
    (threads) => expectGolden({ isolated: true, place: "worker", threads }, threads),
    TIMEOUT,
  );

  test.each([
    { isolated: true, place: "page" },
    { isolated: false, place: "page" },
    { isolated: false, place: "worker" },
  ] as const)(
    "with one thread where more cannot be had: %o",
    (where) => expectGolden({ ...where, threads: 2 }, 1),
    TIMEOUT,
  );

  test(
    "with one thread where the page's policy forbids Workers made of text",
    () => {
      const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
      return expectGolden({ isolated: true, policy, place: "worker", threads: 2 }, 1);
    },
    TIMEOUT,
  );
});
