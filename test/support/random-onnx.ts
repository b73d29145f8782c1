/**
 * @file Random ONNX graphs: chains of what dense networks are made of and of what only looks like it, in any opset, with
 * settings at random.
 */

import fc from "fast-check";
import { ELEMENT } from "../../src/formats/onnx/schema.js";
import { FREE, OnnxGraph, type Setting } from "./onnx-graph.js";

/** A graph that was put together, and what to feed it. */
export interface RandomGraph {
  readonly bytes: Uint8Array;
  readonly inputs: readonly {
    readonly name: string;
    readonly dims: readonly number[];
    readonly element: number;
  }[];
  /** How many examples it takes: as many as it is fixed to, or any number. */
  readonly examples: number;
  /** Its outputs of numbers. */
  readonly outputs: readonly string[];
  /** The operators, in their order. */
  readonly operators: readonly string[];
}

/** Numbers from a seed: mulberry32. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  uniform(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  chance(of: number): boolean {
    return this.uniform() < of;
  }

  of<T>(...choices: T[]): T {
    return choices[this.whole(choices.length)];
  }

  around(size: number): number {
    return Math.fround((2 * this.uniform() - 1) * size);
  }

  numbers(count: number, size = 1): number[] {
    return Array.from({ length: count }, () => this.around(size));
  }

  /** Numbers of which none is close to 0. */
  factors(count: number): number[] {
    return this.numbers(count, 1.5).map((x) => Math.fround(x + (x < 0 ? -0.3 : 0.3)));
  }
}

/** A value of the graph with the shape of an example. */
interface At {
  readonly name: string;
  readonly dims: readonly number[];
}

type Step = (graph: OnnxGraph, at: At, dice: Dice) => At;

const width = ({ dims }: At): number => dims.reduce((all, dim) => all * dim, 1);
const last = ({ dims }: At): number => dims[dims.length - 1];
const scalar = (graph: OnnxGraph, dice: Dice, value: number): string =>
  graph.tensor(dice.of<number[]>([], [], [1]), [value]);

/** A constant in one of the shapes that fit an example. */
function constantFor(graph: OnnxGraph, at: At, dice: Dice, numbers: (count: number) => number[]): string {
  const { dims } = at;
  const shapes: (readonly number[])[] = [[], [1], [last(at)], [last(at)], [1, ...dims], dims];
  const shape = dice.of(...shapes);
  return graph.tensor(shape, numbers(shape.reduce((all, dim) => all * dim, 1)));
}

const settings = (all: Record<string, Setting | undefined>): Record<string, Setting> =>
  Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, Setting] => entry[1] !== undefined),
  );

/** A node of one input whose shape stays. */
const unary =
  (
    operator: string,
    make: (dice: Dice, graph: OnnxGraph) => Record<string, Setting | undefined> = () => ({}),
  ): Step =>
  (graph, at, dice) => ({ ...at, name: graph.node(operator, [at.name], settings(make(dice, graph))) });

const dense: Step = (graph, at, dice) => {
  const units = 1 + dice.whole(4);
  const inputs = last(at);
  if (at.dims.length === 1 && dice.chance(0.5)) {
    const isTransposed = dice.chance(0.5);
    const weight = graph.tensor(
      isTransposed ? [units, inputs] : [inputs, units],
      dice.numbers(units * inputs),
    );
    const shape = dice.of([units], [units], [1, units], [1], []);
    const bias = graph.tensor(shape, dice.numbers(shape.reduce((all, dim) => all * dim, 1)));
    const name = graph.node(
      "Gemm",
      [at.name, weight, ...(dice.chance(0.8) || graph.opset < 11 ? [bias] : [])],
      settings({
        transB: isTransposed ? 1n : dice.of<Setting | undefined>(0n, undefined),
        transA: dice.chance(0.03) ? 1n : undefined,
        alpha: dice.chance(0.3) ? dice.of(1, 0.5, -2) : undefined,
        beta: dice.chance(0.3) ? dice.of(1, 0.25, 0) : undefined,
      }),
    );
    return { name, dims: [units] };
  }
  const weight = graph.tensor([inputs, units], dice.numbers(inputs * units));
  const product = graph.node("MatMul", [at.name, weight]);
  if (dice.chance(0.3)) return { name: product, dims: [...at.dims.slice(0, -1), units] };
  const bias = graph.tensor(dice.of([units], [1, units]), dice.numbers(units));
  const name = graph.node("Add", dice.chance(0.5) ? [product, bias] : [bias, product]);
  return { name, dims: [...at.dims.slice(0, -1), units] };
};

