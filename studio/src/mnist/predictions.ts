/**
 * @file What a network takes each of many images for, computed a little at a time so that the page never waits.
 */

import type { CompiledModel } from "akari";
import { predictedClass } from "akari/model";

/** Images between two turns of the event loop: a few milliseconds of a network of two hidden layers. */
const CHUNK = 250;

/**
 * The predicted class of each image.
 *
 * @param images `[n, inputs]`, raw
 * @param signal stops it between two chunks
 * @param turn lets the page do what else it has to
 * @throws what the signal was aborted with
 */
export async function predictAll(
  network: CompiledModel,
  images: Uint8Array,
  inputs: number,
  signal: AbortSignal,
  turn: () => Promise<void> = nextTurn,
): Promise<Uint8Array> {
  const count = images.length / inputs;
  const classes = new Uint8Array(count);
  for (let from = 0; from < count; from += CHUNK) {
    signal.throwIfAborted();
    const chunk = images.subarray(from * inputs, Math.min(count, from + CHUNK) * inputs);
    const outputs = network.predict(chunk);
    const examples = chunk.length / inputs;
    const units = outputs.length / examples;
    for (let i = 0; i < examples; i++) {
      classes[from + i] = predictedClass(outputs.subarray(i * units, (i + 1) * units));
    }
    await turn();
  }
  signal.throwIfAborted();
  return classes;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
