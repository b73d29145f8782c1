// @ts-check
/**
 * @file A run in a browser, the fixed one or that of pictures and sounds: serves the page and its modules on this machine alone, has a
 * browser open it and takes the outcome that the page sends back. So it needs nothing of a browser but that it opens an
 * address.
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
export const ISOLATION = {
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
/** @typedef {import("./media-run.mjs").MediaOutcome & { isolated: boolean }} BrowserMedia */

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
export function runInBrowser(open, { isolated, policy, place, threads }) {
  const headers = {
    ...(isolated ? ISOLATION : {}),
    ...(policy === undefined ? {} : { "Content-Security-Policy": policy }),
  };
  return runPage(open, `place=${place}&threads=${threads}`, headers);
}

/**
 * Reads pictures and sounds in a page or in its Worker.
 *
 * @param {Open} open
 * @param {"page" | "worker"} place
 * @param {ReadonlyMap<string, Uint8Array>} files by their names
 * @returns {Promise<BrowserMedia>}
 */
export const readMediaInBrowser = (open, place, files) =>
  runPage(open, `place=${place}&pictures=${[...files.keys()].join(",")}`, {}, files);

/**
 * @template Outcome
 * @param {Open} open
 * @param {string} settings of the page, the query of its address
 * @param {Record<string, string>} headers of everything that is served
 * @param {ReadonlyMap<string, Uint8Array>} files what else is served, below /given/
 * @returns {Promise<Outcome>}
 */
async function runPage(open, settings, headers, files = new Map()) {
  const server = await serve(headers, files);
  try {
    const close = await open(`${server.origin}/test/runtimes/page.html?${settings}`);
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
 * @param {ReadonlyMap<string, Uint8Array>} files
 * @returns {Promise<{ origin: string, report: Promise<any>, close: () => void }>}
 */
async function serve(headers, files) {
  /** @type {(report: unknown) => void} */
  let settle;
  /** @type {Promise<any>} */
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
    const given = files.get(pathname.replace(/^\/given\//, ""));
    if (given !== undefined) {
      response.writeHead(200, headers).end(given);
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
