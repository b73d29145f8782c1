/**
 * @file Opens the built Studio, or the site of the documentation, in a real Chromium, as a person has it: served by Akari's own
 * server. Whatever the page does that it never should, an error on the console or a request to another host, fails the test.
 */

import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { findBrowser } from "../../scripts/browsers.mjs";
import { type Listening, listen } from "../../src/server/listen.js";
import { createStudioApp } from "../../src/server/studio-app.js";

const FOLDER = fileURLToPath(new URL("../../dist/studio/", import.meta.url));
/** Where to begin to look for a free port. */
const PORT = 4300;
/** A page of the same origin with nothing in it but that it has an icon. */
const EMPTY = "/empty";

/** What the page says where it may keep nothing for later. */
const BLOCKED = /Service Worker registration blocked by Playwright/;

export interface StudioOptions extends BrowserContextOptions {
  /** What follows the address: `?view=train`, `#m=…`. */
  readonly at?: string;
  readonly theme?: "dark" | "light";
  /** What the console may say here: the test brings it about. */
  readonly tolerates?: RegExp;
  /** Where all that the page never should do goes, where the test itself looks at it; else it fails the test at its end. */
  readonly troubles?: string[];
}

export interface Pages {
  open(options?: StudioOptions): Promise<Page>;
  readonly url: string;
}

/**
 * What the files that a worker runs share: in a new browser nothing of the page is fetched or compiled, and a new server has
 * compressed nothing, which takes longer than most tests do. They end with the worker.
 */
const browsers = new Map<string, Promise<Browser>>();
const servers = new Map<string, Promise<Listening>>();
/** Pages that a test is done with, by their server, browser and options. */
const idle = new Map<string, Opened[]>();

/**
 * A server and a browser for the tests of a file.
 *
 * @param model the bytes of the model file that the server is started with, as by `akari studio MODEL`
 * @param args what else the browser is started with
 */
export const useStudioPages = (model?: Uint8Array<ArrayBuffer>, args: readonly string[] = []): Pages =>
  openPages(FOLDER, model, args);

/**
 * The same for another folder of built pages.
 *
 * @param folder where they are
 */
