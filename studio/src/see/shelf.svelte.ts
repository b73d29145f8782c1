/**
 * @file The networks that can be looked at: the two that come with the page, one that the page was opened with, and
 * one that somebody has trained or opened here.
 */

import { AkariError, decodeModel, type Model } from "akari";
import { type BoardModel, loadBoardModel } from "../models/board";
import type { Studio } from "../state/studio.svelte";

export type ShelfName = BoardModel | "given" | "own";

const GIVEN = "given.safetensors";

export class Shelf {
  /** The network that is on its way. */
  loading: ShelfName | undefined = $state();
  /** The network that could not be had, and why. */
  failure: { readonly name: ShelfName; readonly reason: string } | undefined = $state.raw();
  /** What the page was opened with (`?model=given&name=…`, as `akari studio FILE` does): its file's name. */
  readonly given: string | undefined;
  readonly #studio: Studio;
  #models: Partial<Record<ShelfName, Model>> = $state.raw({});
  #wanted: ShelfName | undefined;

  /** Those to choose from. */
  readonly names: readonly ShelfName[] = $derived.by(() => {
    const { given } = this;
    return [
      ...(given === undefined ? [] : (["given"] as const)),
      "lamps" as const,
      "reader" as const,
      ...(this.#models.own === undefined ? [] : (["own"] as const)),
    ];
  });
  /** The one that is shown. */
  readonly shown = $derived(this.names.find((name) => this.#models[name] === this.#studio.model));

  constructor(studio: Studio, query: string) {
    this.#studio = studio;
    const words = new URLSearchParams(query);
    if (words.get("model") === "given") this.given = words.get("name") ?? GIVEN;
  }

  /** Shows the first network, unless there is one. */
  async begin(): Promise<void> {
    if (this.#studio.model === undefined && this.loading === undefined) {
      await this.choose(this.given === undefined ? "lamps" : "given");
    }
  }

  /** Shows a network. Where another is chosen before it has come, that one is shown. */
  async choose(name: ShelfName): Promise<void> {
    this.#wanted = name;
    this.failure = undefined;
    this.loading = name;
    try {
      const model = this.#models[name] ?? (await load(name));
      this.#models = { ...this.#models, [name]: model };
      if (this.#wanted === name) await this.#studio.show(model);
    } catch (error) {
      if (this.#wanted === name) this.failure = { name, reason: (error as Error).message };
    } finally {
      if (this.#wanted === name) this.loading = undefined;
    }
  }

  /** Keeps what another part of the page shows, so that one can come back to it. */
  notice(model: Model | undefined): void {
    if (model === undefined || Object.values(this.#models).includes(model)) return;
    this.#models = { ...this.#models, own: model };
    this.#wanted = "own";
    this.loading = undefined;
    this.failure = undefined;
  }
}

async function load(name: ShelfName): Promise<Model> {
  if (name === "lamps" || name === "reader") return loadBoardModel(name);
  const response = await fetch(new URL(`models/${GIVEN}`, document.baseURI));
  if (!response.ok) throw new AkariError("not-found", `models/${GIVEN} is not beside this page.`);
  return decodeModel(new Uint8Array(await response.arrayBuffer()), GIVEN).model;
}
