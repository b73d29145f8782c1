/**
 * @file Operators that act on each number by itself: those that activations are made of, and arithmetic with
 * constants.
 */

import { ACTIVATIONS } from "../../model/activations.js";
import { erf } from "../../model/erf.js";
import { broadcast } from "./broadcast.js";
import { asLine, combine, type Elementwise, IDENTITY } from "./elementwise.js";
import { type Flow, NotDenseError, refusePair, scaled } from "./flow.js";
import { normalized } from "./two-classes.js";
import { type Call, type Constant, constant, type Operation, type Value } from "./values.js";

const { sigmoid, softplus, relu, elu, gelu } = ACTIVATIONS;

/** An operator of any number of inputs, each a value of the graph. */
const pointwise =
  (of: (...values: number[]) => number): Operation =>
  ({ inputs }) =>
    apply(inputs, of);

/** An operator of one input, whose function depends on the node's settings. */
const unary =
  (make: (call: Call) => (x: number) => number): Operation =>
  (call) =>
    apply([call.inputs[0]], make(call));

export const ELEMENTWISE_OPERATORS: Readonly<Record<string, Operation>> = {
  Add: (call) => arithmetic(call, (a, b) => a + b),
  Sub: (call) => arithmetic(call, (a, b) => a - b),
  Mul: (call) => arithmetic(call, (a, b) => a * b),
  Div: (call) => arithmetic(call, (a, b) => a / b),
  Sum: (call) => arithmetic(call, (a, b) => a + b),
  Pow: pointwise((a, b) => a ** b),
  Max: pointwise(Math.max),
  Min: pointwise(Math.min),
  Abs: pointwise(Math.abs),
  Neg: pointwise((x) => -x),
  Exp: pointwise(Math.exp),
  Log: pointwise(Math.log),
  Sqrt: pointwise(Math.sqrt),
  Reciprocal: pointwise((x) => 1 / x),
  Erf: pointwise(erf),
  Tanh: pointwise(Math.tanh),
  Sigmoid: pointwise(sigmoid.value),
  Softplus: pointwise(softplus.value),
  Relu: pointwise(relu.value),
  Greater: pointwise((a, b) => Number(a > b)),
  GreaterOrEqual: pointwise((a, b) => Number(a >= b)),
  Less: pointwise((a, b) => Number(a < b)),
  LessOrEqual: pointwise((a, b) => Number(a <= b)),
  Where: pointwise((condition, a, b) => (condition === 0 ? b : a)),
  PRelu: pointwise((x, slope) => (x < 0 ? slope * x : x)),
  LeakyRelu: unary((call) => {
    const slope = call.number("alpha", 0.01);
    return (x) => (x < 0 ? slope * x : x);
  }),
  Elu: unary((call) => {
    const alpha = call.number("alpha", 1);
    return (x) => (x < 0 ? alpha * elu.value(x) : x);
  }),
  Celu: unary((call) => {
    const alpha = call.number("alpha", 1);
    return (x) => (x < 0 ? alpha * Math.expm1(x / alpha) : x);
  }),
  Gelu: unary((call) => {
    if (call.text("approximate", "none") === "none") return gelu.value;
    return (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
  }),
  Swish: unary((call) => {
    const alpha = call.number("alpha", 1);
    return (x) => x * sigmoid.value(alpha * x);
  }),
  Clip: (call) => {
    const { attributes } = call.node;
    const limit = (name: string, at: number, none: number) =>
      attributes.get(name)?.number ?? call.optional(at)?.numbers[0] ?? none;
    const least = limit("min", 1, Number.NEGATIVE_INFINITY);
    const most = limit("max", 2, Number.POSITIVE_INFINITY);
    return apply([call.inputs[0]], (x) => Math.min(most, Math.max(least, x)));
  },
};

/** A function of constants and of one flow, however often it occurs. */
function apply(inputs: readonly (Value | undefined)[], of: (...values: number[]) => number): Value {
  const flows = inputs.filter((value) => value?.kind === "flow");
  if (flows.length === 0) return computed(inputs, of);
  const [flow] = flows;
  refusePair(flow);
  if (flows.some((other) => other.sums !== flow.sums))
    throw new NotDenseError("joins two branches of the graph");
  const functions = inputs.map((value): Elementwise => {
    if (value?.kind === "flow") return value.each;
    return { values: IDENTITY.values.map(() => onlyNumber(value, flow)), inner: [] };
  });
  return { ...flow, each: combine(functions, of) };
}

/** The one number that a constant says; a vector of it is the same. */
function onlyNumber(value: Value | undefined, flow: Flow): number {
  if (value?.kind !== "constant") throw new NotDenseError("lacks an input");
  const numbers = broadcast(value, flow);
  if (typeof numbers === "number") return numbers;
  if (isUniform(numbers)) return numbers[0];
  throw new NotDenseError("treats an example's numbers differently");
}

const isSame = (a: Elementwise, b: Elementwise): boolean =>
  a.values.every((value, i) => value === b.values[i]);

const isUniform = (numbers: Float64Array): boolean => numbers.every((number) => number === numbers[0]);

/** Of two values, of which one may be a vector of constants: it is folded into the weights. */
function arithmetic(call: Call, of: (a: number, b: number) => number): Value {
  const { inputs, node } = call;
  if (inputs.length !== 2) throw new NotDenseError("has not two inputs");
  const [dividend, divisor] = inputs;
  if (node.operator === "Div" && dividend?.kind === "flow" && divisor?.kind === "total") {
    const isOwn = dividend.sums === divisor.of.sums && isSame(dividend.each, divisor.of.each);
    if (isOwn) return normalized(dividend);
  }
  const at = inputs.findIndex((value) => value?.kind === "constant");
  const other = inputs[1 - at];
  if (at < 0 || other?.kind !== "flow") return apply(inputs, of);
  const numbers = broadcast(call.constant(at), other);
  const isOne = typeof numbers === "number" || (other.sums.width !== undefined && isUniform(numbers));
  if (isOne || (node.operator === "Div" && at === 0)) return apply(inputs, of);
  switch (node.operator) {
    case "Mul":
      return scaled(other, numbers, 0);
    case "Div":
      return scaled(
        other,
        numbers.map((number) => 1 / number),
        0,
      );
    case "Sub":
      return at === 0
        ? scaled(other, -1, numbers)
        : scaled(
            other,
            1,
            numbers.map((number) => -number),
          );
    default:
      return scaled(other, 1, numbers);
  }
}

/** A function of constants only: numbers or tables of the same length. */
function computed(inputs: readonly (Value | undefined)[], of: (...values: number[]) => number): Constant {
  const constants = inputs.map((value) => {
    if (value?.kind !== "constant") throw new NotDenseError("lacks an input");
    return value;
  });
  if (constants.length === 0) throw new NotDenseError("lacks an input");
  const longest = constants.reduce((a, b) => (b.numbers.length > a.numbers.length ? b : a));
  if (constants.some(({ numbers }) => numbers.length !== 1 && numbers.length !== longest.numbers.length)) {
    throw new NotDenseError("computes with constants of different shapes");
  }
  const data = Float64Array.from(longest.numbers, (_, i) =>
    of(...constants.map(({ numbers }) => numbers[numbers.length === 1 ? 0 : i])),
  );
  return constant(longest.dims, data);
}

/** Whether two functions of the same sums add up to 1: those of two classes. */
export function areComplements(a: Flow, b: Flow): boolean {
  const line = a.sums === b.sums ? asLine(combine([a.each, b.each], (p, q) => p + q)) : undefined;
  return line !== undefined && line.a === 0 && line.b === 1;
}
