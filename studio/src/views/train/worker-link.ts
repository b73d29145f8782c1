/**
 * @file The page's end of the line to the Worker that trains. The Worker is started with the first thing asked of it;
 * one that broke down is replaced by the next.
 */

import type { Command, Report } from "./messages";

export class WorkerLink {
  #worker: Worker | undefined;
  readonly #onreport: (report: Report) => void;
  readonly #onbreak: (sentence: string) => void;

  /** @param onbreak told what the browser says of a Worker that broke down */
  constructor(onreport: (report: Report) => void, onbreak: (sentence: string) => void) {
    this.#onreport = onreport;
    this.#onbreak = onbreak;
  }

  send(command: Command): void {
    this.#worker ??= this.#open();
    this.#worker.postMessage(command);
  }

  #open(): Worker {
    const worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Report>) => this.#onreport(data));
    worker.addEventListener("error", ({ message }) => {
      worker.terminate();
      this.#worker = undefined;
      this.#onbreak(message);
    });
    worker.postMessage({ base: document.baseURI });
    return worker;
  }
}
