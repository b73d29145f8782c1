/**
 * @file The network that lessons ask: always the small one that comes with the page, whatever is looked at elsewhere.
 */

import { compile, type Model } from "akari";
import { readAnswer } from "../../network/answer";
import type { Reader } from "./lesson";

/** A network that answers with a digit, as lessons ask it. */
export async function readerOf(model: Model): Promise<Reader> {
  const compiled = await compile(model);
  return (pixels) => {
    const { predicted } = readAnswer(model.definition, compiled.trace(pixels));
    return { label: predicted?.label ?? "", probability: predicted?.probability ?? 0 };
  };
}
