/**
 * @file Puts an ONNX graph together, node by node, activations from their formulas, and writes the file around it.
 */

import type { Bytes } from "../../bytes.js";
import { AkariError } from "../../error.js";
import { ACTIVATION_NAMES, type ActivationName } from "../../model/activations.js";
import {
  type Expression,
  evaluate,
  isConstant,
  match,
  type OperationName,
  operationOf,
  replace,
} from "../../model/expressions.js";
import { ACTIVATION_FORMULAS } from "../../model/formulas.js";
import { type Floats, writeNumbers } from "../bytes/numbers.js";
import { WireMessage } from "../bytes/wire.js";
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  CLASSICAL,
  DIMENSION,
  ELEMENT,
  ENTRY,
  GRAPH,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  STANDARD,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from "./schema.js";

/** The versions that files are written in: of ONNX 1.12. */
const IR_VERSION = 8;
export const OPSETS = { [STANDARD]: 17, [CLASSICAL]: 3 };

/** A node's setting. A whole number, or an element type, is given as `{ integer }`. */
export type Setting =
  | { readonly integer: number }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly integers: readonly number[] }
  | { readonly texts: readonly string[] };

interface NodeOptions {
  readonly settings?: Readonly<Record<string, Setting>>;
  /** Whose operator it is; that of ONNX itself where left out. */
  readonly domain?: string;
  /** What to call the node and its output. */
  readonly name: string;
}

/** An input or output of the graph. */
interface ValueOptions {
  readonly element: number;
  /** Of an example: the first dimension is that of examples. */
  readonly dims: readonly number[];
  readonly description: string;
}

export class GraphWriter {
  readonly #nodes: WireMessage[] = [];
  readonly #tensors: WireMessage[] = [];
  readonly #inputs: WireMessage[] = [];
  readonly #outputs: WireMessage[] = [];
  /** Those that are taken; one that JavaScript cannot keep as a property, as ONNX Runtime does, from the beginning. */
  readonly #names = new Set<string>(["__proto__"]);
  readonly #domains = new Set([STANDARD]);

  /**
   * A name that no other value has: the one given, or with a number after it. What a file cannot hold, or a program in C
   * cannot read, has the sign for unreadable characters in its place.
   */
  unique(name: string): string {
    const readable = name.replace(/[\0\p{Cs}]/gu, "\ufffd");
    let found = readable;
    for (let count = 2; this.#names.has(found) || found === ""; count++) found = `${readable}_${count}`;
    this.#names.add(found);
    return found;
  }

  /** @returns what it is called */
  input(name: string, options: ValueOptions): string {
    const called = this.unique(name);
    this.#inputs.push(value(called, options));
    return called;
  }

  /** Gives a value out as an output of the graph. @param name which {@link unique} gave */
  give(from: string, name: string, options: ValueOptions): void {
    this.#add("Identity", [from], name, {}, STANDARD);
    this.#outputs.push(value(name, options));
  }

  /** @returns what its output is called */
  node(
    operator: string,
    inputs: readonly string[],
    { settings = {}, domain = STANDARD, name }: NodeOptions,
  ): string {
    const output = this.unique(name);
    this.#add(operator, inputs, output, settings, domain);
    return output;
  }

  #add(
    operator: string,
    inputs: readonly string[],
    output: string,
    settings: Readonly<Record<string, Setting>>,
    domain: string,
  ): void {
    this.#domains.add(domain);
    const node = new WireMessage();
    for (const input of inputs) node.text(NODE.inputs, input);
    node.text(NODE.outputs, output).text(NODE.name, output).text(NODE.operator, operator);
    for (const [name, setting] of Object.entries(settings))
      node.message(NODE.attributes, attribute(name, setting));
    if (domain !== STANDARD) node.text(NODE.domain, domain);
    this.#nodes.push(node);
  }

  /** Float32 or float64 numbers after the array's own type. @returns what they are called */
  tensor(name: string, dims: readonly number[], numbers: Floats): string {
    const raw = new Uint8Array(numbers.byteLength);
    writeNumbers(raw, 0, numbers);
    return this.#tensor(name, dims, numbers instanceof Float64Array ? ELEMENT.float64 : ELEMENT.float32, raw);
  }

  /** Whole numbers, stored with 64 bits. @returns what they are called */
  integers(name: string, numbers: readonly number[]): string {
    const view = new DataView(new ArrayBuffer(8 * numbers.length));
    numbers.forEach((number, i) => {
      view.setBigInt64(8 * i, BigInt(number), true);
    });
    return this.#tensor(name, [numbers.length], ELEMENT.int64, new Uint8Array(view.buffer));
  }