const clip: Step = (graph, at, dice) => {
  const [min, max] = dice.of<readonly [number | undefined, number | undefined]>(
    [0, undefined],
    [0, 3.4028234663852886e38],
    [-3.4028234663852886e38, undefined],
    [undefined, undefined],
    [0, 6],
    [0, 31],
    [-50, 50],
    [undefined, 0],
    [0.5, undefined],
    [-1, 1],
    [3, 1],
  );
  if (graph.opset < 11) return { ...at, name: graph.node("Clip", [at.name], settings({ min, max })) };
  const limits = [min, max].map((limit) => (limit === undefined ? "" : graph.tensor([], [limit])));
  return { ...at, name: graph.node("Clip", [at.name, ...limits]) };
};

/** Add, Sub, Mul, Div, Max, Min with a constant on either side. */
const withConstant: Step = (graph, at, dice) => {
  const operator = dice.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Sum");
  const constant =
    (operator === "Max" || operator === "Min" || operator === "Sum") && graph.opset < 8
      ? graph.tensor([1], [0])
      : operator === "Max" || operator === "Min"
        ? constantFor(graph, at, dice, (count) => Array<number>(count).fill(dice.of(0, 0, 0.5, -20)))
        : constantFor(graph, at, dice, (count) => dice.factors(count));
  const inputs = dice.chance(0.7) || operator === "Div" ? [at.name, constant] : [constant, at.name];
  return { ...at, name: graph.node(operator, inputs) };
};

const scaling: Step = (graph, at, dice) => {
  // What is taken away may be so large that weights could not hold it.
  const size = dice.chance(0.2) ? 5000 : 3;
  const shifted = graph.node("Sub", [
    at.name,
    constantFor(graph, at, dice, (count) => dice.numbers(count, size)),
  ]);
  return {
    ...at,
    name: graph.node("Div", [shifted, constantFor(graph, at, dice, (count) => dice.factors(count))]),
  };
};

const batchNormalization: Step = (graph, at, dice) => {
  const [channels] = at.dims;
  const vectors = [dice.factors(channels), dice.numbers(channels), dice.numbers(channels)];
  const variance = dice.numbers(channels).map((x) => Math.fround(Math.abs(x) + 0.1));
  const inputs = [...vectors, variance].map((numbers) => graph.tensor([channels], numbers));
  const isTraining = graph.opset >= 14 && dice.chance(0.2);
  const all = settings({
    epsilon: dice.of(undefined, 1e-3, 0.5),
    momentum: dice.of(undefined, 0.5),
    spatial: graph.opset < 9 && dice.chance(0.3) ? 1n : undefined,
    training_mode: isTraining ? 1n : graph.opset >= 14 && dice.chance(0.3) ? 0n : undefined,
  });
  const [name] = graph.nodes("BatchNormalization", [at.name, ...inputs], all, isTraining ? 3 : 1);
  return { ...at, name };
};

const parametricRelu: Step = (graph, at, dice) => {
  const slope = dice.of(0.01, 0.01, 0.25);
  const shape = dice.of([1], [last(at)], []);
  const count = shape.reduce((all, dim) => all * dim, 1);
  const slopes = dice.chance(0.7) ? Array<number>(count).fill(slope) : dice.numbers(count);
  return { ...at, name: graph.node("PRelu", [at.name, graph.tensor(shape, slopes)]) };
};

