/**
 * @file Operators that are layers of a network: matrices with biases, batch normalisation, softmax.
 */

import { elementCount, transposed } from "../bytes/numbers.js";
import { shapeText } from "../description/json.js";
import { batchNormAffine } from "../foreign/affine.js";
import {
  type AffineChain,
  foldFunctions,
  inputChain,
  isInput,
  multiplied,
  requireWidth,
  type Sums,
  scaled,
  softmaxed,
} from "./affine-chain.js";
import { areComplements } from "./elementwise-operators.js";
import { NotDenseError } from "./not-dense.js";
import { axesOf, axisOf, joinedConstants } from "./shape-operators.js";
import { broadcast, type Call, type Constant, type Operation } from "./values.js";

/** From this version on softmax acts along one dimension; before, along all from that one on. */
const SOFTMAX_ALONG_ONE = 13;

/** From this version on a setting says whether it is for training; before, more than one output did. */
const TRAINING_MODE = 14;

const softmax = (call: Call): AffineChain => {
  const chain = call.numbersIn();
  const { dims } = chain;
  const isOld = call.version < SOFTMAX_ALONG_ONE;
  const first = axisOf(call.number("axis", isOld ? 1 : -1), dims.length + 1) - 1;
  const others = isOld ? dims.slice(0, Math.max(0, first)) : dims.toSpliced(first, 1);
  if (first < 0 || others.some((dim) => dim !== 1)) {
    throw new NotDenseError("does not take all of an example's numbers together");
  }
  return softmaxed(chain);
};

export const LAYER_OPERATORS: Readonly<Record<string, Operation>> = {
  Softmax: softmax,
  /** The order, and so the class, is that of softmax, which Akari has. */
  LogSoftmax: (call) => {
    call.assume({
      about: "probabilities",
      sentence:
        "The graph gives the logarithms of probabilities (LogSoftmax), Akari the probabilities themselves.",
    });
    return { ...softmax(call), logarithm: true };
  },
  MatMul: (call) => {
    const { numbers, rows, columns } = matrix(call, 1);
    return product(call, turned(numbers, rows, columns), columns, rows);
  },
  Gemm: (call) => {
    const { numbers, rows, columns } = matrix(call, 1);
    const chain = call.numbersIn();
    if (chain.dims.length !== 1) throw new NotDenseError("takes more than a row an example");
    if (call.number("transA", 0) !== 0) throw new NotDenseError("has examples in columns");
    const isTransposed = call.number("transB", 0) !== 0;
    const [units, inputs] = isTransposed ? [rows, columns] : [columns, rows];
    const weight = isTransposed ? Float64Array.from(numbers) : turned(numbers, rows, columns);
    const alpha = call.number("alpha", 1);
    const sums = product(call, alpha === 1 ? weight : weight.map((w) => alpha * w), units, inputs);
    if (call.inputs[2] === undefined) return sums;
    const shift = broadcast(call.weights(2), sums, call.most);
    const beta = call.number("beta", 1);
    return scaled(sums, 1, typeof shift === "number" ? beta * shift : shift.map((b) => beta * b));
  },
  BatchNormalization: (call) => {
    const { version, node } = call;
    const isTraining =
      version >= TRAINING_MODE
        ? call.number("training_mode", 0) !== 0
        : node.outputs.slice(1).some((name) => name !== "");
    if (isTraining) {
      throw new NotDenseError(
        "is in training mode: it normalises by the batch at hand, so that an example's answer depends on the others. " +
          "Export the model for inference (in PyTorch after model.eval())",
      );
    }
    const chain = call.numbersIn();
    if (call.number("spatial", 1) === 0 && chain.dims.length !== 1) {
      throw new NotDenseError("normalises each number of an example by itself");
    }
    const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((at) => call.weights(at).numbers);
    if ([beta, mean, variance].some(({ length }) => length !== gamma.length)) {
      throw new NotDenseError("normalises by vectors of different lengths");
    }
    const epsilon = call.number("epsilon", 1e-5);
    const { scale, shift } = batchNormAffine({ gamma, beta, mean, variance, epsilon });
    return scaled(chain, channels(scale, chain, call.most), channels(shift, chain, call.most));
  },
  /** As what numbers are divided by, so that their sum is 1. */
  ReduceSum: (call) => {
    const of = call.chain();
    const [axis, ...more] = axesOf(call) ?? [];
    const isLast = axis !== undefined && more.length === 0 && axisOf(axis, of.dims.length + 1) === 1;
    if (of.dims.length !== 1 || !isLast || call.number("keepdims", 1) === 0) {
      throw new NotDenseError("adds up more than an example's numbers");
    }
    return { kind: "total", of };
  },
  Concat: (call) => {
    const { inputs } = call;
    if (inputs.length === 1 && inputs[0] !== undefined) return inputs[0];
    const constants = inputs.filter((value) => value?.kind === "constant");
    if (constants.length === inputs.length) return joinedConstants(call, constants);
    const chains = inputs.map((_, at) => call.chain(at));
    const isFlat = chains.every(({ dims }) => dims.length === 1);
    if (!isFlat || axisOf(call.number("axis", 1), 2) !== 1) {
      throw new NotDenseError("does not put columns side by side");
    }
    const [no, yes] = chains;
    const isPair = chains.length === 2 && yes.sums.width === 1 && !yes.pair && areComplements(no, yes);
    return isPair && !isInput(yes.sums) ? { ...yes, dims: [2], pair: true } : sideBySide(call, chains);
  },
};

