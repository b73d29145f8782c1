/**
 * @file The comparison of networks of several sizes, as the page shows it: how far it is, and what was measured.
 */

import { type Failure, failureOf } from "../../kit/failure";
import { WorkerLink, wasClosed } from "../../kit/worker-link";
import { SIZES, type SizeProgress, type SizeResult, type SizeTasks } from "./sizes";

export class SizesState {
  seed = $state(1);
  results: readonly (SizeResult | undefined)[] = $state.raw(SIZES.map(() => undefined));
  /** What is being done; `undefined` while nothing is. */
  progress: SizeProgress | undefined = $state.raw();
  failure: Failure | undefined = $state.raw();

  readonly running = $derived(this.progress !== undefined);
  readonly complete = $derived(this.results.every((result) => result !== undefined));

  readonly #worker = new WorkerLink<SizeTasks, SizeProgress>(
    () => new Worker(new URL("./sizes.worker.ts", import.meta.url), { type: "module" }),
    { onreport: (progress) => this.#receive(progress) },
  );

  /** Trains all of them; another time with another seed. */
  async start(): Promise<void> {
    if (this.complete) this.seed++;
    this.failure = undefined;
    this.results = SIZES.map(() => undefined);
    this.progress = { kind: "loading", share: 0 };
    try {
      await this.#worker.ask("compare", { base: document.baseURI, seed: this.seed });
      this.progress = undefined;
    } catch (error) {
      if (wasClosed(error)) return;
      this.progress = undefined;
      this.failure = failureOf(error);
    }
  }

  /** What has been measured stays. */
  cancel(): void {
    this.#worker.close();
    this.progress = undefined;
  }

  #receive(progress: SizeProgress): void {
    if (progress.kind !== "done") this.progress = progress;
    else this.results = this.results.with(progress.index, progress.result);
  }
}
