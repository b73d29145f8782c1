/**
 * @file The models that come with the page.
 */

import { decodeModel, type Model } from "akari";

/** `lamps` is 784-16-16-10, whose every neuron can be seen; `reader` is larger and reads drawn digits better. */
export type BoardModel = "lamps" | "reader";

/** Fetches a model that comes with the page. */
export async function loadBoardModel(name: BoardModel): Promise<Model> {
  const response = await fetch(new URL(`models/${name}.safetensors`, document.baseURI));
  if (!response.ok) throw new Error(`models/${name}.safetensors: ${response.status}`);
  return decodeModel(new Uint8Array(await response.arrayBuffer()), `${name}.safetensors`).model;
}
