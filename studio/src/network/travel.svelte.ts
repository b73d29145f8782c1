/**
 * @file Lets the light travel from the inputs to the outputs, in about the time of a breath.
 */

import { prefersStillness } from "../kit/motion";
import type { Studio } from "../studio.svelte";
import { settle } from "./light";

/** How long all of the way takes, in milliseconds. */
export const WAY = 1200;

/** What the light is set on: the page's state, or a slider's. */
export interface Lit {
  light: number;
}

/**
 * Sends the light from where it is to the last layer. It gives way: where something else moves the light meanwhile, a
 * hand at the slider or a second journey, this one ends.
 *
 * @param layers how many layers have weights
 * @param onend called once, when it has arrived or given way
 * @returns stops it where it is
 */
export function travel(target: Lit, layers: number, onend?: () => void): () => void {
  const way = 2 * layers;
  let frame = 0;
  const end = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    onend?.();
  };
  if (prefersStillness()) {
    target.light = Number.POSITIVE_INFINITY;
    onend?.();
    return () => {};
  }
  const start = target.light;
  let last = start;
  let begun: number | undefined;
  const move = (now: number) => {
    begun ??= now;
    if (target.light !== last) return end();
    last = settle(start + ((now - begun) / WAY) * way, layers);
    target.light = last;
    if (last === Number.POSITIVE_INFINITY) return end();
    frame = requestAnimationFrame(move);
  };
  frame = requestAnimationFrame(move);
  return () => {
    if (frame !== 0) end();
  };
}

/** Sends the light through the page's network from the inputs on. */
export function playLight(studio: Studio, onend?: () => void): () => void {
  studio.light = 0;
  return travel(studio, studio.model?.definition.layers.length ?? 1, onend);
}
