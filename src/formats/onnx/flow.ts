/**
 * @file A value of a graph that depends on its inputs, seen as what a chain of dense layers computes: some layers that
 * are finished, weighted sums of what they give, and a function of each sum.
 *
 * Scaling, biases and batch normalisation are folded into the weights beside them, in float64.
 */

import type { ActivationName } from "../../model/activations.js";
import type { Affine } from "../affine.js";
import { elementCount } from "../shape.js";
import { asLine, combine, type Elementwise, IDENTITY, recognize } from "./elementwise.js";

/** Why a node is none of a chain of dense layers: the rest of a sentence. */
export class NotDenseError extends Error {
  /** The node that it is about, where that is not the one that is being read. */
  readonly node: string | undefined;

  constructor(message: string, node?: string) {
    super(message);
    this.node = node;
  }
}

/** A dense layer that is finished: `a' = σ(W a + b)`, in float64. */
export interface ReadLayer {
  readonly units: number;
  readonly inputs: number;
  readonly activation: ActivationName;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** Weighted sums of what the finished layers give. Where `weight` is absent, a sum is one of those numbers. */
export interface Sums {
  readonly layers: readonly ReadLayer[];
  /** What the graph divides its inputs by. */
  readonly divideBy: number;
  /** What the graph does to its inputs before the first weights, into which it is folded. */
  readonly before?: Affine;
  /** How many sums there are; absent where nothing has said it so far. */
  readonly width?: number;
  /** `[width, inputs]`. */
  readonly weight?: { readonly numbers: Float64Array; readonly inputs: number };
  /** `[width]`: what each sum is multiplied by; 1 where absent, and where there are weights. */
  readonly scale?: Float64Array;
  /** `[width]`: what is added to each; 0 where absent. */
  readonly shift?: Float64Array;
}

export interface Flow {
  readonly kind: "flow";
  readonly sums: Sums;
  /** What each sum becomes. */
  readonly each: Elementwise;
  /** The node that ended that function, for messages. */
  readonly endedBy?: string;
  /** The shape of an example; absent where nothing has said it so far. */
  readonly dims?: readonly number[];
  /** How many examples the graph is fixed to. */
  readonly batch?: number;
  /** Two columns, 1 − p and p, of the single number p. */
  readonly pair?: true;
}

/** More units than this are no layer without weights, whose matrix would be the identity. */
const MOST_IDENTITY = 1024;

/** More numbers than this are no example's: a small file must not ask for much memory. */
const MOST_NUMBERS = 10_000_000;

/** @throws NotDenseError where examples are said to have so many numbers that the file cannot be meant */
export function requireWidth(width: number): void {
  if (width > MOST_NUMBERS) throw new NotDenseError(`has ${width} numbers an example`);
}

/**
 * The flow into a graph.
 *
 * @throws NotDenseError where it is too wide
 */
export function inputFlow(dims: readonly number[] | undefined, batch?: number): Flow {
  const width = dims === undefined ? undefined : elementCount(dims);
  if (width !== undefined) requireWidth(width);
  return {
    kind: "flow",
    sums: { layers: [], divideBy: 1, ...(width === undefined ? {} : { width }) },
    each: IDENTITY,
    ...(dims === undefined ? {} : { dims }),
    ...(batch === undefined ? {} : { batch }),
  };
}

/** Whether nothing has been done to a graph's inputs. */
export function isUntouched({ sums, each }: Flow): boolean {
  const { layers, weight, scale, shift, divideBy } = sums;
  return each === IDENTITY && layers.length === 0 && divideBy === 1 && !weight && !scale && !shift;
}

/** Fixes how many numbers a flow has, where that was not known. */
export function withWidth(flow: Flow, width: number): Flow {
  const { sums } = flow;
  if (sums.width === width) return flow;
  if (sums.width !== undefined) {
    throw new NotDenseError(`takes ${width} numbers, but is given ${sums.width}`);
  }
  return { ...flow, sums: { ...sums, width }, dims: [width] };
}

/** Multiplies by a number or a vector, then adds one. */
export function scaled(flow: Flow, scale: number | Float64Array, shift: number | Float64Array): Flow {
  refusePair(flow);
  if (typeof scale === "number" && typeof shift === "number") {
    return { ...flow, each: combine([flow.each], (x) => x * scale + shift) };
  }
  const length = typeof scale === "number" ? (shift as Float64Array).length : scale.length;
  const { sums, ...rest } = settled(withWidth(flow, length));
  return { ...rest, sums: stretched(sums, scale, shift) };
}

/** Follows a flow with a matrix. @param weight `[units, inputs]` */
export function multiplied(flow: Flow, weight: Float64Array, units: number, inputs: number): Flow {
  refusePair(flow);
  const { dims } = flow;
  if (dims !== undefined && dims[dims.length - 1] !== inputs) {
    throw new NotDenseError(`takes ${inputs} numbers, but is given ${dims.join("×")}`);
  }
  const known = withWidth(flow, inputs);
  const line = asLine(known.each);
  const asDivision =
    line !== undefined && line.b === 0 && line.a > 0 && isUntouched({ ...known, each: IDENTITY });
  const { sums } = asDivision ? { sums: { ...known.sums, divideBy: divisor(line.a) } } : settled(known);
  if (sums.layers[sums.layers.length - 1]?.activation === "softmax") {
    throw new NotDenseError("follows a softmax, which in Akari is for the output layer");
  }
  const closed = sums.weight === undefined ? sums : finished(sums, "linear");
  const { scale, shift, divideBy, layers } = closed;
  const before = closed.before ?? inputAffine(closed);
  const numbers = weight.slice();
  const sum = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    for (let k = 0; k < inputs; k++) {
      const at = unit * inputs + k;
      if (shift !== undefined) sum[unit] += weight[at] * shift[k];
      if (scale !== undefined) numbers[at] *= scale[k];
    }
  }
  return {
    kind: "flow",
    sums: {
      layers,
      divideBy,
      ...(before === undefined ? {} : { before }),
      width: units,
      weight: { numbers, inputs },
      shift: sum,
    },
    each: IDENTITY,
    dims: [units],
    ...(flow.batch === undefined ? {} : { batch: flow.batch }),
  };
}