  #tensor(name: string, dims: readonly number[], element: number, raw: Uint8Array): string {
    const called = this.unique(name);
    const tensor = new WireMessage();
    for (const dim of dims) tensor.integer(TENSOR.dims, dim);
    this.#tensors.push(tensor.integer(TENSOR.type, element).text(TENSOR.name, called).bytes(TENSOR.raw, raw));
    return called;
  }

  /** The graph, as it stands in a file. */
  graph(name: string): WireMessage {
    const graph = new WireMessage();
    for (const node of this.#nodes) graph.message(GRAPH.nodes, node);
    graph.text(GRAPH.name, name);
    for (const tensor of this.#tensors) graph.message(GRAPH.initializers, tensor);
    for (const input of this.#inputs) graph.message(GRAPH.inputs, input);
    for (const output of this.#outputs) graph.message(GRAPH.outputs, output);
    return graph;
  }

  /** The version of each domain whose operators the nodes are of. */
  opsets(): ReadonlyMap<string, number> {
    return new Map(Object.entries(OPSETS).filter(([domain]) => this.#domains.has(domain)));
  }

  /** The whole file. @param graph which {@link graph} gave */
  file(graph: WireMessage, metadata: ReadonlyMap<string, string>): Bytes {
    const file = new WireMessage().integer(MODEL.irVersion, IR_VERSION).text(MODEL.producerName, "akari");
    for (const [domain, version] of this.opsets()) {
      file.message(
        MODEL.opsets,
        new WireMessage().text(OPSET.domain, domain).integer(OPSET.version, version),
      );
    }
    for (const [key, text] of metadata) {
      file.message(MODEL.metadata, new WireMessage().text(ENTRY.key, key).text(ENTRY.value, text));
    }
    // Last, though its number is lower: a file that is cut short then has no graph, rather than no description.
    return file.message(MODEL.graph, graph).encode();
  }
}

/** What the dimension of examples is called: its length is free. */
const EXAMPLES = "N";

function value(name: string, { element, dims, description }: ValueOptions): WireMessage {
  const shape = new WireMessage().message(SHAPE.dimension, new WireMessage().text(DIMENSION.name, EXAMPLES));
  for (const dim of dims) shape.message(SHAPE.dimension, new WireMessage().integer(DIMENSION.length, dim));
  const tensor = new WireMessage().integer(TENSOR_TYPE.element, element).message(TENSOR_TYPE.shape, shape);
  const type = new WireMessage().message(TYPE.tensor, tensor);
  return new WireMessage()
    .text(VALUE.name, name)
    .message(VALUE.type, type)
    .text(VALUE.description, description);
}

function attribute(name: string, setting: Setting): WireMessage {
  const message = new WireMessage().text(ATTRIBUTE.name, name);
  if ("integer" in setting) {
    return message
      .integer(ATTRIBUTE.integer, setting.integer)
      .integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.integer);
  }
  if ("float" in setting) {
    return message.float(ATTRIBUTE.float, setting.float).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.float);
  }
  if ("floats" in setting) {
    for (const number of setting.floats) message.float(ATTRIBUTE.floats, number);
    return message.integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.floats);
  }
  if ("integers" in setting) {
    for (const number of setting.integers) message.integer(ATTRIBUTE.integers, number);
    return message.integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.integers);
  }
  for (const text of setting.texts) message.text(ATTRIBUTE.texts, text);
  return message.integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.texts);
}

/** Formulas that an operator computes, in terms of `u`. */
const OPERATORS = ACTIVATION_NAMES.flatMap((name) => {
  const { formula, onnx } = ACTIVATION_FORMULAS[name];
  return onnx === undefined ? [] : [{ name, onnx, pattern: replace(formula, { z: "u" }) }];
});

const ARITHMETIC: Readonly<Partial<Record<OperationName, string>>> = {
  add: "Add",
  subtract: "Sub",
  multiply: "Mul",
  divide: "Div",
  negate: "Neg",
  sqrt: "Sqrt",
  abs: "Abs",
  max: "Max",
  exp: "Exp",
  log: "Log",
  erf: "Erf",
};

/**
 * @param sums what the layer's weighted sums are called, float32 `[N, units]`
 * @param layer what the layer is called
 * @returns what its activations are called, float32 `[N, units]`
 */
export function writeActivation(
  graph: GraphWriter,
  activation: ActivationName,
  sums: string,
  layer: string,
): string {
  /** @param own what to call the node, where not by what it does */
  const write = (formula: Expression, own?: string): string => {
    if (typeof formula === "string") return sums;
    if (isConstant(formula)) {
      const number = evaluate(formula, {});
      return graph.tensor(`${layer}/${number}`, [], Float32Array.of(number));
    }
    for (const { name, onnx, pattern } of OPERATORS) {
      const { u } = match(pattern, formula) ?? {};
      if (u === undefined) continue;
      const { operator, settings = {} } = onnx;
      return graph.node(operator, [write(u)], { name: `${layer}/${own ?? name}`, settings });
    }
    const [operation, args] = operationOf(formula);
    const name = `${layer}/${own ?? operation}`;
    switch (operation) {
      case "above": {
        const is = graph.node("Greater", [write(args[0]), write(args[1])], { name: `${name}/is` });
        return graph.node("Where", [is, write(args[2]), write(args[3])], { name });
      }
      case "square":
        return write({ multiply: [args[0], args[0]] }, own);
      case "divide":
        // Division is slower than multiplication.
        if (isConstant(args[1])) return write({ multiply: [args[0], 1 / evaluate(args[1], {})] }, own);
    }
    const operator = ARITHMETIC[operation];
    if (operator === undefined) {
      throw new AkariError("invalid-model", `ONNX has no operator for the ${operation} of ${activation}.`);
    }
    return graph.node(
      operator,
      args.map((arg) => write(arg)),
      { name },
    );
  };
  return write(ACTIVATION_FORMULAS[activation].formula, activation);
}
