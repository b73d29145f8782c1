/**
 * @file The browser's question before a page is left. Asked only while something would be lost, for it is in the way else, and a page
 * that could ask is not kept for Back.
 */

const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Called while a state or a component is set up. */
export function askBeforeLeaving(wouldLose: () => boolean): void {
  $effect(() => {
    if (!wouldLose()) return;
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  });
}