/** Silu, GELU, ReLU and others, as exporters put them together, now and then with a constant that is not theirs. */
const decomposed: Step = (graph, at, dice) => {
  const { name } = at;
  const number = (value: number) => scalar(graph, dice, dice.chance(0.9) ? value : value * 1.1);
  const choose = graph.opset >= 9;
  const ways: (() => string)[] = [
    () =>
      graph.node(
        "Mul",
        dice.chance(0.5) ? [name, graph.node("Sigmoid", [name])] : [graph.node("Sigmoid", [name]), name],
      ),
    () => graph.node("Mul", [name, graph.node("Sigmoid", [graph.node("Mul", [name, number(1.702)])])]),
    () => graph.node("Max", [name, graph.node("Mul", [name, number(0.01)])]),
    () => {
      const shifted = graph.node("Add", [name, number(1)]);
      return graph.node("Mul", [dice.of(name, shifted), graph.node("Sigmoid", [shifted])]);
    },
    () => graph.node("Sub", [number(1), graph.node("Sigmoid", [name])]),
    () => graph.node("Mul", [graph.node("Add", [name, graph.node("Abs", [name])]), number(0.5)]),
    () => graph.node("Sub", [graph.node("Relu", [name]), graph.node("Relu", [graph.node("Neg", [name])])]),
    () => graph.node("Mul", [name, graph.node("Tanh", [graph.node("Softplus", [name])])]),
    () =>
      graph.node("Reciprocal", [
        graph.node("Add", [number(1), graph.node("Exp", [graph.node("Neg", [name])])]),
      ]),
    () =>
      graph.node("Add", [
        graph.node("Mul", [graph.node("Tanh", [graph.node("Mul", [name, number(0.5)])]), number(0.5)]),
        number(0.5),
      ]),
    () => graph.node("Add", [graph.node("Relu", [name]), graph.node("Tanh", [name])]),
  ];
  if (choose) {
    ways.push(
      () => {
        const inner = graph.node("Erf", [graph.node("Div", [name, number(Math.SQRT2)])]);
        return graph.node("Mul", [
          graph.node("Mul", [name, graph.node("Add", [inner, number(1)])]),
          number(0.5),
        ]);
      },
      () => {
        const zero = graph.tensor([], [0]);
        const curve = dice.chance(0.5)
          ? graph.node("Sub", [graph.node("Exp", [name]), number(1)])
          : graph.node("Mul", [name, number(0.01)]);
        const condition = dice.chance(0.5)
          ? graph.node("Greater", [name, zero])
          : graph.node("Less", [zero, name]);
        return graph.node("Where", [condition, name, curve]);
      },
      () => {
        const condition = graph.node("Greater", [name, number(dice.of(0, 0, 0.5))]);
        return graph.node("Where", [condition, name, graph.tensor([], [dice.of(0, 0, 1)])]);
      },
    );
  }
  return { ...at, name: dice.of(...ways)() };
};

const oddFunction: Step = (graph, at, dice) => {
  const operator = dice.of(
    "Selu",
    "Softsign",
    "HardSigmoid",
    "ThresholdedRelu",
    "Abs",
    "Neg",
    "Exp",
    "Pow",
    "Sqrt",
    "Log",
    "Erf",
    "Sin",
  );
  if (operator === "Pow") {
    return { ...at, name: graph.node("Pow", [at.name, graph.tensor([], [dice.of(1, 2, 3)])]) };
  }
  const newerOnes: Readonly<Record<string, number>> = { Erf: 9, ThresholdedRelu: 10 };
  if (graph.opset < (newerOnes[operator] ?? 0)) return at;
  return {
    ...at,
    name: graph.node(operator, [at.name], operator === "Selu" && dice.chance(0.5) ? { alpha: 1.2 } : {}),
  };
};

const newer: Step = (graph, at, dice) => {
  if (graph.opset >= 20 && dice.chance(0.6)) {
    const approximate = dice.of(undefined, "none", "tanh");
    return { ...at, name: graph.node("Gelu", [at.name], settings({ approximate })) };
  }
  if (graph.opset < 12) return at;
  return { ...at, name: graph.node("Celu", [at.name], settings({ alpha: dice.of(undefined, 1, 2) })) };
};

