/**
 * @file Two neurons that say the same of two classes, as exporters of binary classifiers write them: read as one.
 */

import { IDENTITY } from "./elementwise.js";
import { type Flow, type ReadLayer, requireNumbers, settled } from "./flow.js";
import { NotDenseError } from "./not-dense.js";

/**
 * Probabilities divided by their sum: those that have a sum of 1 already.
 *
 * @throws NotDenseError for all others
 */
export function normalized(flow: Flow): Flow {
  if (flow.pair) return flow;
  requireNumbers(flow);
  const { sums } = settled(flow);
  const last = sums.layers[sums.layers.length - 1];
  const isOutput = !sums.weight && !sums.scale && !sums.shift;
  if (isOutput && last?.activation === "softmax") return flow;
  if (isOutput && last !== undefined && isTwofold(last)) return second(flow, last);
  throw new NotDenseError("divides probabilities of single classes by their sum");
}

/** Whether a layer gives σ(−z) and σ(z): the same number for two classes. */
export function isTwofold({ units, inputs, activation, weight, bias }: ReadLayer): boolean {
  if (units !== 2 || activation !== "sigmoid" || bias[0] !== -bias[1]) return false;
  return weight.subarray(0, inputs).every((w, k) => w === -weight[inputs + k]);
}

/** The second of two sigmoid neurons that say the same, standing for both. */
export function second(flow: Flow, last: ReadLayer): Flow {
  const { sums, ...rest } = settled(flow);
  const layer: ReadLayer = {
    ...last,
    units: 1,
    weight: last.weight.slice(last.inputs),
    bias: last.bias.slice(1),
  };
  return {
    ...rest,
    sums: { layers: [...sums.layers.slice(0, -1), layer], divideBy: sums.divideBy, width: 1 },
    each: IDENTITY,
    dims: [2],
    pair: true,
  };
}
