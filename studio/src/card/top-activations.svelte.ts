/**
 * @file The search for what lights a neuron most: its Worker, how far it is and what it found.
 */

import type { Model } from "akari";
import { WorkerLink, wasClosed } from "../kit/worker-link";
import { loadTestImages, loadTestLabels } from "../mnist/pieces";
import type { FoundImage, MadeInput, Neuron, SearchProgress, SearchTasks } from "./top-activations.worker";

export interface LabeledImage extends FoundImage {
  readonly label: number;
}

export type SearchStage = "fetching" | "searching" | "done" | "unreachable" | "broken";

export class TopActivationsSearch {
  stage: SearchStage = $state("fetching");
  progress: SearchProgress | undefined = $state.raw();
  made: MadeInput | undefined = $state.raw();
  found: readonly LabeledImage[] | undefined = $state.raw();
  /** Counts searches: what was fetched for one that was given up is for nobody. */
  #search = 0;
  readonly #worker = new WorkerLink<SearchTasks, SearchProgress>(
    () => new Worker(new URL("./top-activations.worker.ts", import.meta.url), { type: "module" }),
    {
      onreport: (progress) => {
        this.stage = "searching";
        this.progress = progress;
      },
    },
  );

  /** Looks for what lights this neuron most, and for nothing else any more. What was found before goes at once. */
  start(model: Model, layer: number, unit: number): void {
    this.cancel();
    this.made = undefined;
    this.found = undefined;
    this.progress = undefined;
    this.stage = "fetching";
    const neuron = { model, layer, unit };
    void this.#climb(neuron);
    void this.#searchImages(neuron);
  }

  cancel(): void {
    this.#search++;
    this.#worker.close();
  }

  async #climb(neuron: Neuron): Promise<void> {
    try {
      this.made = await this.#worker.ask("climb", neuron);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #searchImages(neuron: Neuron): Promise<void> {
    const search = this.#search;
    const loaded = await Promise.all([loadTestImages(), loadTestLabels()]).catch(() => undefined);
    if (search !== this.#search) return;
    if (loaded === undefined) {
      this.cancel();
      this.stage = "unreachable";
      return;
    }
    const [images, labels] = loaded;
    try {
      const found = await this.#worker.ask("search", { ...neuron, images }, [images.buffer as ArrayBuffer]);
      this.found = found.map((image) => ({ ...image, label: labels[image.index] }));
      this.stage = "done";
      this.cancel();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (wasClosed(error)) return;
    this.cancel();
    this.stage = "broken";
  }
}
