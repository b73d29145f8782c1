/**
 * @file Opens the explanation of a word, one at a time. What it shows is fetched with the first: the page begins without.
 */

import { mount, unmount } from "svelte";
import type { TermId } from "./terms";

/** The context in which a word that is pressed is shown in place of another one: within an explanation. */
export const INSTEAD = Symbol("instead");

interface Opened {
  readonly word: HTMLElement;
  close(): void;
}

let opened: Opened | undefined;

/**
 * Explains a word; the one that was explained before closes.
 *
 * @param context of the component in which the word stands
 * @param onclose it was closed, by whatever
 */
export function explain(
  id: TermId,
  word: HTMLElement,
  context: Map<unknown, unknown>,
  onclose: () => void,
): void {
  opened?.close();
  let panel: Record<string, unknown> | undefined;
  const own: Opened = {
    word,
    close() {
      if (opened !== own) return;
      opened = undefined;
      if (panel !== undefined) void unmount(panel);
      onclose();
    },
  };
  opened = own;
  import("./Explanation.svelte").then(
    ({ default: Explanation }) => {
      // It may have been closed meanwhile.
      if (opened !== own) return;
      // Beside a modal dialog nothing can be reached, so it opens within.
      const target = word.closest("dialog") ?? document.body;
      panel = mount(Explanation, { target, context, props: { id, word, close: own.close } });
    },
    () => own.close(),
  );
}

/** Closes the explanation of this word, if it is open. */
export function stopExplaining(word: HTMLElement | undefined): void {
  if (opened !== undefined && opened.word === word) opened.close();
}
