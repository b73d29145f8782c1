/**
 * @file Yields to the event loop, so that training never freezes a terminal, a server or a page.
 */

/**
 * Resolves after the event loop has dealt with what was waiting: input, timers, messages, drawing.
 *
 * `setTimeout` would do everywhere, but browsers make nested ones last 4 ms or more.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** How long the steps between two turns of the event loop should take, in milliseconds: at least, and at most. */
const SPAN_TIME = [5, 15] as const;

/** Steps to take at a time, from how long the last ones took. Doubling needs no precise clock, which pages lack. */
export function nextSpan(steps: number, milliseconds: number): number {
  if (milliseconds < SPAN_TIME[0]) return steps * 2;
  if (milliseconds > SPAN_TIME[1]) return Math.max(1, steps >> 1);
  return steps;
}