export function openPages(
  folder: string,
  model?: Uint8Array<ArrayBuffer>,
  args: readonly string[] = [],
): Pages {
  let server: Listening;
  let browser: Browser;
  const everyTrouble: string[] = [];
  const inUse: Opened[] = [];

  beforeAll(async () => {
    server = await (model === undefined
      ? shared(servers, folder, () => serve(folder))
      : serve(folder, model));
    browser = await shared(browsers, args.join(" "), () => launch(args));
  });
  afterEach(async () => {
    for (const opened of inUse.splice(0)) {
      if (await opened.reset(server.url)) idle.set(opened.key, [...(idle.get(opened.key) ?? []), opened]);
      else await opened.page.context().close();
    }
    expect(everyTrouble.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    if (model !== undefined) await server.close();
  });

  return {
    get url() {
      return server.url;
    },
    async open({ at = "", tolerates, troubles = everyTrouble, ...options } = {}) {
      const key = JSON.stringify([server.url, args, options]);
      const opened = idle.get(key)?.pop() ?? (await openPage(browser, key, options));
      inUse.push(opened);
      const { page } = opened;
      page.on("console", (message) => {
        if (message.type() !== "error" && message.type() !== "warning") return;
        if (BLOCKED.test(message.text()) || tolerates?.test(message.text()) === true) return;
        troubles.push(message.text());
      });
      page.on("pageerror", (error) => troubles.push(error.stack ?? String(error)));
      page.on("request", (request) => {
        const address = request.url();
        if (!address.startsWith(server.url) && !/^(data|blob):/.test(address))
          troubles.push(`Asked ${address}`);
      });
      await page.goto(server.url + at);
      return page;
    },
  };
}

function shared<T>(all: Map<string, Promise<T>>, key: string, start: () => Promise<T>): Promise<T> {
  const started = all.get(key) ?? start();
  all.set(key, started);
  return started;
}

function launch(args: readonly string[]): Promise<Browser> {
  // Vitest ends a worker by this signal, and leaves no time: what is done on exit ends the browser and removes its files.
  if (browsers.size === 0) process.once("SIGTERM", () => process.exit());
  return chromium.launch({
    executablePath: findBrowser("chromium"),
    args: ["--no-sandbox", ...args],
    handleSIGTERM: false,
  });
}

/** Serves a folder's pages, and an empty one. */
function serve(folder: string, model?: Uint8Array<ArrayBuffer>): Promise<Listening> {
  const app = createStudioApp({ folder, ...(model === undefined ? {} : { model }) });
  const answer: typeof app.fetch = async (request, ...rest) => {
    const response = await app.fetch(request, ...rest);
    if (new URL(request.url).pathname !== EMPTY) return response;
    // With the headers of the others: a page of other ones would have a process of its own, and so would the next.
    const headers = new Headers(response.headers);
    headers.set("Content-Type", "text/html");
    return new Response('<link rel="icon" href="data:,">', { headers });
  };
  return listen(getRequestListener(answer), { port: PORT, exactly: false });
}

interface Opened {
  readonly page: Page;
  readonly key: string;
  /** Makes the page as new for another test, which takes a third of the time that a new one does; or says that this cannot be. */
  reset(url: string): Promise<boolean>;
}

/** What of a page stays whatever is opened in it. */
const STAYS = ["addInitScript", "emulateMedia", "exposeBinding", "exposeFunction"] as const;

async function openPage(
  browser: Browser,
  key: string,
  { theme = "dark", ...options }: StudioOptions,
): Promise<Opened> {
  const viewport = options.viewport ?? { width: 1280, height: 800 };
  const context = await browser.newContext({
    locale: "en",
    colorScheme: theme,
    // Keeping all of the page for later takes longer than most tests do.
    serviceWorkers: "block",
    ...options,
    viewport,
  });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  let isSpoiled = options.serviceWorkers === "allow";
  for (const name of STAYS) {
    const method = page[name];
    Object.assign(page, {
      [name]: (...args: unknown[]) => {
        isSpoiled = true;
        return Reflect.apply(method, page, args);
      },
    });
  }
  return {
    page,
    key,
    async reset(url) {
      if (isSpoiled || page.isClosed() || context.pages().length > 1) return false;
      try {
        page.removeAllListeners();
        await page.unrouteAll({ behavior: "ignoreErrors" });
        page.on("dialog", (dialog) => void dialog.accept());
        // What it keeps when it is left would come after what is forgotten here.
        await page.evaluate(() => {
          Storage.prototype.setItem = () => {};
        });
        // From there, all that the page kept can be forgotten.
        await page.goto(new URL(EMPTY, url).href);
        await page.evaluate(() => sessionStorage.clear());
        await client.send("Storage.clearDataForOrigin", { origin: new URL(url).origin, storageTypes: "all" });
        await client.send("Page.resetNavigationHistory");
        page.removeAllListeners();
        await page.setViewportSize(viewport);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Strokes of a digit on a square of side 1, `y` downwards. */
export const DIGITS = {
  "7": [
    [
      [0.25, 0.2],
      [0.75, 0.2],
      [0.6, 0.5],
      [0.45, 0.85],
    ],
  ],
  "1": [
    [
      [0.52, 0.12],
      [0.5, 0.5],
      [0.48, 0.88],
    ],
  ],
  "0": [
    Array.from({ length: 25 }, (_, i) => {
      const angle = (i / 24) * 2 * Math.PI;
      return [0.5 - 0.22 * Math.sin(angle), 0.5 - 0.34 * Math.cos(angle)];
    }),
  ],
} satisfies Record<string, number[][][]>;

/** How far the points of a stroke are apart at most, as a share of the pad's side: each takes a frame. */
const APART = 0.06;

/** Draws strokes on an element with the mouse, as a hand does: with points between the given ones. */
export async function draw(page: Page, pad: Locator, strokes: readonly number[][][]): Promise<void> {
  const box = await pad.boundingBox();
  if (box === null) throw new Error("The pad is not on the screen.");
  const at = ([x, y]: number[]): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  for (const [first, ...others] of strokes) {
    await page.mouse.move(...at(first));
    await page.mouse.down();
    let before = first;
    for (const point of others) {
      const length = Math.hypot(point[0] - before[0], point[1] - before[1]);
      await page.mouse.move(...at(point), { steps: Math.ceil(length / APART) });
      before = point;
    }
    await page.mouse.up();
  }
}

/** Touches an element with fingers, at places on a square of side 1. The page must have been opened with `hasTouch`. */
export async function fingerOn(
  page: Page,
  element: Locator,
): Promise<(type: "touchStart" | "touchMove" | "touchEnd", ...points: number[][]) => Promise<void>> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (box === null) throw new Error("It is not on the screen.");
  const client = await page.context().newCDPSession(page);
  return async (type, ...points) => {
    const touchPoints = points.map(([x, y]) => ({ x: box.x + x * box.width, y: box.y + y * box.height }));
    await client.send("Input.dispatchTouchEvent", { type, touchPoints });
  };
}
