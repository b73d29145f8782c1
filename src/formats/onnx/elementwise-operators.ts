/**
 * @file Operators that act on each number by itself: those that activations are made of, and arithmetic with
 * constants.
 */

import { ACTIVATIONS, HIDDEN_ACTIVATION_NAMES } from "../../model/activations.js";
import { erf } from "../../model/erf.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";
import { elementCount } from "../bytes/numbers.js";
import { type AffineChain, requireNumbers, scaled, withWidth } from "./affine-chain.js";
import { normalized } from "./classical-operators.js";
import {
  absolute,
  asLine,
  choice,
  combine,
  constantFunction,
  type Elementwise,
  isAbove,
  isSame,
  largerOf,
  rectified,
  smallerOf,
} from "./elementwise.js";
import { NotDenseError, noActivation } from "./not-dense.js";
import { ELEMENT, type NumberType, numberType } from "./schema.js";
import {
  activationOf,
  constantOf,
  erfOf,
  exponentialOf,
  lineOf,
  logarithmOf,
  minus,
  plus,
  reciprocalOf,
  type Smooth,
  scaledBy,
  sigmoidOf,
  softplusOf,
  tanhOf,
  times,
} from "./smooth.js";
import {
  broadcast,
  type Call,
  type Constant,
  commonShape,
  constant,
  type Operation,
  spread,
  type Value,
} from "./values.js";

/** What an operator does: to numbers, and to functions of the same number. */
interface Pointwise {
  readonly value: (...values: number[]) => number;
  readonly function: (...functions: Elementwise[]) => Elementwise;
  /** What comes out, where it is of another type than what goes in. */
  readonly type?: NumberType;
}

/** An operator on functions that acts on each piece of them. */
const smoothly =
  (of: (...pieces: Smooth[]) => Smooth) =>
  (...functions: Elementwise[]): Elementwise =>
    combine(functions, of);

const ofOne = (value: (x: number) => number, of: (x: Smooth) => Smooth): Pointwise => ({
  value,
  function: smoothly(of),
});

const over = (a: Smooth, b: Smooth): Smooth => {
  const line = lineOf(b);
  return line?.a === 0 ? scaledBy(a, 1 / line.b) : times(a, reciprocalOf(b));
};

const ADD: Pointwise = { value: (a, b) => a + b, function: smoothly(plus) };
const SUBTRACT: Pointwise = { value: (a, b) => a - b, function: smoothly(minus) };
const MULTIPLY: Pointwise = { value: (a, b) => a * b, function: smoothly(times) };
const DIVIDE: Pointwise = { value: (a, b) => a / b, function: smoothly(over) };
const MAX: Pointwise = { value: Math.max, function: largerOf };
const MIN: Pointwise = { value: Math.min, function: smallerOf };
const CHOOSE: Pointwise = { value: (is, a, b) => (is === 0 ? b : a), function: choice };

const comparison = (
  value: (a: number, b: number) => boolean,
  isReversed: boolean,
  orAt: boolean,
): Pointwise => ({
  value: (a, b) => Number(value(a, b)),
  function: (f, g) => isAbove(combine(isReversed ? [g, f] : [f, g], minus), orAt),
  type: "boolean",
});

const { sigmoid, softplus } = ACTIVATIONS;

/** Operators of one input that have no settings: first of all those that are an activation of Akari's. */
const FUNCTIONS: Readonly<Record<string, Pointwise>> = {
  ...Object.fromEntries(
    HIDDEN_ACTIVATION_NAMES.flatMap((name): [string, Pointwise][] => {
      const { onnx } = ACTIVATION_FORMULAS[name];
      if (onnx === undefined || onnx.settings !== undefined) return [];
      return [[onnx.operator, ofOne(ACTIVATIONS[name].value, (x) => activationOf(name, x))]];
    }),
  ),
  // Of these more is known than what they compute.
  Abs: { value: Math.abs, function: absolute },
  Neg: ofOne(
    (x) => -x,
    (x) => scaledBy(x, -1),
  ),
  Exp: ofOne(Math.exp, exponentialOf),
  Log: ofOne(Math.log, logarithmOf),
  Sqrt: ofOne(Math.sqrt, ofConstants(Math.sqrt)),
  Reciprocal: ofOne((x) => 1 / x, reciprocalOf),
  Erf: ofOne(erf, erfOf),
  Tanh: ofOne(Math.tanh, tanhOf),
  Sigmoid: ofOne(sigmoid.value, sigmoidOf),
  Softplus: ofOne(softplus.value, softplusOf),
  Relu: { value: (x) => Math.max(0, x), function: rectified },
};

