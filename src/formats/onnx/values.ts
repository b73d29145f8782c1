/**
 * @file What the values of a graph are to a reader that looks for a chain of dense layers, how an operator's reading is
 * called, and how constants are brought to a shape, as ONNX does: shapes are compared from their last dimension on, and a
 * dimension of 1 stands for any length.
 */

import type { Allowance } from "../../bounds.js";
import { elementCount } from "../bytes/numbers.js";
import { quote, shapeText } from "../description/json.js";
import type { Assumption } from "../stored-model.js";
import { type AffineChain, requireNumbers, requireWidth, unknownShape } from "./affine-chain.js";
import type { OnnxNode } from "./file-reader.js";
import { NotDenseError } from "./not-dense.js";
import { ELEMENT, numberType } from "./schema.js";

/** A value that does not depend on the graph's inputs. */
export interface Constant {
  readonly kind: "constant";
  readonly dims: readonly number[];
  /** The type of its elements. */
  readonly element: number;
  /** NaN stands for the number of examples. */
  readonly numbers: ArrayLike<number>;
  readonly texts: readonly string[];
}

/** What comes of taking the largest probability: no further part of the network. */
interface Label {
  readonly kind: "label";
}

/** The sum of an example's numbers. */
export interface Total {
  readonly kind: "total";
  readonly of: AffineChain;
}

/** A value of which only is known why it is none of a chain of dense layers. */
export interface Unread {
  readonly kind: "unread";
  /** A sentence without its full stop. */
  readonly reason: string;
}

export type Value = AffineChain | Constant | Label | Total | Unread;

export const LABEL: Label = { kind: "label" };

export const constant = (
  dims: readonly number[],
  numbers: ArrayLike<number>,
  element: number = ELEMENT.float32,
): Constant => ({
  kind: "constant",
  dims,
  element,
  numbers,
  texts: [],
});

/** What reading a graph's nodes tells besides their values. */
export interface ReadContext {
  readonly labels: (readonly string[])[];
  readonly assumed: { readonly node: OnnxNode; readonly assumption: Assumption }[];
  /** Of the numbers that they make. */
  readonly allowance: Allowance;
}

/** Of a graph, or a part of it, whose numbers have 16 bits. */
export const HALF_PRECISION: Assumption = {
  about: "precision",
  sentence: "The graph computes with 16 bits a number, Akari with 32: answers differ in their fourth digit.",
};

/** A node with the values that go into it; none of them is unread. */
export class Call {
  readonly node: OnnxNode;
  /** The version of its domain's operators. */
  readonly version: number;
  readonly inputs: readonly (Value | undefined)[];
  readonly #context: ReadContext;

  constructor(node: OnnxNode, version: number, inputs: readonly (Value | undefined)[], context: ReadContext) {
    this.node = node;
    this.version = version;
    this.inputs = inputs;
    this.#context = context;
  }

  /** Takes the names of the classes in, where the node says them. */
  setLabels(labels: readonly string[]): void {
    this.#context.labels.push(labels);
  }

  /** Says what was taken to be so in reading the node. */
  assume(assumption: Assumption): void {
    this.#context.assumed.push({ node: this.node, assumption });
  }

  /** How many numbers the file may make. */
  get most(): number {
    return this.#context.allowance.most;
  }

  /** Is asked before many numbers are made of few. @throws AkariError `invalid-file` where they are too many */
  take(numbers: number): void {
    this.#context.allowance.take(numbers);
  }

  /** @throws NotDenseError where that input does not come from the graph's inputs */
  chain(at = 0): AffineChain {
    const value = this.inputs[at];
    if (value?.kind === "chain") return value;
    throw new NotDenseError(`has an input ${at + 1} that does not come from the graph's inputs`);
  }

  /** @throws NotDenseError where that input is none of a network's numbers, with which one can compute */
  numbersIn(at = 0): AffineChain {
    const chain = this.chain(at);
    requireNumbers(chain);
    return chain;
  }

  /** Numbers with fractions. @throws NotDenseError where that input is no constant of them */
  weights(at: number): Constant {
    const found = this.constant(at);
    if (numberType(found.element) === "float") return found;
    throw new NotDenseError(`has an input ${at + 1} of whole numbers, and needs such with fractions`);
  }

