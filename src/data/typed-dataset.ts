/**
 * @file Whether a data set's numbers are in typed arrays, as all that computes takes them, and how to have them so.
 */

import { type ChunkedDataset, isChunked } from "./chunked-dataset.js";
import type { Dataset } from "./dataset.js";
import type { PlainDataset } from "./plain-arrays.js";

/** Whether the numbers are in typed arrays, as all that computes takes them. */
export function hasTypedArrays(data: Dataset | PlainDataset): data is Dataset {
  const { features, targets, weights = new Uint8Array() } = data as Partial<Dataset>;
  const numbers = targets?.kind === "values" ? targets.data : targets?.classes;
  return [features?.data, numbers, weights].every(ArrayBuffer.isView);
}

/** A data set as all that computes takes it. @throws AkariError `invalid-data` for what is none */
export async function typedDataset<T extends Dataset | ChunkedDataset>(given: T | PlainDataset): Promise<T> {
  if (isChunked(given) || hasTypedArrays(given)) return given as T;
  return (await import("./plain-arrays.js")).inTypedArrays(given) as T;
}
