/**
 * @file Operators of the domain `ai.onnx.ml`, as scikit-learn's converter writes them around networks and for linear
 * models; and the two neurons that say the same of two classes, as exporters of binary classifiers write them, read as
 * one.
 */

import {
  type AffineChain,
  foldFunctions,
  multiplied,
  type ReadLayer,
  requireNumbers,
  scaled,
  softmaxed,
} from "./affine-chain.js";
import { combine, IDENTITY } from "./elementwise.js";
import { NotDenseError } from "./not-dense.js";
import { sigmoidOf } from "./smooth.js";
import { type Call, LABEL, type Operation, type Value } from "./values.js";

export const CLASSICAL_OPERATORS: Readonly<Record<string, Operation>> = {
  Scaler: (call) => {
    const chain = fractions(call);
    const offset = (call.numbers("offset") ?? [0]).map((number) => -number);
    return scaled(scaled(chain, 1, oneOrAll(offset)), oneOrAll(call.numbers("scale") ?? [1]), 0);
  },
  LinearRegressor: (call) => {
    const transform = call.text("post_transform", "NONE");
    if (transform !== "NONE") throw new NotDenseError(`ends with ${transform}, which Akari does not have`);
    return linear(call, call.number("targets", 1));
  },
  LinearClassifier: (call) => {
    const labels = classLabels(call, "classlabels_strings", "classlabels_ints");
    call.setLabels(labels);
    return [LABEL, classified(call, labels.length)];
  },
  Normalizer: (call) => {
    const chain = call.chain();
    if (call.text("norm", "MAX") !== "L1")
      throw new NotDenseError("divides an example's numbers by their size");
    return normalized(chain);
  },
  ZipMap: (call) => {
    call.setLabels(classLabels(call, "classlabels_strings", "classlabels_int64s"));
    return call.chain();
  },
  /** Takes the name of the class that was chosen. */
  ArrayFeatureExtractor: (call) => {
    const [names, choice] = call.inputs;
    if (names?.kind !== "constant" || choice?.kind !== "label") {
      throw new NotDenseError("takes single numbers out of an example");
    }
    call.setLabels(names.texts.length > 0 ? names.texts : Array.from(names.numbers, String));
    return LABEL;
  },
};

/** How a linear classifier's weighted sums become what it gives. */
function classified(call: Call, classes: number): Value {
  const transform = call.text("post_transform", "NONE");
  // Of two classes there may be the weights of the second alone.
  const isSecond = transform === "LOGISTIC" && classes === 2 && call.numbers("intercepts")?.length === 1;
  const sums = linear(call, isSecond ? 1 : classes);
  switch (transform) {
    case "NONE":
      return sums;
    case "SOFTMAX":
      return softmaxed(sums);
    case "LOGISTIC": {
      const chain = logistic(sums);
      const { layers } = foldFunctions(chain).sums;
      const last = layers[layers.length - 1];
      if (isSecond) return { ...chain, dims: [2], pair: true };
      return isTwofold(last) ? second(chain, last) : chain;
    }
    default:
      throw new NotDenseError(`ends with ${transform}, which Akari does not have`);
  }
}

const logistic = (chain: AffineChain): AffineChain => ({ ...chain, each: combine([chain.each], sigmoidOf) });

/** These operators take whole numbers, too. */
function fractions(call: Call): AffineChain {
  const chain = call.chain();
  if (chain.dims.length !== 1) throw new NotDenseError("takes more than a row an example");
  return chain.type === "integer" ? { ...chain, type: "float" } : chain;
}

/** Weighted sums, of which the node itself holds the weights. */
function linear(call: Call, units: number): AffineChain {
  const weight = Float64Array.from(call.numbers("coefficients") ?? []);
  const intercepts = Float64Array.from(call.numbers("intercepts") ?? []);
  if (![0, units].includes(intercepts.length)) {
    throw new NotDenseError(`has ${intercepts.length} intercepts for ${units} sums`);
  }
  const inputs = weight.length / units;
  if (!(units > 0 && inputs > 0 && Number.isInteger(inputs))) {
    throw new NotDenseError(`has ${weight.length} weights for ${units} sums`);
  }
  const sums = multiplied(fractions(call), weight, units, inputs);
  return intercepts.length === 0 ? sums : scaled(sums, 1, intercepts);
}

/** A single number is for all of an example's. */
const oneOrAll = (numbers: readonly number[]): number | Float64Array =>
  numbers.length === 1 ? numbers[0] : Float64Array.from(numbers);

function classLabels(call: Call, texts: string, numbers: string): readonly string[] {
  const named = call.texts(texts);
  return named.length > 0 ? named : (call.numbers(numbers) ?? []).map(String);
}

/**
 * Probabilities divided by their sum: those that have a sum of 1 already.
 *
 * @throws NotDenseError for all others
 */
export function normalized(chain: AffineChain): AffineChain {
  if (chain.pair) return chain;
  requireNumbers(chain);
  const { sums } = foldFunctions(chain);
  const last = sums.layers[sums.layers.length - 1];
  const isOutput = !sums.weight && !sums.scale && !sums.shift;
  if (isOutput && last?.activation === "softmax") return chain;
  if (isOutput && last !== undefined && isTwofold(last)) return second(chain, last);
  throw new NotDenseError("divides probabilities of single classes by their sum");
}

/** Whether a layer gives σ(−z) and σ(z): the same number for two classes. */
function isTwofold({ units, inputs, activation, weight, bias }: ReadLayer): boolean {
  if (units !== 2 || activation !== "sigmoid" || bias[0] !== -bias[1]) return false;
  return weight.subarray(0, inputs).every((w, k) => w === -weight[inputs + k]);
}

/** The second of two sigmoid neurons that say the same, standing for both. */
export function second(chain: AffineChain, last: ReadLayer): AffineChain {
  const { sums, ...rest } = foldFunctions(chain);
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
