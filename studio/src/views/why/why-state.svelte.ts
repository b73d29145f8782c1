/**
 * @file What the view "Why" has found out: the attribution of the answer that is looked at, and how the network does on
 * the test images. The Workers behind it live as long as the view.
 */

import type { Model } from "akari";
import { WorkerLink } from "../../kit/worker-link";
import { readsDigits } from "../../mnist/digits";
import { loadTestImages, loadTestLabels } from "../../mnist/pieces";
import { type AttributionAnswer, type Question, targetOf } from "./attribution";
import type { Examination } from "./examine";
import type { WhyTasks } from "./why.worker";

export type Examining = "not yet" | "running" | "done" | "failed" | "no digits";

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
  examining: Examining = $state("not yet");
  /** `[10000, 784]`, once they were wanted. */
  images: Uint8Array | undefined = $state.raw();
  /** One that answers questions at once, and one that reads ten thousand images. */
  readonly #attribution = new WorkerLink<WhyTasks>(startWorker);
  readonly #examination = new WorkerLink<WhyTasks>(startWorker);
  #asked: AttributionQuestion | undefined;
  #next: AttributionQuestion | undefined;
  #examined: Model | undefined;
  /** Which call of `examine` is the newest. */
  #turn = 0;

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
    const turn = ++this.#turn;
    this.#examined = model;
    this.#examination.close();
    this.examination = undefined;
    if (!readsDigits(model.definition)) {
      this.examining = "no digits";
      return;
    }
    this.examining = "running";
    try {
      const [images, labels] = await Promise.all([loadTestImages(), loadTestLabels()]);
      if (turn !== this.#turn) return;
      this.images = images;
      const examination = await this.#examination.ask("examine", { model, images, labels });
      if (turn !== this.#turn) return;
      this.examination = examination;
      this.examining = "done";
    } catch {
      // The images could not be fetched: the page is offline, or its folder is not complete.
      if (turn === this.#turn) this.examining = "failed";
    }
    if (turn === this.#turn) this.#examination.close();
  }

  /** The page shows this model now: what was found out about another is found out anew, if anything was. */
  follow(model: Model): void {
    if (this.#examined !== undefined && this.#examined !== model) void this.examine(model);
  }

  close(): void {
    this.#turn++;
    this.#attribution.close();
    this.#examination.close();
  }

  #forget(): void {
    this.#asked = undefined;
    this.#next = undefined;
  }
}

const startWorker = (): Worker => new Worker(new URL("./why.worker.ts", import.meta.url), { type: "module" });
