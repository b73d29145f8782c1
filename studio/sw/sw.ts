/**
 * @file The service worker: the Studio opens without a network once it was there, and may use threads on hosts that
 * do not send the headers for it. A new version waits until the page asks for it.
 */

import type { ToWorker } from "./messages.js";

declare const self: ServiceWorkerGlobalScope;

/** What the page consists of, filled in when the page is built; the version changes with any of it. */
const SHELL: { readonly version: string; readonly files: readonly string[] } = JSON.parse("__AKARI_SHELL__");

const SHELL_CACHE = `akari-shell-${SHELL.version}`;
/** Pictures of MNIST, and the model that a server was started with: fetched when wanted, kept from then on. */
const DATA_CACHE = "akari-data";
/** Milliseconds after which a page that the network does not bring is taken from what is kept. */
const PATIENCE = 4000;

/** The name of such a file changes with its contents. */
const LASTING = /^assets\//;
const DATA = /\/(?:mnist|models)\//;

self.addEventListener("install", (event) => {
  const store = async (): Promise<void> => {
    const cache = await caches.open(SHELL_CACHE);
    const [models, others] = [true, false].map((wanted) =>
      SHELL.files.filter((name) => name.startsWith("models/") === wanted),
    );
    // What a browser has kept of a file whose name stays the same may be of the version before.
    const requests = others.map(
      (name) => new Request(name, { cache: LASTING.test(name) ? "default" : "reload" }),
    );
    await cache.addAll(requests);
    // A host may have left them away: the page says what it misses.
    await Promise.allSettled(models.map((name) => cache.add(new Request(name, { cache: "reload" }))));
  };
  event.waitUntil(store());
});

self.addEventListener("activate", (event) => {
  const clean = async (): Promise<void> => {
    const shells = (await caches.keys()).filter((name) => name.startsWith("akari-shell-"));
    // The one before this stays: pages that are open still may have parts of it to load.
    const old = shells.filter((name) => name !== SHELL_CACHE).slice(0, -1);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("message", (event) => {
  const message = event.data as ToWorker;
  if (message.type === "version") event.ports[0]?.postMessage(SHELL.version);
  else if (message.type === "activate") event.waitUntil(self.skipWaiting());
  else event.waitUntil(keepUsed(message.addresses));
});

/** What the page has used before this worker stood between it and the network. */
async function keepUsed(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(DATA_CACHE);
  const ours = addresses.filter(
    (address) => new URL(address).origin === self.location.origin && DATA.test(new URL(address).pathname),
  );
  // The browser has them at hand; one that is gone is no loss.
  await Promise.allSettled(ours.map((address) => cache.add(new Request(address, { cache: "force-cache" }))));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(event, url).then(isolate));
});

async function answer(event: FetchEvent, url: URL): Promise<Response> {
  const { request } = event;
  if (/\/assets\//.test(url.pathname)) return (await caches.match(request)) ?? fetch(request);
  try {
    const response = await (request.mode === "navigate" ? fetchSoon(request) : fetch(request));
    if (response.status === 200 && DATA.test(url.pathname)) {
      const copy = response.clone();
      const keep = async (): Promise<void> => (await caches.open(DATA_CACHE)).put(url.pathname, copy);
      // A full disk keeps nobody from the picture.
      event.waitUntil(keep().catch(() => {}));
    }
    return response;
  } catch (error) {
    // Without a network: what was stored, and for the page itself whatever its address asks for.
    const stored = await storedFor(request);
    if (stored !== undefined) return stored;
    throw error;
  }
}

/** This version's own file before one that another has left. */
async function storedFor(request: Request): Promise<Response | undefined> {
  const wanted = request.mode === "navigate" ? "./" : request;
  const shell = await caches.open(SHELL_CACHE);
  const options = { ignoreSearch: true, ignoreVary: true };
  return (await shell.match(wanted, options)) ?? caches.match(wanted, options);
}

/** @throws TypeError where there is no network, or one that does not answer while a stored page could */
async function fetchSoon(request: Request): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Response>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TypeError("The network does not answer.")), PATIENCE);
  });
  try {
    return await Promise.race([fetch(request), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same response with the headers that let a page share memory with its Workers. */
function isolate(response: Response): Response {
  if (response.type === "opaque" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  // The browser has unpacked it already.
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const { status, statusText } = response;
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}
