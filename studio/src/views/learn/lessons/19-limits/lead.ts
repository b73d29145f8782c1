/**
 * @file What speaks for a digit in a picture: its share, by how much its weighted sum leads the next one's, and which pixels that hangs on.
 */

import { saliency } from "akari/insight";
import type { Tools } from "../../lesson";
import { FULL } from "../../paint/painted";

export interface Lead {
  /** 0 to 1. */
  readonly share: number;
  /** The other digit with the largest weighted sum. */
  readonly rival: number;
  /** Its weighted sum subtracted: above 0 where the digit is the answer. */
  readonly lead: number;
}

export function leadOf({ network }: Tools, pixels: Uint8Array, digit: number): Lead {
  const { layers } = network.trace(pixels);
  const { activations, preActivations } = layers[layers.length - 1];
  let rival = digit === 0 ? 1 : 0;
  for (const [other, z] of preActivations.entries())
    if (other !== digit && z > preActivations[rival]) rival = other;
  return { share: activations[digit], rival, lead: preActivations[digit] - preActivations[rival] };
}

/** How the lead would rise where a pixel became brighter, `[784]`. */
export const mapOf = (tools: Tools, pixels: Uint8Array, digit: number): Float64Array =>
  saliency(tools.model, pixels, digit, leadOf(tools, pixels, digit).rival);

/**
 * Paints pixel by pixel, each time where the map promises most, until it is done or more than `most` are changed.
 *
 * @param towards 1 for the digit, -1 against it
 * @param among so many of the most promising ones `choose` chooses among, from 0 to below 1
 * @returns what was painted, as `paintedOver` takes it; `undefined` where that did not do it
 */
export function paintByMap(
  tools: Tools,
  from: Uint8Array,
  digit: number,
  towards: 1 | -1,
  most: number,
  isDone: (pixels: Uint8Array, changed: number) => boolean,
  { among, choose }: { readonly among: number; readonly choose: () => number } = {
    among: 1,
    choose: () => 0,
  },
): number[] | undefined {
  const pixels = from.slice();
  const painted: number[] = [];
  while (!isDone(pixels, painted.length / 2)) {
    if (painted.length >= 2 * most) return undefined;
    const map = mapOf(tools, pixels, digit);
    const promising = Array.from(map, (slope, pixel) => {
      const value = slope * towards > 0 ? FULL : 0;
      return { pixel, value, gain: slope * towards * (value - pixels[pixel]) };
    })
      .filter(({ pixel, gain }) => gain > 0 && pixels[pixel] === from[pixel])
      .sort((a, b) => b.gain - a.gain)
      .slice(0, among);
    if (promising.length === 0) return undefined;
    const { pixel, value } = promising[Math.floor(choose() * promising.length)];
    pixels[pixel] = value;
    painted.push(pixel, value);
  }
  return painted;
}