/** Columns of the graph's inputs, each scaled and shifted by itself, as one row. */
function sideBySide(call: Call, chains: readonly AffineChain[]): AffineChain {
  const parts = chains.map((chain): Sums & { width: number } => {
    if (!isInput(chain.sums)) throw new NotDenseError("joins branches of the graph");
    const { sums } = foldFunctions(chain);
    if (!isInput(sums) || sums.divideBy !== 1) throw new NotDenseError("joins branches of the graph");
    if (sums.width === undefined) {
      throw new NotDenseError("joins inputs of which the graph does not say how many they are");
    }
    return { ...sums, width: sums.width };
  });
  const [{ type, batch }] = chains;
  if (chains.some((chain) => chain.type !== type))
    throw new NotDenseError("joins numbers of different types");
  const all = parts.reduce((sum, { width }) => sum + width, 0);
  requireWidth(all, call.most);
  call.take(all);
  const at = parts.flatMap(({ width, columns }) => columns?.at ?? Array.from({ length: width }, (_, k) => k));
  const of = Math.max(...parts.map(({ width, columns }) => columns?.of ?? width));
  const joined = inputChain([at.length], type, call.most, { batch, columns: { at, of } });
  if (parts.every(({ scale, shift }) => !scale && !shift)) return joined;
  const vector = (key: "scale" | "shift", otherwise: number): Float64Array =>
    Float64Array.from(
      parts.flatMap((part) => Array.from(part[key] ?? new Float64Array(part.width).fill(otherwise))),
    );
  return { ...joined, sums: { ...joined.sums, scale: vector("scale", 1), shift: vector("shift", 0) } };
}

/** A vector with a number a channel, as long as an example, whose first dimension is channels. */
function channels(numbers: ArrayLike<number>, { dims }: AffineChain, most: number): Float64Array {
  const [own, ...rest] = dims;
  if (own === undefined || !(own === numbers.length || Number.isNaN(own)) || rest.some(Number.isNaN)) {
    throw new NotDenseError(`normalises ${numbers.length} channels, but is given ${shapeText(dims)}`);
  }
  const each = elementCount(rest);
  requireWidth(numbers.length * each, most);
  return Float64Array.from({ length: numbers.length * each }, (_, i) => numbers[Math.floor(i / each)]);
}

/** Follows a node's first input with weights `[units, inputs]`, which may become as wide as all the graph's inputs. */
function product(call: Call, weight: Float64Array, units: number, inputs: number): AffineChain {
  const chain = call.numbersIn();
  call.take(units * ((chain.sums.columns?.of ?? inputs) - inputs));
  return multiplied(chain, weight, units, inputs);
}

function matrix(call: Call, at: number): Constant & { rows: number; columns: number } {
  const found = call.weights(at);
  if (found.dims.length !== 2) {
    throw new NotDenseError(`multiplies by a table of shape ${shapeText(found.dims)}, which is no matrix`);
  }
  return { ...found, rows: found.dims[0], columns: found.dims[1] };
}

/** A matrix `[inputs, units]` as weights `[units, inputs]`. */
const turned = (numbers: ArrayLike<number>, inputs: number, units: number): Float64Array =>
  transposed(numbers, inputs, units, new Float64Array(numbers.length));
