/**
 * @file Operators that are layers of a network: matrices with biases, batch normalisation, softmax.
 */

import { batchNormAffine } from "../affine.js";
import { shapeText } from "../quote.js";
import { elementCount } from "../shape.js";
import { transposed } from "../transposed.js";
import { broadcast } from "./broadcast.js";
import { areComplements } from "./elementwise-operators.js";
import { type Flow, inputFlow, isUntouched, multiplied, NotDenseError, scaled, softmaxed } from "./flow.js";
import { joinedConstants } from "./shape-operators.js";
import type { Call, Constant, Operation } from "./values.js";

/** From this version on softmax acts along one dimension; before, along all from that one on. */
const SOFTMAX_ALONG_ONE = 13;

const softmax: Operation = (call) => {
  const flow = call.flow();
  const { dims = [1] } = flow;
  const axis = call.number("axis", call.version < SOFTMAX_ALONG_ONE ? 1 : -1);
  const first = axis < 0 ? axis + dims.length : axis - 1;
  const others =
    call.version < SOFTMAX_ALONG_ONE ? dims.slice(0, Math.max(0, first)) : dims.toSpliced(first, 1);
  if (first < 0 || first >= dims.length || others.some((dim) => dim !== 1)) {
    throw new NotDenseError("does not take all of an example's numbers together");
  }
  return softmaxed(flow);
};

export const LAYER_OPERATORS: Readonly<Record<string, Operation>> = {
  Softmax: softmax,
  /** Its order, and so the class, is that of softmax, which Akari has. */
  LogSoftmax: softmax,
  MatMul: (call) => {
    const { numbers, rows, columns } = matrix(call, 1);
    return multiplied(call.flow(), turned(numbers, rows, columns), columns, rows);
  },
  Gemm: (call) => {
    const { numbers, rows, columns } = matrix(call, 1);
    if (call.number("transA", 0) !== 0) throw new NotDenseError("has examples in columns");
    const isTransposed = call.number("transB", 0) !== 0;
    const [units, inputs] = isTransposed ? [rows, columns] : [columns, rows];
    const weight = isTransposed ? Float64Array.from(numbers) : turned(numbers, rows, columns);
    const alpha = call.number("alpha", 1);
    const product = multiplied(
      call.flow(),
      alpha === 1 ? weight : weight.map((w) => alpha * w),
      units,
      inputs,
    );
    const bias = call.optional(2);
    if (bias === undefined) return product;
    const shift = broadcast(bias, product);
    const beta = call.number("beta", 1);
    return scaled(product, 1, typeof shift === "number" ? beta * shift : shift.map((b) => beta * b));
  },
  BatchNormalization: (call) => {
    const flow = call.flow();
    const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((at) => call.constant(at).numbers);
    if ([beta, mean, variance].some(({ length }) => length !== gamma.length)) {
      throw new NotDenseError("normalises by vectors of different lengths");
    }
    const epsilon = call.number("epsilon", 1e-5);
    const { scale, shift } = batchNormAffine({ gamma, beta, mean, variance, epsilon });
    return scaled(flow, channels(scale, flow), channels(shift, flow));
  },
  /** As what numbers are divided by, so that their sum is 1. */
  ReduceSum: (call) => {
    const of = call.flow();
    const axes = call.numbers("axes") ?? Array.from(call.optional(1)?.numbers ?? []);
    const [axis] = axes;
    if (of.dims?.length !== 1 || axes.length !== 1 || (axis !== 1 && axis !== -1)) {
      throw new NotDenseError("adds up more than an example's numbers");
    }
    return { kind: "total", of };
  },
  Concat: (call) => {
    const { inputs } = call;
    if (inputs.length === 1 && inputs[0] !== undefined) return inputs[0];
    const constants = inputs.filter((value) => value?.kind === "constant");
    if (constants.length === inputs.length) return joinedConstants(constants);
    const flows = inputs.map((_, at) => call.flow(at));
    const axis = call.number("axis", 1);
    if (flows.some(({ dims }) => dims?.length !== 1) || (axis !== 1 && axis !== -1)) {
      throw new NotDenseError("does not put columns side by side");
    }
    if (flows.every(isUntouched) && new Set(flows.map(({ sums }) => sums)).size === flows.length) {
      const width = flows.reduce((sum, { dims }) => sum + (dims?.[0] ?? 0), 0);
      return inputFlow([width], flows[0].batch);
    }
    const [no, yes] = flows;
    const isPair = flows.length === 2 && yes.sums.width === 1 && !yes.pair && areComplements(no, yes);
    if (!isPair) throw new NotDenseError("joins branches of the graph");
    return { ...yes, dims: [2], pair: true };
  },
};

/** A vector with a number a channel, as long as an example, whose first dimension is channels. */
function channels(numbers: ArrayLike<number>, flow: Flow): Float64Array {
  const { dims = [numbers.length] } = flow;
  if (dims[0] !== numbers.length) {
    throw new NotDenseError(`normalises ${numbers.length} channels, but is given ${shapeText(dims)}`);
  }
  const each = elementCount(dims.slice(1));
  return Float64Array.from({ length: numbers.length * each }, (_, i) => numbers[Math.floor(i / each)]);
}

function matrix(call: Call, at: number): Constant & { rows: number; columns: number } {
  const found = call.constant(at);
  if (found.dims.length !== 2) {
    throw new NotDenseError(`multiplies by a table of shape ${shapeText(found.dims)}, which is no matrix`);
  }
  return { ...found, rows: found.dims[0], columns: found.dims[1] };
}

/** A matrix `[inputs, units]` as weights `[units, inputs]`. */
const turned = (numbers: ArrayLike<number>, inputs: number, units: number): Float64Array =>
  transposed(numbers, inputs, units, new Float64Array(numbers.length));
