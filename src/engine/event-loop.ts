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
