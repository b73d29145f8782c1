/**
 * @file The service worker as the page sees it: it keeps the page for when there is no network, where there may be one, and brings new
 * versions. One that has come is told of; the page changes when the person says so.
 */

import type { ToWorker } from "../../sw/messages";

/** What this page was built as. */
const version = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[name="akari-version"]')?.content;

/** What may have been used before the service worker was there. */
const DATA = /\/(?:mnist|models)\//;

const tell = (worker: ServiceWorker, message: ToWorker, ports: Transferable[] = []): void =>
  worker.postMessage(message, ports);

/** Nobody waits longer for a worker that does not take over. */
const PATIENCE = 3000;

export class Update {
  #waiting: ServiceWorker | undefined = $state.raw();

  /** Whether a newer version than the page's has been fetched and waits. */
  readonly ready = $derived(this.#waiting !== undefined);

  /** Registers the service worker. The page works the same without. */
  async begin(): Promise<void> {
    if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
    const { serviceWorker } = navigator;
    const isFirst = serviceWorker.controller === null;
    if (isFirst) serviceWorker.addEventListener("controllerchange", keepUsed, { once: true });
    const registration = await serviceWorker
      .register(new URL("sw.js", document.baseURI))
      .catch(() => undefined);
    if (registration === undefined) return;
    if (registration.waiting !== null) void this.#look(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        // Without one before it, it takes its place by itself.
        if (worker.state === "installed" && registration.active !== null) void this.#look(worker);
      });
    });
    // Somebody comes back to a tab that was open for days.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => {});
    });
  }

  /** Changes to the newer version. */
  reload(): void {
    const reload = (): void => location.reload();
    if (this.#waiting === undefined) return;
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    setTimeout(reload, PATIENCE);
    tell(this.#waiting, { type: "activate" });
  }

  /** Puts the notice away; a reload brings the newer version all the same. */
  dismiss(): void {
    this.#waiting = undefined;
  }

  async #look(worker: ServiceWorker): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const other = await new Promise<unknown>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      tell(worker, { type: "version" }, [port2]);
    });
    // The page itself came from the network and is this version already.
    if (other === version()) tell(worker, { type: "activate" });
    else this.#waiting = worker;
  }
}

/** Has the first service worker keep what was fetched before it was there. */
function keepUsed(): void {
  const { controller } = navigator.serviceWorker;
  const addresses = performance.getEntriesByType("resource").map(({ name }) => name);
  if (controller !== null)
    tell(controller, { type: "keep", addresses: addresses.filter((address) => DATA.test(address)) });
}
