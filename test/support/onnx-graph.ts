/**
 * @file Puts together ONNX files as other programs might write them: any opset, any operator, any settings.
 */

import { readFields, VARINT, WireMessage } from "../../src/formats/bytes/wire.js";
import { readOnnxContainer } from "../../src/formats/onnx/file-reader.js";
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIMENSION,
  ELEMENT,
  ENTRY,
  GRAPH,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from "../../src/formats/onnx/schema.js";

/** A node's setting: a whole number as a bigint or a list of them, a number with a fraction as one. */
export type Setting = bigint | number | string | readonly bigint[];

/** How the elements of a tensor are stored. */
const STORED: Readonly<Record<number, (numbers: readonly number[]) => ArrayBufferView>> = {
  [ELEMENT.float32]: (numbers) => Float32Array.from(numbers),
  [ELEMENT.float64]: (numbers) => Float64Array.from(numbers),
  [ELEMENT.int64]: (numbers) => BigInt64Array.from(numbers, BigInt),
  [ELEMENT.bool]: (numbers) => Uint8Array.from(numbers),
};

/** The number of examples, where it is free. */
export const FREE = -1;

export class OnnxGraph {
  readonly opset: number;
  readonly #nodes: WireMessage[] = [];
  readonly #tensors: WireMessage[] = [];
  readonly #inputs: WireMessage[] = [];
  readonly #outputs: WireMessage[] = [];
  #count = 0;

  constructor(opset: number) {
    this.opset = opset;
  }

  /** @param dims with the examples' first; -1 for a length that is free */
  input(name: string, dims: readonly number[], element: number = ELEMENT.float32): string {
    this.#inputs.push(valueInfo(name, element, dims));
    return name;
  }

  output(name: string, rank: number, element: number = ELEMENT.float32): void {
    this.#outputs.push(valueInfo(name, element, Array<number>(rank).fill(FREE)));
  }

  tensor(dims: readonly number[], numbers: readonly number[], element: number = ELEMENT.float32): string {
    const name = `constant_${this.#count++}`;
    const tensor = new WireMessage();
    for (const dim of dims) tensor.integer(TENSOR.dims, dim);
    const { buffer } = STORED[element](numbers);
    this.#tensors.push(
      tensor.integer(TENSOR.type, element).text(TENSOR.name, name).bytes(TENSOR.raw, new Uint8Array(buffer)),
    );
    return name;
  }

  whole(...numbers: number[]): string {
    return this.tensor([numbers.length], numbers, ELEMENT.int64);
  }

  /** @param outputs how many it has @returns what its outputs are called */
  nodes(
    operator: string,
    inputs: readonly string[],
    settings: Readonly<Record<string, Setting>>,
    outputs: number,
  ): readonly string[] {
    const names = Array.from({ length: outputs }, () => `${operator.toLowerCase()}_${this.#count++}`);
    const node = new WireMessage();
    for (const input of inputs) node.text(NODE.inputs, input);
    for (const name of names) node.text(NODE.outputs, name);
    node.text(NODE.name, names[0]).text(NODE.operator, operator);
    for (const [name, setting] of Object.entries(settings)) {
      node.message(NODE.attributes, attribute(name, setting));
    }
    this.#nodes.push(node);
    return names;
  }

  /** @returns what its output is called */
  node(
    operator: string,
    inputs: readonly string[],
    settings: Readonly<Record<string, Setting>> = {},
  ): string {
    return this.nodes(operator, inputs, settings, 1)[0];
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const graph = new WireMessage();
    for (const node of this.#nodes) graph.message(GRAPH.nodes, node);
    graph.text(GRAPH.name, "random");
    for (const tensor of this.#tensors) graph.message(GRAPH.initializers, tensor);
    for (const input of this.#inputs) graph.message(GRAPH.inputs, input);
    for (const output of this.#outputs) graph.message(GRAPH.outputs, output);
    return new WireMessage()
      .integer(MODEL.irVersion, 8)
      .message(MODEL.graph, graph)
      .message(MODEL.opsets, new WireMessage().text(OPSET.domain, "").integer(OPSET.version, this.opset))
      .encode();
  }
}

function valueInfo(name: string, element: number, dims: readonly number[]): WireMessage {
  const shape = new WireMessage();
  dims.forEach((dim, i) => {
    const dimension = new WireMessage();
    if (dim === FREE) dimension.text(DIMENSION.name, i === 0 ? "N" : `${name}_${i}`);
    else dimension.integer(DIMENSION.length, dim);
    shape.message(SHAPE.dimension, dimension);
  });
  const tensor = new WireMessage().integer(TENSOR_TYPE.element, element).message(TENSOR_TYPE.shape, shape);
  return new WireMessage()
    .text(VALUE.name, name)
    .message(VALUE.type, new WireMessage().message(TYPE.tensor, tensor));
}

function attribute(name: string, setting: Setting): WireMessage {
  const message = new WireMessage().text(ATTRIBUTE.name, name);
  if (typeof setting === "bigint") {
    return message
      .integer(ATTRIBUTE.integer, Number(setting))
      .integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.integer);
  }
  if (typeof setting === "number") {
    return message.float(ATTRIBUTE.float, setting).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.float);
  }
  if (typeof setting === "string") {
    return message.text(ATTRIBUTE.text, setting).integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.text);
  }
  for (const value of setting) message.integer(ATTRIBUTE.integers, Number(value));
  return message.integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.integers);
}

/** An ONNX file with other metadata; with none, as a program writes it anew that takes over nothing but the graph. */
export function withMetadata(bytes: Uint8Array, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const file = new WireMessage();
  for (const field of readFields(bytes)) {
    if (field.type === VARINT) file.integer(field.number, field.integer());
    else if (field.number !== MODEL.metadata) file.bytes(field.number, field.block());
  }
  for (const [key, text] of Object.entries(metadata)) {
    file.message(MODEL.metadata, new WireMessage().text(ENTRY.key, key).text(ENTRY.value, text));
  }
  return file.encode();
}

/** A file of Akari's as it wrote them when they had a hash of the graph alone: FNV-1a with 32 bits. */
export function olderOnnx(bytes: Uint8Array): Uint8Array {
  const { metadata, graph } = readOnnxContainer(bytes);
  const hash = graph.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
  return withMetadata(bytes, {
    akari: metadata.get("akari") ?? "",
    "akari.graph": hash.toString(16).padStart(8, "0"),
  });
}
