// @ts-check
/**
 * @file Opens pages in the Chromium, or Chrome, of this machine, without a window.
 */

import { chromium } from "playwright-core";
import { findBrowser } from "../../scripts/browsers.mjs";

/** Nothing here needs a graphics card or may reach beyond this machine. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * @returns {Promise<{ version: string, open: import("./browser-run.mjs").Open, close: () => Promise<void> }>}
 * `open` gives each page a fresh profile; closing a page rejects where anything was logged as an error
 */
export async function launchChromium() {
  const browser = await chromium.launch({ executablePath: findBrowser("chromium"), args: FLAGS });
  return {
    version: browser.version(),
    async open(url) {
      const context = await browser.newContext();
      const page = await context.newPage();
      /** @type {string[]} */
      const errors = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      await page.goto(url, { waitUntil: "commit" });
      return async () => {
        await context.close();
        if (errors.length > 0) throw new Error(`The page's console shows errors: ${errors.join("; ")}`);
      };
    },
    close: () => browser.close(),
  };
}
