/**
 * @file A value of a graph that depends on its inputs, seen as what a chain of dense layers computes: some layers that
 * are finished, weighted sums of what they give, and a function of each sum.
 *
 * Scaling, biases and batch normalisation are folded into the weights beside them, in float64.
 */

import type { ActivationName } from "../../model/activations.js";
import type { Scaling } from "../../model/preprocessing.js";
import { elementCount } from "../bytes/numbers.js";
import { type Affine, cancelsInFloat32 } from "../foreign/affine.js";
import { asLine, combine, type Elementwise, IDENTITY, recognize } from "./elementwise.js";
import { NotDenseError, noActivation } from "./not-dense.js";
import type { NumberType } from "./schema.js";
import { constantOf, plus, scaledBy } from "./smooth.js";

/** A dense layer that is finished: `a' = σ(W a + b)`, in float64. */
export interface ReadLayer {
  readonly units: number;
  readonly inputs: number;
  readonly activation: ActivationName;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** Which of the numbers of all the graph's inputs some are. */
export interface Columns {
  readonly at: readonly number[];
  /** How many there are, all inputs together. */
  readonly of: number;
}

/** Weighted sums of what the finished layers give. Where `weight` is absent, a sum is one of those numbers. */
export interface Sums {
  readonly layers: readonly ReadLayer[];
  /** What the graph divides its inputs by. */
  readonly divideBy: number;
  /** What the graph does to its inputs before the first weights, into which it is folded. */
  readonly before?: Affine;
  /** `[inputs]`: what is to be done to them before the network instead, where float32 weights could not hold it. */
  readonly scaling?: readonly Scaling[];
  /** How many sums there are; absent where nothing has said it so far. */
  readonly width?: number;
  /** Of a graph's inputs, before any weights: which they are. Absent where they are all, in their order. */
  readonly columns?: Columns;
  /** `[width, inputs]`. */
  readonly weight?: { readonly numbers: Float64Array; readonly inputs: number };
  /** `[width]`: what each sum is multiplied by; 1 where absent, and where there are weights. */
  readonly scale?: Float64Array;
  /** `[width]`: what is added to each; 0 where absent. */
  readonly shift?: Float64Array;
}

export interface AffineChain {
  readonly kind: "chain";
  readonly sums: Sums;
  /** What each sum becomes. */
  readonly each: Elementwise;
  /** The node that ended that function, for messages. */
  readonly endedBy?: string;
  /** The shape of an example; NaN for a length that nothing has said so far. */
  readonly dims: readonly number[];
  /** How many examples the graph is fixed to. */
  readonly batch?: number;
  /** What its numbers are. */
  readonly type: NumberType;
  /** Two columns, 1 − p and p, of the single number p. */
  readonly pair?: true;
  /** The logarithms of what is said here. */
  readonly logarithm?: true;
}

/** More units than this are no layer without weights, whose matrix would be the identity. */
const MAX_IDENTITY = 1024;

/** More numbers than this are no example's. */
const MAX_NUMBERS = 10_000_000;

/**
 * @param most how many numbers the file may make
 * @throws NotDenseError where examples are said to have so many numbers that the file cannot be meant
 */
export function requireWidth(width: number, most: number): void {
  if (width > Math.min(MAX_NUMBERS, most)) throw new NotDenseError(`has ${width} numbers an example`);
}

/** How many numbers a shape holds; undefined where it does not say. */
export function widthOf(dims: readonly number[]): number | undefined {
  const width = elementCount(dims);
  return Number.isNaN(width) ? undefined : width;
}

/**
 * The chain into a graph.
 *
 * @param dims of an example
 * @param most how many numbers the file may make
 * @throws NotDenseError where it is too wide
 */
export function inputChain(
  dims: readonly number[],
  type: NumberType,
  most: number,
  { batch, columns }: { readonly batch?: number | undefined; readonly columns?: Columns | undefined } = {},
): AffineChain {
  const width = widthOf(dims);
  if (width !== undefined) requireWidth(width, most);
  return {
    kind: "chain",
    sums: {
      layers: [],
      divideBy: 1,
      ...(width === undefined ? {} : { width }),
      ...(columns === undefined ? {} : { columns }),
    },
    each: IDENTITY,
    dims,
    type,
    ...(batch === undefined ? {} : { batch }),
  };
}

/** Whether nothing but scaling and shifting has been done to a graph's inputs. */
export const isInput = ({ layers, weight }: Sums): boolean => layers.length === 0 && weight === undefined;

/** Fixes how many numbers a chain has, where that was not known. */
export function withWidth(chain: AffineChain, width: number): AffineChain {
  const { sums } = chain;
  if (sums.width === width) return chain;
  if (sums.width !== undefined) {
    throw new NotDenseError(`takes ${width} numbers, but is given ${sums.width}`);
  }
  const open = chain.dims.filter(Number.isNaN).length;
  const known = chain.dims.reduce((all, dim) => (Number.isNaN(dim) ? all : all * dim), 1);
  if (open !== 1 || width % known !== 0) throw unknownShape();
  // Numbers of the file say it, a vector or a matrix that is as long.
  const dims = chain.dims.map((dim) => (Number.isNaN(dim) ? width / known : dim));
  return { ...chain, sums: { ...sums, width }, dims };
}

/** Where it matters what shape examples have, and the graph does not say it. */
export const unknownShape = (): NotDenseError =>
  new NotDenseError("follows inputs of which the graph does not say how many they are");

/** @throws NotDenseError where its numbers are not those of a network, with which one can go on computing */
export function requireNumbers({ pair, logarithm, type }: AffineChain): void {
  // Of two columns that are one number, none can be changed by itself.
  if (pair) throw new NotDenseError("goes on from the probabilities of two classes");
  if (logarithm) throw new NotDenseError("goes on from the logarithms of probabilities");
  if (type === "integer") throw new NotDenseError("computes with whole numbers");
  if (type === "boolean") throw new NotDenseError("computes with true and false");
}

/** Multiplies by a number or a vector, then adds one. */
export function scaled(
  chain: AffineChain,
  scale: number | Float64Array,
  shift: number | Float64Array,
): AffineChain {
  requireNumbers(chain);
  if (typeof scale === "number" && typeof shift === "number") {
    return { ...chain, each: combine([chain.each], (x) => plus(scaledBy(x, scale), constantOf(shift))) };
  }
  const length = typeof scale === "number" ? (shift as Float64Array).length : scale.length;
  const { sums, ...rest } = foldFunctions(withWidth(chain, length));
  return { ...rest, sums: stretched(sums, scale, shift) };
}

/** Follows a chain with a matrix. @param weight `[units, inputs]` */
export function multiplied(
  chain: AffineChain,
  weight: Float64Array,
  units: number,
  inputs: number,
): AffineChain {
  requireNumbers(chain);
  const { dims } = chain;
  const last = dims.at(-1);
  if (last === undefined || !(last === inputs || Number.isNaN(last))) {
    throw new NotDenseError(`takes ${inputs} numbers, but is given ${dims.join("×") || "one"}`);
  }
  const known = withWidth(chain, inputs);
  const settledSums = divided(known) ?? foldFunctions(known).sums;
  if (settledSums.layers.at(-1)?.activation === "softmax") {
    throw new NotDenseError("follows a softmax, which in Akari is for the output layer");
  }
  const closed = settledSums.weight === undefined ? settledSums : finished(settledSums, "linear");
  const { divideBy, layers, columns } = closed;
  const kept = keptScaling(closed, weight, units);
  const { scale, shift } = kept ?? closed;
  const scaling = kept?.scaling ?? closed.scaling;
  const before = settledSums.before ?? inputAffine(settledSums);
  const { at, of } = columns ?? { at: undefined, of: inputs };
  const numbers = new Float64Array(units * of);
  const sum = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < inputs; k++) {
      const own = weight[unit * inputs + k];
      if (shift !== undefined) sum[unit] += own * shift[k];
      numbers[unit * of + (at?.[k] ?? k)] += scale === undefined ? own : own * scale[k];
    }
  }
  return {
    kind: "chain",
    sums: {
      layers,
      divideBy,
      ...(before === undefined ? {} : { before }),
      ...(scaling === undefined ? {} : { scaling }),
      width: units,
      weight: { numbers, inputs: of },
      shift: sum,
    },
    each: IDENTITY,
    dims: [...dims.slice(0, -1), units],
    type: "float",
    ...(chain.batch === undefined ? {} : { batch: chain.batch }),
  };
}