/** A function of which nothing is known but its values. */
function ofConstants(value: (x: number) => number): (x: Smooth) => Smooth {
  return (x) => {
    const line = lineOf(x);
    if (line?.a !== 0) throw noActivation();
    return constantOf(value(line.b));
  };
}

const COMPARISONS: Readonly<Record<string, Pointwise>> = {
  Greater: comparison((a, b) => a > b, false, false),
  GreaterOrEqual: comparison((a, b) => a >= b, false, true),
  Less: comparison((a, b) => a < b, true, false),
  LessOrEqual: comparison((a, b) => a <= b, true, true),
};

/** `x` above 0, and a multiple of something else below. */
const below = (x: Elementwise, other: Elementwise): Elementwise => choice(isAbove(x, false), x, other);

/** A piecewise function of the first input alone. */
const unary =
  (make: (call: Call) => (x: Elementwise) => Elementwise): Operation =>
  (call) => {
    const of = make(call);
    return apply(call, [call.inputs[0]], { value: notOfConstants, function: of });
  };

const notOfConstants = (): never => {
  throw new NotDenseError("is an activation of a constant");
};

/** `a (e^(x/c) − 1)` below 0. */
const exponentialUnit =
  (a: number, c: number) =>
  (x: Elementwise): Elementwise =>
    below(
      x,
      combine([x], (z) => scaledBy(minus(exponentialOf(scaledBy(z, 1 / c)), constantOf(1)), a)),
    );

const leaky =
  (slope: Elementwise) =>
  (x: Elementwise): Elementwise =>
    below(x, combine([x, slope], times));

export const ELEMENTWISE_OPERATORS: Readonly<Record<string, Operation>> = {
  ...Object.fromEntries(
    Object.entries({ ...FUNCTIONS, ...COMPARISONS }).map(([name, of]): [string, Operation] => [
      name,
      (call) => apply(call, call.inputs, of),
    ]),
  ),
  Add: (call) => arithmetic(call, ADD),
  Sub: (call) => arithmetic(call, SUBTRACT),
  Mul: (call) => arithmetic(call, MULTIPLY),
  Div: (call) => arithmetic(call, DIVIDE),
  Sum: (call) => several(call, ADD),
  Max: (call) => several(call, MAX),
  Min: (call) => several(call, MIN),
  Pow: (call) => {
    if (call.inputs[0]?.kind === "constant") {
      return apply(call, call.inputs, { value: (a, b) => a ** b, function: notOfConstants });
    }
    const exponent = onlyNumber(call.constant(1), call.numbersIn(), call.most);
    if (!(Number.isInteger(exponent) && exponent >= 0)) throw noActivation();
    // Whatever has a higher one is no activation: a file must not ask for much time.
    const power = (x: Smooth): Smooth =>
      Array.from({ length: Math.min(exponent, 8) }, () => x).reduce(times, constantOf(1));
    return apply(call, [call.inputs[0]], { value: notOfConstants, function: smoothly(power) });
  },
  Where: (call) => {
    const chosen = call.inputs.slice(1).filter((value) => value?.kind === "constant");
    const isWhole = chosen.some(({ element }) => numberType(element) !== "float");
    if (isWhole && call.inputs[0]?.kind === "chain") throw new NotDenseError("chooses among whole numbers");
    return apply(call, call.inputs, CHOOSE);
  },
  Not: (call) =>
    apply(call, call.inputs, {
      value: (x) => Number(x === 0),
      function: smoothly((x) => minus(constantOf(1), x)),
      type: "boolean",
    }),
  PRelu: (call) => {
    const slope = onlyNumber(call.constant(1), call.numbersIn(), call.most);
    return apply(call, [call.inputs[0]], { value: notOfConstants, function: leaky(constantFunction(slope)) });
  },
  LeakyRelu: unary((call) => leaky(constantFunction(call.number("alpha", 0.01)))),
  Elu: unary((call) => exponentialUnit(call.number("alpha", 1), 1)),
  Celu: unary((call) => {
    const alpha = call.number("alpha", 1);
    if (!(alpha > 0)) throw noActivation();
    return exponentialUnit(alpha, alpha);
  }),
  Gelu: unary((call) => {
    const approximate = call.text("approximate", "none");
    if (approximate !== "none") throw noActivation(`approximates GELU by ${approximate}, a function`);
    return smoothly((x) => times(scaledBy(x, 0.5), plus(constantOf(1), erfOf(scaledBy(x, Math.SQRT1_2)))));
  }),
  Swish: unary((call) => {
    const alpha = call.number("alpha", 1);
    return smoothly((x) => times(x, sigmoidOf(scaledBy(x, alpha))));
  }),
  Clip: clip,
};

