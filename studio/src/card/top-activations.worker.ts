/**
 * @file Finds what lights a neuron most, away from the page: an input by gradient ascent, then the brightest of many
 * images. One Worker looks for one neuron; who wants another one ends it.
 */

import { compile, defineModel, type Model, maximizingInput } from "akari";
import { activationOf, brightnessRank, largest } from "./strongest";

/** First the neuron, then, when they have come, the images to look through, `[n, inputs]`. */
export type SearchRequest =
  | { readonly kind: "neuron"; readonly model: Model; readonly layer: number; readonly unit: number }
  | { readonly kind: "images"; readonly images: Uint8Array };

export interface FoundImage {
  readonly index: number;
  readonly activation: number;
  readonly pixels: Uint8Array;
}

export type SearchReply =
  | { readonly kind: "made"; readonly input: Float64Array; readonly activation: number }
  | { readonly kind: "progress"; readonly done: number; readonly all: number }
  | { readonly kind: "found"; readonly images: readonly FoundImage[] };

/** How many images are shown. */
const SHOWN = 8;
/** Images at a time, between words of progress. */
const CHUNK = 1000;
/** The usual length of an image of MNIST, its pixels from 0 to 1: an input made up is to be no brighter. */
const IMAGE_LENGTH = 9;

let neuron: Extract<SearchRequest, { kind: "neuron" }> | undefined;

const reply = (message: SearchReply): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<SearchRequest>) => {
  if (data.kind === "neuron") {
    neuron = data;
    const { input, activation } = maximizingInput(data.model, data.layer, data.unit, { norm: IMAGE_LENGTH });
    reply({ kind: "made", input, activation });
  } else if (neuron !== undefined) {
    void search(neuron, data.images);
  }
});

async function search(
  { model, layer, unit }: { model: Model; layer: number; unit: number },
  images: Uint8Array,
): Promise<void> {
  const { inputs, layers, preprocessing } = model.definition;
  const { units, activation } = layers[layer - 1];
  // The network up to this layer's weighted sums.
  const definition = defineModel({
    inputs,
    preprocessing,
    layers: layers
      .slice(0, layer)
      .map((each, l) => (l === layer - 1 ? { units, activation: "linear" } : each)),
  });
  using network = await compile({ definition, parameters: model.parameters.slice(0, layer) });
  const count = images.length / inputs;
  const ranks = new Float64Array(count);
  const activations = new Float64Array(count);
  for (let from = 0; from < count; from += CHUNK) {
    const end = Math.min(count, from + CHUNK);
    const z = network.predict(images.subarray(from * inputs, end * inputs));
    for (let n = from; n < end; n++) {
      const row = z.subarray((n - from) * units, (n - from + 1) * units);
      ranks[n] = brightnessRank(activation, row, unit);
      activations[n] = activationOf(activation, row, unit);
    }
    reply({ kind: "progress", done: end, all: count });
  }
  reply({
    kind: "found",
    images: largest(ranks, SHOWN).map((index) => ({
      index,
      activation: activations[index],
      pixels: images.slice(index * inputs, (index + 1) * inputs),
    })),
  });
}