/** The scaling of a graph's inputs, where nothing else has been done to them. */
function inputAffine({ layers, width = 0, scale, shift }: Sums): Affine | undefined {
  if (layers.length > 0 || (scale === undefined && shift === undefined)) return undefined;
  return { scale: scale ?? new Float64Array(width).fill(1), shift: shift ?? new Float64Array(width) };
}

/** Finishes a layer with softmax. */
export function softmaxed(flow: Flow): Flow {
  refusePair(flow);
  const { sums, ...rest } = settled(flow);
  return { ...rest, sums: finished(sums, "softmax") };
}

/**
 * Takes the function of each sum into the layers: a line into the weights, an activation as the end of a layer.
 *
 * @throws NotDenseError where it is no activation of Akari's
 */
export function settled(flow: Flow): Flow {
  const { sums, each } = flow;
  if (each === IDENTITY) return flow;
  const line = asLine(each);
  if (line !== undefined) return { ...flow, sums: stretched(sums, line.a, line.b), each: IDENTITY };
  const found = recognize(each);
  if (found === undefined) {
    throw new NotDenseError(
      "ends a function of each neuron that is none of Akari's activations",
      flow.endedBy,
    );
  }
  const { inner, outer, activation } = found;
  const layer = finished(stretched(sums, inner.a, inner.b), activation, flow.endedBy);
  return { ...flow, sums: stretched(layer, outer.a, outer.b), each: IDENTITY };
}

/** The layers of a graph that ends here. */
export function finishedLayers(flow: Flow): Pick<Sums, "layers" | "divideBy" | "before"> {
  const { sums } = settled(flow);
  const rests = !sums.weight && !sums.scale && !sums.shift && sums.layers.length > 0;
  return rests ? sums : finished(sums, "linear");
}

function stretched(sums: Sums, by: number | Float64Array, plus: number | Float64Array): Sums {
  if (by === 1 && plus === 0) return sums;
  const { width, weight } = sums;
  if (width === undefined) {
    throw new NotDenseError("scales numbers of which the graph does not say how many they are");
  }
  const factor = typeof by === "number" ? () => by : (i: number) => by[i];
  const term = typeof plus === "number" ? () => plus : (i: number) => plus[i];
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
  const { width, weight, shift, layers, divideBy, before } = sums;
  if (width === undefined) {
    throw new NotDenseError("follows inputs of which the graph does not say how many they are");
  }
  const { numbers, inputs } = weight ?? diagonal(sums.scale, width, endedBy);
  const bias = shift ?? new Float64Array(width);
  const layer: ReadLayer = { units: width, inputs, activation, weight: numbers, bias };
  return { layers: [...layers, layer], divideBy, ...(before === undefined ? {} : { before }), width };
}

function diagonal(
  scale: Float64Array | undefined,
  width: number,
  endedBy: string | undefined,
): { numbers: Float64Array; inputs: number } {
  if (width > MOST_IDENTITY) {
    throw new NotDenseError(`is applied to ${width} numbers without weights before it`, endedBy);
  }
  const numbers = new Float64Array(width * width);
  for (let i = 0; i < width; i++) numbers[i * (width + 1)] = scale?.[i] ?? 1;
  return { numbers, inputs: width };
}

/** The number that inputs are divided by, where they are multiplied by `factor`. */
function divisor(factor: number): number {
  const whole = Math.round(1 / factor);
  // 1/255 as a float32 number is not quite that.
  return Math.abs(factor * whole - 1) < 1e-6 ? whole : 1 / factor;
}

/** Of two columns that are one number, none can be changed by itself. */
export function refusePair({ pair }: Flow): void {
  if (pair) throw new NotDenseError("goes on from the probabilities of two classes");
}
