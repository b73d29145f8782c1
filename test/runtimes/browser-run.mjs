// @ts-check
/**
 * @file The fixed run in a browser: serves the page and its modules on this machine alone, has a browser open it and
 * takes the outcome that the page sends back. So it needs nothing of a browser but that it opens an address.
 */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserModule } from "../support/browser-module.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TYPES = new Map([
  [".html", "text/html"],
  [".js", "text/javascript"],
  [".mjs", "text/javascript"],
]);
/** All that the page may load: the built library and what lies beside this file. */
const SERVED = /^\/(dist|test\/runtimes)\/[\w/.-]+$/;

/** What makes a page cross-origin isolated, so that it may share memory between threads. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** A browser on a slow machine needs no more for its start and the run. */
const MOST_SECONDS = 120;

/**
 * @typedef {object} BrowserSettings
 * @property {boolean} isolated whether the page is cross-origin isolated
 * @property {string} [policy] the pages' Content-Security-Policy; none when left out
 * @property {"page" | "worker"} place where the library is called: on the page's main thread, or in a Worker
 * @property {number} threads how many are to work on a network
 */

/** @typedef {import("./fixed-run.mjs").Outcome & { isolated: boolean }} BrowserOutcome */

/**
 * Opens an address in a browser.
 *
 * @callback Open
 * @param {string} url
 * @returns {Promise<() => Promise<void>>} closes it again; rejects where the page complained of something
 */

/**
 * @param {Open} open
 * @param {BrowserSettings} settings
 * @returns {Promise<BrowserOutcome>}
 */
export async function runInBrowser(open, { isolated, policy, place, threads }) {
  const server = await serve({
    ...(isolated ? ISOLATION : {}),
    ...(policy === undefined ? {} : { "Content-Security-Policy": policy }),
  });
  try {
    const close = await open(`${server.origin}/test/runtimes/page.html?place=${place}&threads=${threads}`);
    try {
      return await inTime(server.report);
    } finally {
      await close();
    }
  } finally {
    server.close();
  }
}

/**
 * Serves the page until it has reported.
 *
 * @param {Record<string, string>} headers of everything that is served
 * @returns {Promise<{ origin: string, report: Promise<BrowserOutcome>, close: () => void }>}
 */
async function serve(headers) {
  /** @type {(report: BrowserOutcome | Promise<never>) => void} */
  let settle;
  /** @type {Promise<BrowserOutcome>} */
  const report = new Promise((resolve) => {
    settle = resolve;
  });
  // A failure may come before anybody waits for it.
  report.catch(() => {});
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST" && pathname === "/report") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { error, ...outcome } = JSON.parse(Buffer.concat(chunks).toString());
      response.writeHead(204).end();
      settle(error === undefined ? outcome : Promise.reject(new Error(`In the browser: ${error}`)));
      return;
    }
    const contents = SERVED.test(pathname)
      ? await readFile(join(ROOT, pathname), "utf8").catch(() => undefined)
      : undefined;
    if (contents === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES.get(extname(pathname)) ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, ...headers }).end(browserModule(contents));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    report,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @template T
 * @param {Promise<T>} report
 * @returns {Promise<T>}
 */
async function inTime(report) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    const complaint = `The page has not reported after ${MOST_SECONDS} seconds.`;
    timer = setTimeout(() => reject(new Error(complaint)), MOST_SECONDS * 1000);
  });
  try {
    return await Promise.race([report, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
