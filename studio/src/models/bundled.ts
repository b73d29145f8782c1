/**
 * @file The models that come with the page, as `npm run train:models` trains them, and the figures that
 * there are to say of a model. They are read from its own file, so that they cannot differ from what is shown.
 */

import { AkariError, countParameters, type StoredModel } from "akari";
import { decodeAnyModel } from "akari/formats";
import { forPad } from "../share/read-model";

/** `lamps` is 784-16-16-10, whose every neuron can be seen; `reader` is larger and reads drawn digits better. */
export type BoardModel = "lamps" | "reader";

export interface Figures {
  /** Units of every layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly parameters: number;
  /** The share of its test part that it reads rightly, 0 to 1; absent where its file does not say. */
  readonly accuracy?: number;
}

/**
 * Fetches a model that lies beside the page.
 *
 * @param name the file's, without its ending
 * @throws AkariError
 */
export async function loadModel(name: string): Promise<Pick<StoredModel, "model" | "record">> {
  const file = `models/${name}.safetensors`;
  const response = await fetch(new URL(file, document.baseURI));
  if (!response.ok) {
    throw new AkariError("not-found", `${file} could not be loaded: the server answered ${response.status}.`);
  }
  return forPad(await decodeAnyModel(new Uint8Array(await response.arrayBuffer()), file));
}

/** What a model's file says of it. */
export function figuresOf({ model: { definition }, record }: Pick<StoredModel, "model" | "record">): Figures {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  const figures = { sizes, parameters: countParameters(definition) };
  return record?.accuracy === undefined ? figures : { ...figures, accuracy: record.accuracy };
}
