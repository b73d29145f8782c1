/**
 * @file What becomes of a 3 that is painted into an 8 in the network: its answer, by how much 8 leads 3, and what each neuron of the last
 * hidden layer has to do with it.
 */

import type { HeldNeuron, Trace } from "akari";
import { rounded } from "../../../../kit/numbers";
import { readAnswer } from "../../../../network/answer";
import { stageOf, type Tools, type Work } from "../../lesson";
import { FULL, paintedOver } from "../../paint/painted";
import { closing, type Three, threeOf } from "./three";

/** The two output neurons. */
const [THREE, EIGHT] = [3, 8];

/**
 * More pixels may not be painted ‡. On 60 seeds the lesson's own 8 has 16 to 25, and lines of one or two pixels, straight or bent by up to
 * three, turn the network with 13 to 37.
 */
export const MOST = 40;

/** Counted as the stage does, with 1 as the first with weights. */
export const lastHidden = ({ model }: Tools): number => model.definition.layers.length - 1;

/** Numbers as they stand on the stage, to be calculated with by hand. */
export const asShown = (value: number): number => rounded(value, 1);

/** What 8 and 3 have, and by how much 8 leads. */
export interface Pair {
  readonly eight: number;
  readonly three: number;
  readonly lead: number;
}

const pairOf = (eight: number, three: number): Pair => {
  const shown = [asShown(eight), asShown(three)];
  return { eight: shown[0], three: shown[1], lead: asShown(shown[0] - shown[1]) };
};

/** The weighted sums of both. */
export function sumsOf({ layers }: Trace): Pair {
  const { preActivations } = layers[layers.length - 1];
  return pairOf(preActivations[EIGHT], preActivations[THREE]);
}

/** What a neuron of the last hidden layer gives to both: its activation times its weights. */
export function givenBy({ model }: Tools, { layers }: Trace, unit: number): Pair {
  const { activations } = layers[layers.length - 2];
  const { weight } = model.parameters[layers.length - 1];
  const to = (output: number): number => activations[unit] * weight[output * activations.length + unit];
  return pairOf(to(EIGHT), to(THREE));
}

/** What the network reads, also with neurons held. */
export const readHolding = (
  { model, network }: Tools,
  pixels: Uint8Array,
  hold: readonly HeldNeuron[],
): string => readAnswer(model.definition, network.trace(pixels, { hold })).predicted?.label ?? "";

/** A neuron that is held dark. */
export const dark = (layer: number, unit: number): HeldNeuron => ({ layer, unit, activation: 0 });

/** The neurons of the last hidden layer each of which, held dark alone, makes it a 3 again. */
export function decidersOf(tools: Tools, pixels: Uint8Array): number[] {
  const layer = lastHidden(tools);
  const units = Array.from({ length: tools.model.definition.layers[layer - 1].units }, (_, unit) => unit);
  return units.filter((unit) => readHolding(tools, pixels, [dark(layer, unit)]) === String(THREE));
}

/** An 8 that one neuron can turn back into the 3 that it was painted on. */
export const isDecided = (tools: Tools, pixels: Uint8Array): boolean =>
  readHolding(tools, pixels, []) === String(EIGHT) && decidersOf(tools, pixels).length > 0;

const found = new Map<number, readonly number[]>();

/** A 3's gaps closed pixel by pixel until it is read as an 8 that one neuron decides, as `paintedOver` takes it. */
export function closed(seed: number, tools: Tools): readonly number[] {
  const known = found.get(seed);
  if (known !== undefined) return known;
  for (const way of WAYS) {
    const stage = closeAlong(threeOf(seed), way, tools);
    if (stage === undefined) continue;
    found.set(seed, stage);
    return stage;
  }
  throw new Error(`The 3 of seed ${seed} does not become an 8.`);
}

/** How the gaps are closed: which first, how far bent and how wide. */
export interface Way {
  readonly first: 0 | 1;
  readonly bend: number;
  readonly width: number;
}

/** As people may do it ‡: on 60 seeds, at least 5 of the 8 ways with two pixels make an 8 that one to six neurons decide. */
export const WAYS: readonly Way[] = [2, 1].flatMap((width) =>
  [1, 2, 3, 0].flatMap((bend) => ([0, 1] as const).map((first) => ({ first, bend, width }))),
);

/** `undefined` where that way makes no 8 that one neuron decides. */
export function closeAlong(three: Three, { first, bend, width }: Way, tools: Tools): number[] | undefined {
  const line = [first, 1 - first].flatMap((gap) => closing(three, gap as 0 | 1, bend, width));
  const stage: number[] = [];
  for (const pixel of line) {
    if (three.pixels[pixel] === FULL || stage.includes(pixel)) continue;
    stage.push(pixel, FULL);
    const pixels = paintedOver(three.pixels, stage);
    if (tools.read(pixels).label !== String(EIGHT)) continue;
    return isDecided(tools, pixels) ? stage : undefined;
  }
  return undefined;
}

/** The 8 that was painted in the first task; the lesson's own where there is none yet. */
export function eightOf(work: Work, tools: Tools): Uint8Array {
  const { pixels } = threeOf(work.seed);
  const painted = paintedOver(pixels, stageOf(work, 0));
  return isDecided(tools, painted) ? painted : paintedOver(pixels, closed(work.seed, tools));
}