/** From this version on, limits are inputs; before, settings. */
const LIMITS_AS_INPUTS = 11;
/** The largest float32 number, which older files have where there is no limit. */
const LARGEST = 3.4028234663852886e38;
/** A limit that is farther away is one that somebody wrote for none. */
const FAR = 1e30;

function clip(call: Call): Value {
  const asInputs = call.version >= LIMITS_AS_INPUTS;
  if (!asInputs && call.inputs.length > 1) throw new NotDenseError("has limits as inputs in an old version");
  const least = (asInputs ? call.single(1) : call.number("min", -LARGEST)) ?? -LARGEST;
  const most = (asInputs ? call.single(2) : call.number("max", LARGEST)) ?? LARGEST;
  if (Number.isNaN(least) || Number.isNaN(most)) throw new NotDenseError("has a limit that is no number");
  const isFar = (limit: number): boolean => Math.abs(limit) >= FAR;
  const far = [least, most].filter((limit) => isFar(limit) && Math.abs(limit) < LARGEST);
  if (far.length > 0) {
    const limits = far.map((limit) => limit.toPrecision(3)).join(" and ");
    call.assume({
      about: "limits",
      sentence: `Clip's limit of ${limits} was taken for none: nothing comes near it.`,
    });
  }
  return apply(call, [call.inputs[0]], {
    value: (x) => Math.min(most, Math.max(least, x)),
    function: (x) => {
      const raised = least <= -FAR ? x : largerOf(x, constantFunction(least));
      return most >= FAR ? raised : smallerOf(raised, constantFunction(most));
    },
  });
}

/** A function of constants and of one chain, however often it occurs. */
function apply(call: Call, inputs: readonly (Value | undefined)[], of: Pointwise): Value {
  const chains = inputs.filter((value) => value?.kind === "chain");
  if (chains.length === 0) return computed(call, inputs, of);
  const [chain] = chains;
  const isChoice = call.node.operator === "Where";
  const isLogic = call.node.operator === "Not";
  inputs.forEach((value, at) => {
    if (value?.kind !== "chain") return;
    const wantsTruth = isLogic || (isChoice && at === 0);
    if (!wantsTruth) requireNumbers(value);
    else if (value.type !== "boolean" || value.pair) throw new NotDenseError("chooses by numbers");
  });
  if (chains.some((other) => other.sums !== chain.sums)) {
    throw new NotDenseError("joins two branches of the graph");
  }
  if (chains.some(({ dims }) => !hasShape(dims, chain.dims))) {
    throw new NotDenseError("puts numbers of different shapes together");
  }
  const functions = inputs.map((value): Elementwise => {
    return value?.kind === "chain" ? value.each : constantFunction(onlyNumber(value, chain, call.most));
  });
  return { ...chain, each: of.function(...functions), type: of.type ?? "float" };
}

