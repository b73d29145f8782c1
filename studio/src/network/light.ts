/**
 * @file How far the light has come through the network: forwards from the inputs, and in a step of training back from the
 * outputs. `Studio.light` counts half layers: 0 the inputs, 2l − 1 the weighted sums of layer l, 2l its activations.
 */

import type { Trace } from "akari";
import type { LayerParameters } from "akari/model";
import { prefersStillness } from "../kit/preferences.svelte";
import type { Studio } from "../studio.svelte";

/** How much of the way along the edges into `layer` the light has gone: 0 not begun, 1 arrived. */
export const travelled = (light: number, layer: number): number => clamp(light - (2 * layer - 2));

/** How much of its activation a layer shows: 0 dark, 1 all of it. */
export const lit = (light: number, layer: number): number =>
  layer === 0 ? 1 : clamp(light - (2 * layer - 1));

/** What the light has brought a neuron so far: nothing, its weighted sum, then its activation too. */
export interface Reading {
  readonly sum: number | undefined;
  readonly activation: number | undefined;
}

/** What is known of a neuron by now: its tag, its card and the words of the keyboard all read it here. */
export function readNeuron(trace: Trace | undefined, light: number, layer: number, unit: number): Reading {
  if (trace === undefined) return { sum: undefined, activation: undefined };
  if (layer === 0) return { sum: undefined, activation: trace.inputs[unit] };
  const { preActivations, activations } = trace.layers[layer - 1];
  return {
    sum: travelled(light, layer) === 1 ? preActivations[unit] : undefined,
    activation: lit(light, layer) === 1 ? activations[unit] : undefined,
  };
}

/** Where the light rests: everywhere it is where it has passed the last layer, also of a deeper network. */
export const settle = (light: number, layers: number): number =>
  light >= 2 * layers ? Number.POSITIVE_INFINITY : Math.max(0, light);

/** The gradients of a step, and how far back they are shown. */
export interface Backward {
  /** `∂L/∂W` and `∂L/∂b` of each layer, means over the batch: `∂L/∂b` is the mean δ. */
  readonly gradients: readonly LayerParameters[];
  /** How many layers they have reached: 0 none, as many as there are all. */
  readonly reached: number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** How much of layer `layer`'s δ is shown, 0 to 1; the first layer with weights is 1. */
export const shownDelta = ({ gradients, reached }: Backward, layer: number): number =>
  clamp(2 * (reached - (gradients.length - layer)));

/** How much of the gradients of the edges into layer `layer` is shown: they follow its δ. */
export const shownGradient = ({ gradients, reached }: Backward, layer: number): number =>
  clamp(2 * (reached - (gradients.length - layer)) - 1);

/** How long all of the way takes, in milliseconds. */
const WAY = 1200;

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
