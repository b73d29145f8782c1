/**
 * @file How good a network is on some images, in two numbers.
 */

import { type Dataset, evaluate, type Model } from "akari";

/** Loss and accuracy on some images; `undefined` where there are none. */
export async function measure(
  data: Dataset | undefined,
  model: Model,
): Promise<{ readonly loss: number; readonly accuracy: number } | undefined> {
  if (data === undefined || data.features.rows === 0) return undefined;
  const evaluation = await evaluate(model, data);
  if (evaluation.task !== "classes") throw new Error("Digits are classes.");
  return { loss: evaluation.loss, accuracy: evaluation.accuracy };
}
