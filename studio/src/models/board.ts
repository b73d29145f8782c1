/**
 * @file The models that come with the page, as `scripts/train-studio-models.mjs` trained them, and what there is to say
 * of each. Figures are read from the model's own file, so that they cannot differ from what is shown.
 */

import { AkariError, countParameters, decodeModel, type Model, type StoredModel } from "akari";
import type { Phrase } from "../i18n/language.svelte";
import { models } from "../i18n/models";

/** `lamps` is 784-16-16-10, whose every neuron can be seen; `reader` is larger and reads drawn digits better. */
export type BoardModel = "lamps" | "reader";

/** In the order in which they are offered. */
export const BOARD_MODELS: Readonly<
  Record<BoardModel, { readonly title: Phrase; readonly about: Phrase<[figures: BoardFigures]> }>
> = {
  lamps: { title: models.lamps, about: models.aboutLamps },
  reader: { title: models.reader, about: models.aboutReader },
};

export interface BoardFigures {
  /** Units of every layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly parameters: number;
  /** The share of MNIST's test part that it reads rightly, 0 to 1; absent where its file does not say. */
  readonly accuracy?: number;
}

/** Fetches a model that comes with the page. */
export async function loadBoardModel(name: BoardModel): Promise<Model> {
  return (await fetchModel(name)).model;
}

/** Fetches a model that comes with the page, for its figures. */
export async function loadBoardFigures(name: BoardModel): Promise<BoardFigures> {
  return boardFigures(await fetchModel(name));
}

/** What a model's file says of it. */
export function boardFigures({ model: { definition }, record }: StoredModel): BoardFigures {
  const sizes = [definition.inputs, ...definition.layers.map(({ units }) => units)];
  const figures = { sizes, parameters: countParameters(definition) };
  return record?.accuracy === undefined ? figures : { ...figures, accuracy: record.accuracy };
}

async function fetchModel(name: BoardModel): Promise<StoredModel> {
  const file = `models/${name}.safetensors`;
  const response = await fetch(new URL(file, document.baseURI));
  if (!response.ok) {
    throw new AkariError("not-found", `${file} could not be loaded: the server answered ${response.status}.`);
  }
  return decodeModel(new Uint8Array(await response.arrayBuffer()), file);
}
