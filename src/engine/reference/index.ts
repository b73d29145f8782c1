/**
 * @file The reference engine: plain TypeScript in float64, written to be read. It is the specification that the
 * other engines are held to, and it is fast enough to train a small network in a minute.
 */

import type { Engine } from "../engine.js";
import { ReferenceNetwork } from "./network.js";

export const referenceEngine: Engine = {
  name: "reference",
  compile: async (definition, options) => new ReferenceNetwork(definition, options),
};
