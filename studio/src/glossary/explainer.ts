/**
 * @file Opens the explanation of a word, one at a time. What it shows is fetched with the first: the page begins without.
 */

import { mount, unmount } from "svelte";
import type { Explainer } from "./context";
import type { TermId } from "./terms";

interface Opened {
  readonly word: HTMLElement;
  close(): void;
}

export class PageExplainer implements Explainer {
  #opened: Opened | undefined;

  explain(id: TermId, word: HTMLElement, context: Map<unknown, unknown>, onclose: () => void): boolean {
    this.#opened?.close();
    let panel: Record<string, unknown> | undefined;
    const own: Opened = {
      word,
      close: () => {
        if (this.#opened !== own) return;
        this.#opened = undefined;
        if (panel !== undefined) void unmount(panel);
        onclose();
      },
    };
    this.#opened = own;
    import("./Explanation.svelte").then(
      ({ default: Explanation }) => {
        // It may have been closed meanwhile.
        if (this.#opened !== own) return;
        // Beside a modal dialog nothing can be reached, and a press beside what has opened closes it: so it opens within.
        const target = word.closest("dialog, [popover]") ?? document.body;
        panel = mount(Explanation, { target, context, props: { id, word, close: own.close } });
      },
      () => own.close(),
    );
    return true;
  }

  stop(word: HTMLElement): void {
    if (this.#opened?.word === word) this.#opened.close();
  }
}