  /** @throws NotDenseError where that input is not constant */
  constant(at: number): Constant {
    const value = this.inputs[at];
    if (value?.kind === "constant") return value;
    throw new NotDenseError(`has an input ${at + 1} that is not constant`);
  }

  optional(at: number): Constant | undefined {
    return this.inputs[at] === undefined ? undefined : this.constant(at);
  }

  /** The one number of an input that may be left out. @throws NotDenseError where it is not constant, or no single one */
  single(at: number): number | undefined {
    const found = this.optional(at);
    if (found === undefined) return undefined;
    if (found.numbers.length !== 1)
      throw new NotDenseError(`has an input ${at + 1} that is no single number`);
    return found.numbers[0];
  }

  /** A number among the node's settings. */
  number(name: string, otherwise: number): number {
    return this.node.attributes.get(name)?.number ?? otherwise;
  }

  text(name: string, otherwise: string): string {
    return this.node.attributes.get(name)?.text ?? otherwise;
  }

  /** Undefined where the setting is not there. */
  numbers(name: string): readonly number[] | undefined {
    return this.node.attributes.get(name)?.numbers;
  }

  texts(name: string): readonly string[] {
    return this.node.attributes.get(name)?.texts ?? [];
  }
}

/** What a node makes of its inputs: a value for each of its outputs, or for its first and only. */
export type Operation = (call: Call) => Value | readonly Value[];

/** A node as messages call it. */
export function nodeCalled({ name, operator, domain, outputs }: OnnxNode): string {
  const called = name === "" ? `that gives ${quote(outputs[0] ?? "")}` : quote(name);
  return `the node ${called} (${domain === "" ? operator : `${domain}.${operator}`})`;
}

/**
 * @param most how many numbers the file may make
 * @returns the number where there is only one, else a number for each of the example's
 * @throws NotDenseError where they do not fit, or the constant is not the same for all examples
 */
export function broadcast(
  { dims, numbers }: Constant,
  { dims: example }: AffineChain,
  most: number,
): number | Float64Array {
  // With more dimensions the examples would not be the first any more.
  if (dims.length > example.length + 1) throw misfit(dims, example);
  if (numbers.length === 1) return numbers[0];
  const own = dims.slice(Math.max(0, dims.length - example.length));
  const offset = example.length - own.length;
  const shape = example.map((dim, i) => (Number.isNaN(dim) && own[i - offset] > 1 ? own[i - offset] : dim));
  const leading = dims.slice(0, dims.length - own.length);
  const fits = own.every((dim, i) => dim === 1 || dim === shape[offset + i]);
  if (leading.some((dim) => dim !== 1) || !fits) throw misfit(dims, example);
  if (shape.some(Number.isNaN)) throw unknownShape();
  requireWidth(elementCount(shape), most);
  return spread(numbers, own, shape);
}

const misfit = (dims: readonly number[], example: readonly number[]): NotDenseError =>
  new NotDenseError(`has a constant of shape ${shapeText(dims)} for examples of ${shapeText(example)}`);

/** The shape that several come to. @throws NotDenseError where they do not fit each other */
export function commonShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, i) => {
    const lengths = new Set(shapes.map((dims) => dims[i - rank + dims.length] ?? 1));
    lengths.delete(1);
    if (lengths.size > 1) throw new NotDenseError("computes with constants of different shapes");
    return [...lengths][0] ?? 1;
  });
}

/** Numbers of one shape in a larger one. @param own of no more dimensions than `shape` */
export function spread(
  numbers: ArrayLike<number>,
  own: readonly number[],
  shape: readonly number[],
): Float64Array {
  const offset = shape.length - own.length;
  return Float64Array.from({ length: elementCount(shape) }, (_, place) => {
    let rest = place;
    let at = 0;
    let stride = 1;
    for (let d = shape.length - 1; d >= offset; d--) {
      const along = rest % shape[d];
      rest = Math.floor(rest / shape[d]);
      if (own[d - offset] > 1) at += along * stride;
      stride *= own[d - offset];
    }
    return numbers[at];
  });
}
