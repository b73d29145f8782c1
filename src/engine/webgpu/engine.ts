/**
 * @file The engine that computes on a graphics card, by WebGPU. What it takes is loaded by the first who compiles a network
 * with it: a program that does not is no larger for it.
 */

import type { Engine } from "../engine.js";

/**
 * Float32 on the graphics card, in browsers, in Deno, and in Node with the package `webgpu`. For training and evaluating
 * large networks; its results come later, so `compile`, `predict` and `trace` take another engine.
 *
 * It computes what the others do, up to float32's rounding, but not the same bits on every card.
 *
 * @throws AkariError from whoever compiles with it: `unsupported` where there is no card to be had, or for what it does not
 * do (augmentation, a step in parts); `out-of-memory` where a network or data are too large for the card
 * @example
 * ```ts
 * import { webgpu } from "akari/engines";
 *
 * const { model } = await fit(network, data, { engine: webgpu, batchSize: 512 });
 * ```
 */
export const webgpu: Engine = {
  name: "webgpu",
  precision: 32,
  compile: async (definition, options = {}) =>
    (await import("./network.js")).WebgpuNetwork.compile(definition, options),
};
