/**
 * @file How a word asks for its explanation: whoever stands above it gives one. On the page that opens beside the word;
 * within an explanation it takes the place of the one before.
 */

import { getContext, setContext } from "svelte";
import type { TermId } from "./terms";

export interface Explainer {
  /**
   * @param word as it stands on the page
   * @param context of the component in which it stands
   * @returns whether it is open beside the word now; `onclose` tells when it no longer is
   */
  explain(id: TermId, word: HTMLElement, context: Map<unknown, unknown>, onclose: () => void): boolean;
  /** Closes the explanation of this word, if it is open. */
  stop(word: HTMLElement): void;
}

const KEY = Symbol("explainer");

export const provideExplainer = (explainer: Explainer): Explainer => setContext(KEY, explainer);

export const useExplainer = (): Explainer => getContext<Explainer>(KEY);
