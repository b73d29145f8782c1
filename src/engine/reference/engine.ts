/**
 * @file The float64 engine: what is trained by batches, and what learns from all examples at once.
 */

import type { CompiledNetwork, Engine } from "../engine.js";
import { lbfgsEngine } from "../lbfgs/network.js";
import { ReferenceNetwork } from "./network.js";

/** Float64, written to be read: what others are compared with. It has `lbfgs` too. */
export const reference: Engine<CompiledNetwork> = {
  name: "reference",
  precision: 64,
  compile: async (definition, options) => new ReferenceNetwork(definition, options),
  fullBatch: lbfgsEngine,
};
