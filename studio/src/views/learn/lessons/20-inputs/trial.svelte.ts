/**
 * @file What is trained at the press of a button, and once more where it was kept: to the same bits.
 */

import { untrack } from "svelte";

/** To be made while its component is. */
export class Trial<Result> {
  busy: boolean = $state(false);
  failed: boolean = $state(false);
  #done: { readonly asked: string; readonly result: Result } | undefined = $state.raw();
  #isGone = false;
  readonly #learn: (asked: readonly number[]) => Promise<Result>;

  /** @param kept what was trained before, where that can be trained now */
  constructor(
    learn: (asked: readonly number[]) => Promise<Result>,
    kept: () => readonly number[] | undefined,
  ) {
    this.#learn = learn;
    $effect(() => {
      const wanted = kept();
      if (wanted !== undefined && untrack(() => this.of(wanted)) === undefined)
        untrack(() => void this.train(wanted));
    });
    $effect(() => () => {
      this.#isGone = true;
    });
  }

  /** What came of it, if that was trained last. */
  of(asked: readonly number[]): Result | undefined {
    return this.#done?.asked === asked.join() ? this.#done.result : undefined;
  }

  /** @param onset told once that is done */
  async train(asked: readonly number[], onset?: (asked: readonly number[]) => void): Promise<void> {
    this.busy = true;
    this.failed = false;
    try {
      this.#done = { asked: asked.join(), result: await this.#learn(asked) };
      if (!this.#isGone) onset?.(asked);
    } catch {
      this.failed = true;
    } finally {
      this.busy = false;
    }
  }
}