const hasShape = (dims: readonly number[], shape: readonly number[]): boolean =>
  dims.length === shape.length && dims.every((dim, i) => Object.is(dim, shape[i]));

/** The one number that a constant says; a vector of it is the same. */
function onlyNumber(value: Value | undefined, chain: AffineChain, most: number): number {
  if (value?.kind !== "constant") throw new NotDenseError("lacks an input");
  const numbers = broadcast(value, chain, most);
  if (typeof numbers === "number") return numbers;
  if (isUniform(numbers)) return numbers[0];
  throw new NotDenseError("treats an example's numbers differently");
}

const isUniform = (numbers: Float64Array): boolean => numbers.every((number) => number === numbers[0]);

/** An operator of any number of inputs. */
function several(call: Call, of: Pointwise): Value {
  const { inputs } = call;
  const [first, ...others] = inputs;
  if (first === undefined || inputs.includes(undefined)) throw new NotDenseError("lacks an input");
  return others.reduce<Value>((sum, value) => pair(call, [sum, value], of), first);
}

function arithmetic(call: Call, of: Pointwise): Value {
  const { inputs } = call;
  if (inputs.length !== 2) throw new NotDenseError("has not two inputs");
  const [dividend, divisor] = inputs;
  if (of === DIVIDE && dividend?.kind === "chain" && divisor?.kind === "total") {
    const isOwn = dividend.sums === divisor.of.sums && isSame(dividend.each, divisor.of.each);
    if (isOwn) return normalized(dividend);
  }
  return pair(call, inputs, of);
}

/** Of two values, of which one may be a vector of constants: it is folded into the weights. */
function pair(call: Call, inputs: readonly (Value | undefined)[], of: Pointwise): Value {
  const at = inputs.findIndex((value) => value?.kind === "constant");
  const [own, other] = [inputs[at], inputs[1 - at]];
  if (own?.kind !== "constant" || other?.kind !== "chain") return apply(call, inputs, of);
  requireNumbers(other);
  const numbers = broadcast(own, other, call.most);
  const isOne = typeof numbers === "number" || (other.sums.width !== undefined && isUniform(numbers));
  if (isOne) return apply(call, inputs, of);
  switch (of) {
    case MULTIPLY:
      return scaled(other, numbers, 0);
    case ADD:
      return scaled(other, 1, numbers);
    case SUBTRACT:
      return at === 0
        ? scaled(other, -1, numbers)
        : scaled(
            other,
            1,
            numbers.map((number) => -number),
          );
    case DIVIDE:
      if (at === 1)
        return scaled(
          other,
          numbers.map((number) => 1 / number),
          0,
        );
      break;
  }
  const known = withWidth(other, numbers.length);
  return apply(
    call,
    inputs.map((value) => (value === other ? known : value)),
    of,
  );
}

/** A function of constants only. */
function computed(call: Call, inputs: readonly (Value | undefined)[], of: Pointwise): Constant {
  const constants = inputs.map((value) => {
    if (value?.kind !== "constant" || value.texts.length > 0) throw new NotDenseError("lacks an input");
    return value;
  });
  if (constants.length === 0) throw new NotDenseError("lacks an input");
  const dims = commonShape(constants.map((one) => one.dims));
  call.take(elementCount(dims) * constants.length);
  const tables = constants.map((one) => spread(one.numbers, one.dims, dims));
  // Of a choice the type is that of what is chosen; of a power that of the base.
  const { element } = constants[of === CHOOSE ? 1 : 0];
  const isWhole = numberType(element) === "integer";
  const data = tables[0].map((_, i) => {
    const value = of.value(...tables.map((table) => table[i]));
    return isWhole ? Math.trunc(value) : value;
  });
  return constant(dims, data, of.type === "boolean" ? ELEMENT.bool : element);
}

/** Whether two functions of the same sums add up to 1: those of two classes. */
export function areComplements(a: AffineChain, b: AffineChain): boolean {
  const line = a.sums === b.sums ? asLine(combine([a.each, b.each], plus)) : undefined;
  return line !== undefined && line.a === 0 && line.b === 1;
}
