/**
 * @file What all 10,000 test images light in the hidden layers, and how well a claim about a neuron tells which images light it. Worked out
 * in pieces, so that the page goes on meanwhile.
 */

import { type CompiledModel, compile, defineModel } from "akari";
import { once } from "../../../../kit/once";
import { PIXELS } from "../../../../mnist/digits";
import type { Tools } from "../../lesson";

export interface Seen {
  /** `[784, n]`: of each pixel its brightness in every image, so that a painting of few pixels is laid on all of them at once. */
  readonly columns: Uint8Array;
  /** Of each hidden layer, from the first on, `[n, units]`. */
  readonly activations: readonly Float32Array[];
  /** Of each hidden layer and each of its neurons 1 for every image that lights it, and 0: `[n]` each. */
  readonly lit: readonly (readonly Uint8Array[])[];
  readonly count: number;
}

/** From here on a neuron is lit. */
const LIT = 0.5;

/** Images at a time; the page is seen to between. */
const CHUNK = 500;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const known = new WeakMap<CompiledModel, Promise<Seen>>();

/** Worked out once; again where the images could not be had. */
export const seenBy = (tools: Tools): Promise<Seen> => once(known, tools.network, () => look(tools));

async function look({ model, images }: Tools): Promise<Seen> {
  const { images: pixels } = await images();
  const count = pixels.length / PIXELS;
  const columns = new Uint8Array(pixels.length);
  const { inputs, layers, preprocessing } = model.definition;
  const networks = await Promise.all(
    layers.slice(0, -1).map((_, l) => {
      const definition = defineModel({ inputs, preprocessing, layers: layers.slice(0, l + 1) });
      return compile({ definition, parameters: model.parameters.slice(0, l + 1) });
    }),
  );
  const activations = layers.slice(0, -1).map(({ units }) => new Float32Array(count * units));
  for (let from = 0; from < count; from += CHUNK) {
    await pause();
    const end = Math.min(count, from + CHUNK);
    for (let n = from; n < end; n++)
      for (let pixel = 0; pixel < PIXELS; pixel++) columns[pixel * count + n] = pixels[n * PIXELS + pixel];
    for (const [l, network] of networks.entries()) {
      const { units } = layers[l];
      network.predict(
        pixels.subarray(from * PIXELS, end * PIXELS),
        activations[l].subarray(from * units, end * units),
      );
    }
  }
  for (const network of networks) network.dispose();
  const lit = activations.map((all) => {
    const units = all.length / count;
    return Array.from({ length: units }, (_, unit) =>
      Uint8Array.from({ length: count }, (_, n) => (all[n * units + unit] > LIT ? 1 : 0)),
    );
  });
  return { columns, activations, lit, count };
}

/** How much of what is claimed each image has: the brightness where light is claimed, less that where dark is. */
export function scoresOf({ columns, count }: Seen, template: Int8Array): Int32Array {
  const scores = new Int32Array(count);
  for (let pixel = 0; pixel < template.length; pixel++) {
    const sign = template[pixel];
    if (sign === 0) continue;
    const column = columns.subarray(pixel * count, (pixel + 1) * count);
    for (let n = 0; n < count; n++) scores[n] += sign * column[n];
  }
  return scores;
}

/**
 * Of all pairs of one that is positive and one that is not, the share in which the positive one has the larger score; a tie counts half. That
 * is the area under the receiver operating characteristic (Hanley and McNeil, 1982).
 *
 * @param scores whole numbers: of each there is, it is counted how often
 * @param positive 1 or 0 each
 */
export function areaUnderCurve(scores: ArrayLike<number>, positive: ArrayLike<number>): number {
  let [least, most] = [scores[0], scores[0]];
  for (let n = 1; n < scores.length; n++) {
    if (scores[n] < least) least = scores[n];
    if (scores[n] > most) most = scores[n];
  }
  const counts = [new Int32Array(most - least + 1), new Int32Array(most - least + 1)];
  for (let n = 0; n < scores.length; n++) counts[positive[n]][scores[n] - least]++;
  const [others, positives] = counts;
  let [won, below, above] = [0, 0, 0];
  for (let score = 0; score < others.length; score++) {
    won += positives[score] * (below + others[score] / 2);
    below += others[score];
    above += positives[score];
  }
  return won / (above * below);
}

/** The AUC of a claim about a neuron. Layer 1 is the first with weights. */
export const aucOf = (seen: Seen, template: Int8Array, layer: number, unit: number): number =>
  areaUnderCurve(scoresOf(seen, template), seen.lit[layer - 1][unit]);
