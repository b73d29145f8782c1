/**
 * @file What the view "Why" has found out: the attribution of the answer that is looked at, and how the network does on
 * the test images. The Worker behind it lives as long as the view.
 */

import type { Model } from "akari";
import { WorkerLink } from "../../kit/worker-link";
import { readsDigits } from "../../mnist/digits";
import type { Examination, Mistake } from "../../mnist/examination";
import { examinationOf } from "../../mnist/examinations";
import { loadTestImages } from "../../mnist/pieces";
import type { NetworkInput } from "../../studio.svelte";
import { type AttributionAnswer, type Question, targetOf } from "./attribution";
import type { WhyTasks } from "./why.worker";

/** So many mistakes are worth a look. */
const MOST_EXAMPLES = 24;

/** A test image that the network reads wrongly, with its pixels. */
export interface Example extends Mistake {
  readonly values: Uint8Array;
}

/** How far the network has come with the test images. */
export type Examining = "running" | "done" | "failed" | "no digits";

/** A question about an input, in classes. */
export interface AttributionQuestion {
  readonly model: Model;
  readonly input: Uint8Array | Float32Array;
  readonly question: Question;
}

export interface Finding {
  readonly request: AttributionQuestion;
  readonly answer: AttributionAnswer;
}

export class WhyState {
  /** The answer that came last, and to what: while the newest question is computed, the one before stands. */
  found: Finding | undefined = $state.raw();
  examination: Examination | undefined = $state.raw();
  examining: Examining = $state("running");
  /** The mistakes that it was surest of, the surest first. */
  examples: readonly Example[] = $state.raw([]);
  readonly #attribution = new WorkerLink<WhyTasks>(
    () => new Worker(new URL("./why.worker.ts", import.meta.url), { type: "module" }),
  );
  #asked: AttributionQuestion | undefined;
  #next: AttributionQuestion | undefined;
  /** The network that reads the test images, or the last that did. */
  #examined: Model | undefined;

  /** Asks what an answer came from. While the Worker computes, only the newest question waits. */
  ask(request: AttributionQuestion): void {
    if (this.#asked !== undefined) {
      this.#next = request;
      return;
    }
    this.#asked = request;
    const { model, input, question } = request;
    const { units } = model.definition.layers[model.definition.layers.length - 1];
    this.#attribution.ask("attribute", { model, input, target: targetOf(units, question) }).then(
      (answer) => {
        this.found = { request, answer };
        const next = this.#next;
        this.#forget();
        if (next !== undefined) this.ask(next);
      },
      // The next question begins anew.
      () => this.#forget(),
    );
  }

  /** Has the network read the test images, which are fetched the first time. */
  async examine(model: Model): Promise<void> {
    this.#examined = model;
    this.examination = undefined;
    this.examples = [];
    if (!readsDigits(model.definition)) {
      this.examining = "no digits";
      return;
    }
    this.examining = "running";
    try {
      const examination = await examinationOf(model);
      const examples = await Promise.all(examination.mistakes.slice(0, MOST_EXAMPLES).map(withPixels));
      if (model !== this.#examined) return;
      this.examination = examination;
      this.examples = examples;
      this.examining = "done";
    } catch {
      // The images could not be fetched: the page is offline, or its folder is not complete.
      if (model === this.#examined) this.examining = "failed";
    }
  }

  /** The mistake to look at after this one: the first after the last, and after anything else. */
  after(input: NetworkInput | undefined): Example | undefined {
    const source = input?.source;
    const at = this.examples.findIndex(({ index }) => source?.kind === "mnist" && index === source.index);
    return this.examples[(at + 1) % this.examples.length];
  }

  close(): void {
    this.#examined = undefined;
    this.#attribution.close();
  }

  #forget(): void {
    this.#asked = undefined;
    this.#next = undefined;
  }
}

async function withPixels(mistake: Mistake): Promise<Example> {
  const { index } = mistake;
  return { ...mistake, values: await loadTestImages(document.baseURI, { start: index, end: index + 1 }) };
}
