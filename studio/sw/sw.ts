/**
 * @file The service worker: the Studio opens without a network once it was there, and may use threads on hosts that
 * do not send the headers for it.
 */

declare const self: ServiceWorkerGlobalScope;

/** What the page needs to begin, filled in when the page is built; the version changes with any of it. */
const SHELL: { readonly version: string; readonly files: readonly string[] } = JSON.parse("__AKARI_SHELL__");

const SHELL_CACHE = `akari-shell-${SHELL.version}`;
/** Pictures of MNIST and models, which are fetched when wanted. */
const DATA_CACHE = "akari-data";

self.addEventListener("install", (event) => {
  const store = async (): Promise<void> => {
    const cache = await caches.open(SHELL_CACHE);
    await cache.addAll(SHELL.files);
    await self.skipWaiting();
  };
  event.waitUntil(store());
});

self.addEventListener("activate", (event) => {
  const clean = async (): Promise<void> => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("akari-shell-") && name !== SHELL_CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(request, url).then(isolate));
});

async function answer(request: Request, url: URL): Promise<Response> {
  // The name of such a file changes with its contents, so what is stored is right.
  if (/\/assets\//.test(url.pathname)) return (await caches.match(request)) ?? fetch(request);
  try {
    const response = await fetch(request);
    if (response.ok && /\/(mnist|models)\//.test(url.pathname)) {
      const cache = await caches.open(DATA_CACHE);
      await cache.put(url.pathname, response.clone());
    }
    return response;
  } catch (error) {
    // Without a network: what was stored, and for the page itself whatever its address asks for.
    const stored = await caches.match(request.mode === "navigate" ? "./" : request, { ignoreSearch: true });
    if (stored !== undefined) return stored;
    throw error;
  }
}

/** The same response with the headers that let a page share memory with its Workers. */
function isolate(response: Response): Response {
  if (response.type === "opaque" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  const { status, statusText } = response;
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

export {};