/** Along any axis, of rows and of what has more dimensions. */
const softmax: Step = (graph, from, dice) => {
  let at = from;
  if (dice.chance(0.5)) {
    const all = width(at);
    const dims = dice.of([1, all], [all, 1], [1, all], all % 2 === 0 ? [2, all / 2] : [all, 1]);
    at = { dims, name: graph.node("Reshape", [at.name, graph.whole(0, ...dims)]) };
    if (dice.chance(0.6)) at = dense(graph, at, dice);
  }
  const rank = at.dims.length + 1;
  const axis = dice.of<bigint | undefined>(
    undefined,
    undefined,
    1n,
    graph.opset >= 11 ? -1n : 1n,
    BigInt(rank - 1),
    BigInt(dice.whole(rank)),
  );
  const operator = dice.chance(0.8) ? "Softmax" : "LogSoftmax";
  const name = graph.node(operator, [at.name], settings({ axis }));
  return operator === "LogSoftmax" && dice.chance(0.3)
    ? { ...at, name: graph.node("Exp", [name]) }
    : { ...at, name };
};

/** Two branches from the same value, which may have different shapes. */
const branches: Step = (graph, at, dice) => {
  const [one, other] = [dice.of(at, at, unary("Relu")(graph, at, dice)), squeezed(graph, at, dice)];
  const second = dice.chance(0.4) ? other : dice.chance(0.5) ? scaling(graph, at, dice) : at;
  return { ...at, name: graph.node(dice.of("Add", "Mul", "Sub", "Max"), [one.name, second.name]) };
};

/** Several constants and the value, in any order. */
const variadic: Step = (graph, at, dice) => {
  const operator = dice.of("Max", "Min", "Sum");
  if (graph.opset < 8) return at;
  const inputs = [
    at.name,
    ...Array.from({ length: 1 + dice.whole(2) }, () => graph.tensor([1], [dice.of(0, 0, -30, 2)])),
  ];
  if (dice.chance(0.5)) inputs.reverse();
  return { ...at, name: graph.node(operator, inputs) };
};

/** A shape that the graph computes from its own. */
const computedShape: Step = (graph, at, dice) => {
  const shape = graph.node("Shape", [at.name]);
  const examples = graph.node("Gather", [shape, graph.whole(dice.of(0, 0, 0, -1))], { axis: 0n });
  const rest = dice.of([-1], [width(at)], [1, width(at)]);
  const whole = graph.node("Concat", [examples, graph.whole(...rest)], { axis: 0n });
  return {
    dims: rest.map((dim) => Math.abs(dim) * (dim < 0 ? width(at) : 1)),
    name: graph.node("Reshape", [at.name, whole]),
  };
};

/** A new shape for an example, with the examples apart or not. */
const reshape: Step = (graph, at, dice) => {
  const all = width(at);
  if (dice.chance(0.4)) {
    const axis = dice.of(1, 1, 1, 0, 2);
    if (axis > at.dims.length + 1) return at;
    const settingOf = axis === 1 && dice.chance(0.4) ? {} : { axis: BigInt(axis) };
    const name = graph.node("Flatten", [at.name], settingOf);
    const before = at.dims.slice(0, Math.max(0, axis - 1)).reduce((a, b) => a * b, 1);
    return { name, dims: axis === 0 ? [all] : [all / before] };
  }
  const side = [2, 3].find((length) => all % length === 0) ?? 1;
  const [shape, dims] = dice.of<readonly [number[], number[]]>(
    [[0, -1], [all]],
    [[-1, all], [all]],
    [
      [0, side, all / side],
      [side, all / side],
    ],
    [
      [-1, 1, all],
      [1, all],
    ],
    [
      [0, all, 1],
      [all, 1],
    ],
    [
      [-1, side, all / side],
      [side, all / side],
    ],
    [[-1, side], [side]],
    [[0, 0, -1], at.dims.length > 1 ? [at.dims[0], all / at.dims[0]] : [all, 1]],
  );
  const allowzero = graph.opset >= 14 && dice.chance(0.2) ? BigInt(dice.whole(2)) : undefined;
  return { name: graph.node("Reshape", [at.name, graph.whole(...shape)], settings({ allowzero })), dims };
};

const squeezed: Step = (graph, at, dice) => {
  const asInput = graph.opset >= 13;
  const change = (operator: string, axis: number) =>
    asInput
      ? graph.node(operator, [at.name, graph.whole(axis)])
      : graph.node(operator, [at.name], { axes: [BigInt(axis)] });
  const one = at.dims.indexOf(1);
  if (one >= 0 && at.dims.length > 1 && dice.chance(0.7)) {
    const axis = graph.opset >= 11 && dice.chance(0.3) ? one - at.dims.length : one + 1;
    return { name: change("Squeeze", axis), dims: at.dims.toSpliced(one, 1) };
  }
  const place = dice.whole(at.dims.length + 1);
  return { name: change("Unsqueeze", place + 1), dims: at.dims.toSpliced(place, 0, 1) };
};

