/**
 * @file The float64 engine: what is trained by batches, and what learns from all examples at once. Each is loaded by the
 * first who compiles a network with it.
 */

import { invalidArgument } from "../../error.js";
import type { CompiledNetwork, Engine } from "../engine.js";

/** Float64, written to be read: what others are compared with. It has `lbfgs` too. */
export const reference: Engine<CompiledNetwork> = {
  name: "reference",
  precision: 64,
  compile: async (definition, options) =>
    new (await import("./network.js")).ReferenceNetwork(definition, options),
  fullBatch: {
    name: "reference",
    precision: 64,
    async compile(definition, { optimizer } = {}) {
      if (optimizer === undefined)
        throw invalidArgument("This engine is there for training with lbfgs alone.");
      return new (await import("../lbfgs/network.js")).LbfgsNetwork(definition, optimizer);
    },
  },
};
