/**
 * @file A training run as its user holds it: something to loop over, to await, or both.
 */

import { yieldToEventLoop } from "../engine/event-loop.js";
import type { Model } from "../model/model.js";
import type { TrainingEvent, TrainingResult } from "./events.js";

/**
 * A run of training. It begins when it is first looped over or awaited.
 *
 * - `await run` trains to the end and gives the result.
 * - `for await (const event of run)` gives every event; `await run` after the loop gives the result.
 * - Leaving the loop (`break`, `return`, an exception) stops the training; the result is then `"aborted"`.
 *
 * What goes wrong is thrown to whoever loops or awaits. To await a run within its own loop would be to wait for
 * oneself: while somebody loops, awaiting takes as long as the loop does.
 */
export interface TrainingRun extends AsyncIterable<TrainingEvent>, PromiseLike<TrainingResult> {
  /**
   * The network as it is after the last event, for a loop that shows how it learns: a copy, which the run does not
   * change any more. `undefined` before the first event and after the last, when the result has it, and with
   * an engine whose weights are not there at once.
   */
  model(): Model | undefined;
}

/** Events to come, and at their end the result. */
export type TrainingEvents = AsyncGenerator<TrainingEvent, TrainingResult, void>;

/**
 * Makes a run of a generator.
 *
 * @param begin makes the generator, which must end by itself soon after the signal that it is given is aborted. While
 * there is a network in training, it says how to copy it
 */
export function createRun(
  begin: (left: AbortSignal, hold: (model: (() => Model) | undefined) => void) => TrainingEvents,
): TrainingRun {
  const left = new AbortController();
  let model: (() => Model) | undefined;
  const events = begin(left.signal, (held) => {
    model = held;
  });
  let begun = false;
  let settle: (result: TrainingResult | PromiseLike<TrainingResult>) => void;
  const result = new Promise<TrainingResult>((resolve) => {
    settle = resolve;
  });
  // A failure that was thrown to a loop need not be awaited as well.
  result.catch(() => {});

  async function next(): Promise<IteratorResult<TrainingEvent, undefined>> {
    try {
      const { done, value } = await events.next();
      if (!done) return { done: false, value };
      // After its end a generator gives no more values; the promise keeps the first.
      settle(value);
      return { done: true, value: undefined };
    } catch (error) {
      settle(Promise.reject(error));
      throw error;
    }
  }

  async function drain(): Promise<void> {
    while (!(await next()).done);
  }

  return {
    model: () => model?.(),
    [Symbol.asyncIterator]() {
      begun = true;
      return {
        next,
        async return() {
          left.abort();
          await drain();
          return { done: true, value: undefined };
        },
      };
    },
    // biome-ignore lint/suspicious/noThenProperty: awaiting a run is what this is for.
    then(onFulfilled, onRejected) {
      // A loop that begins in this very turn of the event loop is to have all the events.
      if (!begun) {
        void yieldToEventLoop().then(() => {
          if (begun) return;
          begun = true;
          drain().catch(() => {});
        });
      }
      return result.then(onFulfilled, onRejected);
    },
  };
}
