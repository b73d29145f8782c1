/**
 * @file Finds what lights a neuron most, away from the page: an input by gradient ascent, then the brightest of many
 * images. Who wants another neuron meanwhile ends the Worker.
 */

import { compile, defineModel, type Model } from "akari";
import { maximizingInput } from "akari/insight";
import { serveTasks } from "../kit/worker-link";
import { activationOf, brightnessRank, largest } from "./strongest";

/** A neuron of a layer with weights; the first such layer is 1. */
export interface Neuron {
  readonly model: Model;
  readonly layer: number;
  readonly unit: number;
}

/** An input that lights the neuron, found by gradient ascent. */
export interface MadeInput {
  readonly input: Float64Array;
  readonly activation: number;
}

export interface FoundImage {
  readonly index: number;
  readonly activation: number;
  readonly pixels: Uint8Array;
}

export interface SearchProgress {
  readonly done: number;
  readonly all: number;
}

export interface SearchTasks {
  climb(neuron: Neuron): MadeInput;
  /** Looks through images, `[n, inputs]`; those that light the neuron most come first. */
  search(request: Neuron & { readonly images: Uint8Array }): Promise<FoundImage[]>;
}

/** How many images are shown. */
const SHOWN = 8;
/** Images at a time, between words of progress. */
const CHUNK = 1000;
/** The usual length of an image of MNIST, its pixels from 0 to 1: an input made up is to be no brighter. */
const IMAGE_LENGTH = 9;

serveTasks<SearchTasks, SearchProgress>((report) => ({
  climb({ model, layer, unit }) {
    const { input, activation } = maximizingInput(model, layer, unit, { norm: IMAGE_LENGTH });
    return { input, activation };
  },
  search: ({ images, ...neuron }) => search(neuron, images, report),
}));

async function search(
  { model, layer, unit }: Neuron,
  images: Uint8Array,
  onprogress: (progress: SearchProgress) => void,
): Promise<FoundImage[]> {
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
    onprogress({ done: end, all: count });
  }
  return largest(ranks, SHOWN).map((index) => ({
    index,
    activation: activations[index],
    pixels: images.slice(index * inputs, (index + 1) * inputs),
  }));
}