/** Inputs that are all divided by the same number, and nothing else, undefined for all else. */
function divided({ sums, each }: AffineChain): Sums | undefined {
  const line = asLine(each);
  const isPlain = isInput(sums) && sums.divideBy === 1 && inputAffine(sums) === undefined;
  if (line === undefined || line.b !== 0 || !(line.a > 0) || !isPlain) return undefined;
  return { ...sums, divideBy: divisor(line.a) };
}

/** The scaling of a graph's inputs, where nothing else has been done to them. */
function inputAffine(sums: Sums): Affine | undefined {
  const { width = 0, scale, shift } = sums;
  if (!isInput(sums) || (scale === undefined && shift === undefined)) return undefined;
  return { scale: scale ?? new Float64Array(width).fill(1), shift: shift ?? new Float64Array(width) };
}

/** Inputs that are normalised before the network: how each is, and what is left to do to it before the first weights. */
interface KeptScaling {
  /** `[inputs]` */
  readonly scaling: readonly Scaling[];
  /** `[width]` */
  readonly scale: Float64Array;
  /** `[width]` */
  readonly shift: Float64Array;
}

/** Inputs whose normalisation the first weights could not hold in float32; undefined where they can. */
function keptScaling(sums: Sums, weight: Float64Array, units: number): KeptScaling | undefined {
  const { width = 0, scale, shift, columns } = sums;
  if (!isInput(sums) || shift === undefined) return undefined;
  const at = columns?.at ?? Array.from(shift, (_, k) => k);
  // An input that is scaled in two ways has no scaling of its own.
  if (new Set(at).size < width) return undefined;
  const factor = (k: number): number => scale?.[k] ?? 1;
  const each = Array.from(shift, (by, k): Scaling => {
    if (factor(k) === 0) return UNSCALED;
    return { shift: asWritten(-by / factor(k)) + 0, scale: asWritten(1 / Math.abs(factor(k))) };
  });
  if (!cancelsInFloat32({ weight, bias: new Float64Array(units) }, each)) return undefined;
  const scaling = Array<Scaling>(columns?.of ?? width).fill(UNSCALED);
  at.forEach((input, k) => {
    scaling[input] = each[k];
  });
  return {
    scaling,
    scale: Float64Array.from(shift, (_, k) => Math.sign(factor(k))),
    shift: shift.map((by, k) => (factor(k) === 0 ? by : 0)),
  };
}

