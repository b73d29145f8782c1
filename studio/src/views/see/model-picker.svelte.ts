/**
 * @file The networks that can be looked at: the two that come with the page, one that the page was opened with, and
 * one that somebody has trained or opened here.
 */

import type { StoredModel } from "akari/formats";
import { type Failure, failureOf } from "../../kit/failure";
import { type BundledModel, type Figures, figuresOf, loadModel } from "../../models/load";
import type { Studio } from "../../studio.svelte";

export type ModelName = BundledModel | "given" | "own";

export class ModelPicker {
  /** The network that is on its way. */
  loading: ModelName | undefined = $state();
  /** The network that could not be had, and why. */
  failure: { readonly name: ModelName; readonly failure: Failure } | undefined = $state.raw();
  /** What the page was opened with (`?model=given&name=…`, as `akari studio FILE` does): its file's name. */
  readonly given: string | undefined;
  readonly #studio: Studio;
  #models: Partial<Record<ModelName, Pick<StoredModel, "model" | "record">>> = $state.raw({});
  #wanted: ModelName | undefined;

  /** Those to choose from. */
  readonly names: readonly ModelName[] = $derived.by(() => {
    const { given } = this;
    return [
      ...(given === undefined ? [] : (["given"] as const)),
      "lamps" as const,
      "reader" as const,
      ...(this.#models.own === undefined ? [] : (["own"] as const)),
    ];
  });
  /** The one that is shown. */
  readonly shown = $derived(
    this.names.find((name) => this.#models[name]?.model === this.#studio.loaded?.model),
  );

  constructor(studio: Studio, query: string) {
    this.#studio = studio;
    const words = new URLSearchParams(query);
    if (words.get("model") === "given") this.given = words.get("name") ?? "given.safetensors";
  }

  /** Shows the first network, or the one that was shown before a reload, unless there is one. */
  async begin(before: ModelName | undefined): Promise<void> {
    if (this.#studio.model !== undefined || this.loading !== undefined) return;
    const first = this.given === undefined ? "lamps" : "given";
    await this.choose(before !== undefined && this.names.includes(before) ? before : first);
  }

  /** Shows a network. Where another is chosen before it has come, that one is shown. */
  async choose(name: ModelName): Promise<void> {
    const wish = this.#studio.wish();
    this.#wanted = name;
    this.failure = undefined;
    this.loading = name;
    try {
      const kept = this.#models[name] ?? (await loadModel(name));
      this.#models = { ...this.#models, [name]: kept };
      if (this.#wanted === name) await this.#studio.show(kept.model, kept.record, wish);
    } catch (error) {
      if (this.#wanted === name) this.failure = { name, failure: failureOf(error) };
    } finally {
      if (this.#wanted === name) this.loading = undefined;
    }
  }

  /** What there is to say of a network; `undefined` before it has been fetched. */
  figures(name: ModelName): Figures | undefined {
    const kept = this.#models[name];
    return kept && figuresOf(kept);
  }

  /** Keeps what another part of the page shows, so that one can come back to it. */
  keep({ model, record }: NonNullable<Studio["loaded"]>): void {
    if (Object.values(this.#models).some((kept) => kept.model === model)) return;
    this.#models = { ...this.#models, own: { model, ...(record === undefined ? {} : { record }) } };
    this.#wanted = "own";
    this.loading = undefined;
    this.failure = undefined;
  }
}
