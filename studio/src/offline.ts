/**
 * @file Keeps the page for when there is no network.
 */

/** Registers the service worker, where there may be one. The page works the same without. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL("sw.js", document.baseURI)).catch(() => {});
  });
}