const UNSCALED: Scaling = { shift: 0, scale: 1 };

/** A number of the graph's, mostly of float32, that float64 arithmetic went over: a feature that never varied equals it. */
function asWritten(value: number): number {
  const near = Math.fround(value);
  return Math.abs(near - value) <= 2 ** -50 * Math.abs(value) ? near : value;
}

/** Finishes a layer with softmax. */
export function softmaxed(chain: AffineChain): AffineChain {
  requireNumbers(chain);
  const { sums, ...rest } = foldFunctions(chain);
  return { ...rest, sums: finished(sums, "softmax") };
}

/**
 * Takes the function of each sum into the layers: a line into the weights, an activation as the end of a layer.
 *
 * @throws NotDenseError where it is no activation of Akari's
 */
export function foldFunctions(chain: AffineChain): AffineChain {
  const { sums, each } = chain;
  if (each === IDENTITY) return chain;
  const line = asLine(each);
  if (line !== undefined) return { ...chain, sums: stretched(sums, line.a, line.b), each: IDENTITY };
  const found = recognize(each);
  if (found === undefined) {
    throw noActivation("ends a function of each neuron", chain.endedBy);
  }
  const { inner, outer, activation } = found;
  const layer = finished(stretched(sums, inner.a, inner.b), activation, chain.endedBy);
  return { ...chain, sums: stretched(layer, outer.a, outer.b), each: IDENTITY };
}

