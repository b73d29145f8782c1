/**
 * @file The search for what lights a neuron most: its Worker, how far it is and what it found.
 */

import type { Model } from "akari";
import { loadTestImages, loadTestLabels } from "../mnist/pieces";
import type { FoundImage, SearchReply, SearchRequest } from "./top-activations.worker";

export interface LabeledImage extends FoundImage {
  readonly label: number;
}

export type SearchStage = "fetching" | "searching" | "done" | "unreachable" | "broken";

export class TopActivationsSearch {
  stage: SearchStage = $state("fetching");
  progress: { readonly done: number; readonly all: number } | undefined = $state.raw();
  made: { readonly input: Float64Array; readonly activation: number } | undefined = $state.raw();
  found: readonly LabeledImage[] | undefined = $state.raw();
  #worker: Worker | undefined;
  #labels: Uint8Array = new Uint8Array();

  /** Looks for what lights this neuron most, and for nothing else any more. What was found before goes at once. */
  start(model: Model, layer: number, unit: number): void {
    this.cancel();
    this.made = undefined;
    this.found = undefined;
    this.progress = undefined;
    this.stage = "fetching";
    const worker = new Worker(new URL("./top-activations.worker.ts", import.meta.url), { type: "module" });
    this.#worker = worker;
    const ask = (request: SearchRequest, transfer: Transferable[] = []): void =>
      worker.postMessage(request, transfer);
    worker.addEventListener("error", () => {
      if (this.#worker === worker) this.#fail("broken");
    });
    worker.addEventListener("message", ({ data }: MessageEvent<SearchReply>) => {
      if (this.#worker === worker) this.#take(data);
    });
    ask({ kind: "neuron", model, layer, unit });
    void this.#searchImages(worker, ask);
  }

  cancel(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #searchImages(worker: Worker, ask: (request: SearchRequest, transfer: Transferable[]) => void) {
    try {
      const [images, labels] = await Promise.all([loadTestImages(), loadTestLabels()]);
      if (this.#worker !== worker) return;
      this.#labels = labels;
      ask({ kind: "images", images }, [images.buffer as ArrayBuffer]);
    } catch {
      if (this.#worker === worker) this.#fail("unreachable");
    }
  }

  #fail(stage: "broken" | "unreachable"): void {
    this.cancel();
    this.stage = stage;
  }

  #take(reply: SearchReply): void {
    if (reply.kind === "made") this.made = reply;
    else if (reply.kind === "progress") {
      this.stage = "searching";
      this.progress = reply;
    } else {
      this.found = reply.images.map((image) => ({ ...image, label: this.#labels[image.index] }));
      this.stage = "done";
      this.cancel();
    }
  }
}