const transpose: Step = (graph, at, dice) => {
  const order = at.dims.map((_, i) => i);
  if (order.length > 1 && dice.chance(0.7)) order.reverse();
  const name = graph.node("Transpose", [at.name], { perm: [0, ...order.map((i) => i + 1)].map(BigInt) });
  return { name, dims: order.map((i) => at.dims[i]) };
};

const passing: Step = (graph, at, dice) => {
  switch (dice.whole(5)) {
    case 0:
      return { ...at, name: graph.node("Identity", [at.name]) };
    case 1: {
      const to = dice.of(ELEMENT.float32, ELEMENT.float64, ELEMENT.int64, ELEMENT.float16);
      const there = graph.node("Cast", [at.name], { to: BigInt(to) });
      return { ...at, name: graph.node("Cast", [there], { to: BigInt(ELEMENT.float32) }) };
    }
    case 2: {
      if (graph.opset < 12) {
        return { ...at, name: graph.node("Dropout", [at.name], dice.chance(0.5) ? { ratio: 0.5 } : {}) };
      }
      const ratio = graph.tensor([], [dice.of(0, 0.5)]);
      const mode = graph.tensor([], [dice.whole(2)], ELEMENT.bool);
      const inputs = dice.of([at.name], [at.name, ratio], [at.name, ratio, mode]);
      return { ...at, name: graph.node("Dropout", inputs) };
    }
    case 3: {
      const axis = BigInt(at.dims.length);
      return {
        dims: [...at.dims.slice(0, -1), 2 * last(at)],
        name: graph.node("Concat", [at.name, at.name], { axis }),
      };
    }
    default: {
      const other = graph.node("Sub", [graph.tensor([], [1]), at.name]);
      const axis = BigInt(at.dims.length);
      return {
        dims: [...at.dims.slice(0, -1), 2 * last(at)],
        name: graph.node("Concat", [other, at.name], { axis }),
      };
    }
  }
};

/** Sums, parts and maxima of an example's numbers. */
const reducing: Step = (graph, at, dice) => {
  const axis = BigInt(at.dims.length);
  const keepdims = dice.of<bigint | undefined>(undefined, 1n);
  const dims = [...at.dims.slice(0, -1), 1];
  if (dice.chance(0.4))
    return { dims, name: graph.node("ReduceMax", [at.name], graph.opset < 18 ? { axes: [axis] } : {}) };
  const sum =
    graph.opset < 13
      ? graph.node("ReduceSum", [at.name], settings({ axes: [axis], keepdims }))
      : graph.node("ReduceSum", [at.name, graph.whole(Number(axis))], settings({ keepdims }));
  return dice.chance(0.5) ? { dims, name: sum } : { ...at, name: graph.node("Div", [at.name, sum]) };
};

/** A setting that the operator does not have in this version. */
const misfit: Step = (graph, at, dice) =>
  dice.chance(0.5)
    ? { ...at, name: graph.node("Relu", [at.name], { alpha: 0.1 }) }
    : { ...at, name: graph.node("Clip", [at.name], graph.opset < 11 ? { limit: 1 } : { max: 1 }) };

/** What the steps do, and how often they come up. */
const STEPS: Readonly<Record<string, readonly [often: number, step: Step]>> = {
  dense: [14, dense],
  relu: [4, unary("Relu")],
  sigmoid: [3, unary("Sigmoid")],
  tanh: [3, unary("Tanh")],
  softplus: [2, unary("Softplus")],
  leaky: [2, unary("LeakyRelu", (dice) => ({ alpha: dice.of(undefined, 0.01, 0.2) }))],
  elu: [2, unary("Elu", (dice) => ({ alpha: dice.of(undefined, 1, 1.5) }))],
  clip: [3, clip],
  prelu: [2, parametricRelu],
  decomposed: [5, decomposed],
  oddFunction: [1, oddFunction],
  newer: [2, newer],
  withConstant: [4, withConstant],
  scaling: [2, scaling],
  batchNormalization: [3, batchNormalization],
  softmax: [3, softmax],
  reshape: [3, reshape],
  squeezed: [2, squeezed],
  transpose: [1, transpose],
  branches: [1, branches],
  variadic: [1, variadic],
  computedShape: [1, computedShape],
  passing: [3, passing],
  reducing: [1, reducing],
  misfit: [1, misfit],
};

