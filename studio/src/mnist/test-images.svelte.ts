/**
 * @file The test images as they are browsed: their digits, what the shown network takes them for, and which of them
 * are wanted.
 */

import { compile, type Model } from "akari";
import { chooseImages, type Filter, readsDigits } from "./choice";
import { loadTestImages, loadTestLabels, PieceError } from "./pieces";
import { predictAll } from "./predictions";

export class TestImages {
  filter: Filter = $state.raw({ wrong: false });
  labels: Uint8Array | undefined = $state.raw();
  /** What the network takes each image for, once that is known. */
  predicted: Uint8Array | undefined = $state.raw();
  problem: PieceError | undefined = $state.raw();
  #model: Model | undefined;
  #stop = new AbortController();

  readonly chosen = $derived(
    this.labels === undefined ? [] : chooseImages(this.labels, this.predicted, this.filter),
  );
  /** Whether it is still to be found out which are wanted. */
  readonly pending = $derived(
    this.problem === undefined &&
      (this.labels === undefined || (this.filter.wrong && this.predicted === undefined)),
  );

  /** Fetches what is missing, and asks the network about all images where it is another than before. */
  async open(model: Model): Promise<void> {
    this.problem = undefined;
    try {
      this.labels ??= await loadTestLabels();
      if (model === this.#model && this.predicted !== undefined) return;
      this.#stop.abort();
      this.predicted = undefined;
      if (readsDigits(model.definition)) await this.#ask(model);
      else this.filter = { ...this.filter, wrong: false };
    } catch (error) {
      if (error instanceof PieceError) this.problem = error;
      else if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    }
  }

  async #ask(model: Model): Promise<void> {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#model = model;
    const images = await loadTestImages();
    const network = await compile(model);
    try {
      this.predicted = await predictAll(network, images, model.definition.inputs, signal);
    } finally {
      network.dispose();
    }
  }
}