/** The layers of a graph that ends here. */
export function finishedLayers(chain: AffineChain): Pick<Sums, "layers" | "divideBy" | "before" | "scaling"> {
  if (chain.type !== "float") throw new NotDenseError("gives no fractions");
  const { sums } = foldFunctions(chain);
  const rests = !sums.weight && !sums.scale && !sums.shift && sums.layers.length > 0;
  return rests ? sums : finished(sums, "linear");
}

function stretched(sums: Sums, by: number | Float64Array, plusBy: number | Float64Array): Sums {
  if (by === 1 && plusBy === 0) return sums;
  const { width, weight } = sums;
  if (width === undefined) throw unknownShape();
  const factor = typeof by === "number" ? () => by : (i: number) => by[i];
  const term = typeof plusBy === "number" ? () => plusBy : (i: number) => plusBy[i];
  const shift = Float64Array.from({ length: width }, (_, i) => (sums.shift?.[i] ?? 0) * factor(i) + term(i));
  if (weight === undefined) {
    const scale = Float64Array.from({ length: width }, (_, i) => (sums.scale?.[i] ?? 1) * factor(i));
    return { ...sums, scale, shift };
  }
  const numbers = weight.numbers.map((number, at) => number * factor(Math.floor(at / weight.inputs)));
  return { ...sums, weight: { ...weight, numbers }, shift };
}

/** @param endedBy the node that is the activation, for messages */
function finished(sums: Sums, activation: ActivationName, endedBy?: string): Sums {
  const { width, weight, shift, layers, divideBy, before, scaling } = sums;
  if (width === undefined) throw unknownShape();
  if (layers.at(-1)?.activation === "softmax") {
    throw new NotDenseError("follows a softmax, which in Akari is for the output layer", endedBy);
  }
  const { numbers, inputs } = weight ?? selection(sums, width, endedBy);
  const bias = shift ?? new Float64Array(width);
  const layer: ReadLayer = { units: width, inputs, activation, weight: numbers, bias };
  return {
    layers: [...layers, layer],
    divideBy,
    ...(before === undefined ? {} : { before }),
    ...(scaling === undefined ? {} : { scaling }),
    width,
  };
}

/** Numbers without weights as a layer: each is one of those that come before, scaled. */
function selection(
  { scale, columns }: { readonly scale?: Float64Array | undefined; readonly columns?: Columns | undefined },
  width: number,
  endedBy: string | undefined,
): { numbers: Float64Array; inputs: number } {
  const inputs = columns?.of ?? width;
  if (Math.max(width, inputs) > MAX_IDENTITY) {
    throw new NotDenseError(`is applied to ${width} numbers without weights before it`, endedBy);
  }
  const numbers = new Float64Array(width * inputs);
  for (let i = 0; i < width; i++) numbers[i * inputs + (columns?.at[i] ?? i)] = scale?.[i] ?? 1;
  return { numbers, inputs };
}

/** The number that inputs are divided by, where they are multiplied by `factor`. */
function divisor(factor: number): number {
  const whole = Math.round(1 / factor);
  // 1/255 as a float32 number is not quite that.
  return whole > 0 && Math.fround(1 / whole) === Math.fround(factor) ? whole : 1 / factor;
}
