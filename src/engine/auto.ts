/**
 * @file The chooser of engines, in a file of its own: how it finds out is loaded when a run has it choose.
 */

import type { EngineChooser } from "./choose-engine.js";
import { wasm } from "./wasm/engine.js";
import { webgpu } from "./webgpu/engine.js";

/**
 * For the option `engine` of `fit`: `wasm` or `webgpu`, whichever trains this network on these batches faster. Networks whose
 * steps are small by the count of their arithmetic stay on `wasm` without a look at the graphics card. For all
 * others both engines take some steps, on copies of the network, before the run begins: a second or two. Where the card is missing, is lost or has
 * no room, it is `wasm`. The run's start event and its result say in `choice` what was taken, and why.
 *
 * The run's numbers are those that it would have with the engine that is taken. Two machines may take different ones: name an
 * engine where the bits matter. A checkpoint has the engine that was taken, and its run goes on in that.
 *
 * @example
 * ```ts
 * import { auto } from "akari/engines";
 *
 * const { choice } = await fit(network, data, { engine: auto });
 * console.log(choice?.engine, choice?.reason);
 * ```
 */
export const auto: EngineChooser = {
  name: "auto",
  named: (name) => (name === "webgpu" ? webgpu : wasm),
  choose: async (task) => (await import("./choose-engine.js")).chooseEngine(task, wasm, webgpu),
};
