/**
 * @file A sentence with places in it for things that are not text: "{optimizer} at {learningRate}". Languages put them
 * in their own order.
 */

export type Part = { readonly text: string } | { readonly slot: string };

/** The parts of a sentence in their order; what stands in braces is a slot. */
export function partsOf(sentence: string): Part[] {
  return sentence
    .split(/(\{\w+\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("{") ? { slot: part.slice(1, -1) } : { text: part }));
}