/** What a graph is put together from. */
export interface Recipe {
  readonly opset: number;
  readonly seed: number;
  readonly steps: readonly { readonly name: string; readonly seed: number }[];
}

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  opset: fc.integer({ min: 7, max: 21 }),
  seed,
  steps: fc.array(
    fc.record({
      name: fc.oneof(
        ...Object.entries(STEPS).map(([name, [weight]]) => ({ weight, arbitrary: fc.constant(name) })),
      ),
      seed,
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

export function buildGraph({ opset, seed: start, steps }: Recipe): RandomGraph {
  const graph = new OnnxGraph(opset);
  const dice = new Dice(start);
  const batch = dice.chance(0.15) ? 1 + dice.whole(4) : FREE;
  const { at: first, inputs } = beginning(graph, dice, batch);
  const operators: string[] = [];
  const values = [first];
  for (const { name, seed: own } of steps) {
    operators.push(name);
    values.push(STEPS[name][1](graph, values[values.length - 1], new Dice(own)));
  }
  const outputs = [values[values.length - 1]];
  if (dice.chance(0.2)) outputs.unshift(values[1 + dice.whole(values.length - 1)]);
  const names = [...new Set(outputs.map(({ name }) => name))].filter((name) => name !== first.name);
  if (names.length === 0) names.push(graph.node("Identity", [first.name]));
  for (const name of names) {
    graph.output(name, 1 + (outputs.find((output) => output.name === name) ?? first).dims.length);
  }
  return {
    bytes: graph.bytes(),
    inputs,
    examples: batch === FREE ? 4 : batch,
    outputs: names,
    operators,
  };
}

/** One input, or several that are put side by side in any order, and perhaps not all. */
function beginning(graph: OnnxGraph, dice: Dice, batch: number): { at: At; inputs: RandomGraph["inputs"] } {
  const input = (name: string, dims: readonly number[], element: number = ELEMENT.float32) => {
    graph.input(name, [batch, ...dims], element);
    return { name, dims, element };
  };
  const kind = dice.whole(10);
  if (kind < 5) {
    const one = input("x", [1 + dice.whole(5)]);
    return { at: one, inputs: [one] };
  }
  if (kind === 5) {
    const one = input("x", dice.of([2, 3], [3, 1], [1, 4], [2, 2, 1]));
    return { at: one, inputs: [one] };
  }
  if (kind === 6) {
    const one = input("x", [1 + dice.whole(5)], ELEMENT.int64);
    const whole = dice.chance(0.3)
      ? graph.node(dice.of("Div", "Mul", "Add"), ["x", graph.tensor([], [2], ELEMENT.int64)])
      : one.name;
    const at = dice.chance(0.9) ? graph.node("Cast", [whole], { to: BigInt(ELEMENT.float32) }) : whole;
    return { at: { ...one, name: at }, inputs: [one] };
  }
  const count = 2 + dice.whole(3);
  const inputs = Array.from({ length: count }, (_, i) => input(`c${i + 1}`, [dice.of(1, 1, 2)]));
  const used = inputs.filter(() => dice.chance(0.8));
  if (used.length === 0) used.push(inputs[count - 1]);
  if (dice.chance(0.5)) used.reverse();
  if (dice.chance(0.1)) used.push(used[0]);
  const own = used.map((one) =>
    dice.chance(0.2) ? scaling(graph, { name: one.name, dims: one.dims }, dice) : one,
  );
  const name = graph.node(
    "Concat",
    own.map((one) => one.name),
    { axis: dice.of(1n, graph.opset >= 11 ? -1n : 1n) },
  );
  return { at: { name, dims: [used.reduce((sum, { dims }) => sum + dims[0], 0)] }, inputs };
}
