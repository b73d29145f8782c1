/**
 * @file What the light has reached. `Studio.light` counts half layers: 0 the inputs, 2l − 1 the weighted sums of layer
 * l, 2l its activations.
 */

/** How much of the way along the edges into `layer` the light has gone: 0 not begun, 1 arrived. */
export const travelled = (light: number, layer: number): number => clamp(light - (2 * layer - 2));

/** How much of its activation a layer shows: 0 dark, 1 all of it. */
export const lit = (light: number, layer: number): number =>
  layer === 0 ? 1 : clamp(light - (2 * layer - 1));

/** Where the light rests: everywhere it is where it has passed the last layer, also of a deeper network. */
export const settle = (light: number, layers: number): number =>
  light >= 2 * layers ? Number.POSITIVE_INFINITY : Math.max(0, light);

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
