/**
 * @file Reads an ONNX file into plain data: its graph's nodes, tensors, inputs and outputs. What they mean is for
 * others to say.
 */

import { CONTENT_KEY, contentDiffers, hashContent, metadataParts } from "../bytes/hashes.js";
import { readFields, WireError } from "../bytes/wire.js";
import { quote } from "../description/json.js";
import { DESCRIPTION_KEY } from "../description/model-description.js";
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIMENSION,
  ENTRY,
  FUNCTION,
  GRAPH,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from "./schema.js";
import { type OnnxTensor, readTensor } from "./tensor-reader.js";

/** A node's setting; of its fields those are filled that its type has. */
export interface OnnxAttribute {
  readonly number?: number | undefined;
  readonly text?: string;
  readonly tensor?: OnnxTensor;
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

/** An operation: it makes values, called by names, out of others. */
export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  /** Whose operator it is; "" is ONNX itself. */
  readonly domain: string;
  /** An input that is left out is called "". */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** An input or output of the graph. */
export interface OnnxValue {
  readonly name: string;
  /** The type of its elements; absent where it is no tensor. */
  readonly element?: number;
  /** -1 for a length that is not fixed; absent where nothing is said. */
  readonly dims?: readonly number[];
}

/** An ONNX file before its graph is looked into. */
export interface OnnxContainer {
  /** The version of each domain's set of operators. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly metadata: ReadonlyMap<string, string>;
  /** Functions that the file defines itself, which come before operators of the same name: `domain.name`. */
  readonly functions: ReadonlySet<string>;
  /** The graph as it stands in the file. */
  readonly graph: Uint8Array;
}

/** What an ONNX file says, as far as Akari reads it. */
export interface OnnxFile extends OnnxContainer {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** @throws WireError where the bytes are no ONNX file */
export const readOnnxFile = (bytes: Uint8Array): OnnxFile => readOnnxGraph(readOnnxContainer(bytes));

/** @throws WireError where the bytes are no ONNX file, as far as that shows outside its graph */
export function readOnnxContainer(bytes: Uint8Array): OnnxContainer {
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  const functions = new Set<string>();
  let graph: Uint8Array | undefined;
  for (const field of readFields(bytes)) {
    if (field.number === MODEL.graph) graph = field.block();
    else if (field.number === MODEL.opsets) {
      const { domain, version } = readOpset(field.block());
      opsets.set(domain, version);
    } else if (field.number === MODEL.metadata) {
      const { key, value } = readEntry(field.block());
      metadata.set(key, value);
    } else if (field.number === MODEL.functions) functions.add(readFunction(field.block()));
  }
  if (graph === undefined) throw new WireError("it holds no graph");
  if (opsets.size === 0) throw new WireError("it does not say its opset");
  return { opsets, metadata, functions, graph };
}

function readOpset(bytes: Uint8Array): { domain: string; version: number } {
  let domain = "";
  let version = 0;
  for (const field of readFields(bytes)) {
    if (field.number === OPSET.domain) domain = standardDomain(field.text());
    else if (field.number === OPSET.version) version = field.integer();
  }
  return { domain, version };
}

function readFunction(bytes: Uint8Array): string {
  let name = "";
  let domain = "";
  for (const field of readFields(bytes)) {
    if (field.number === FUNCTION.name) name = field.text();
    else if (field.number === FUNCTION.domain) domain = standardDomain(field.text());
  }
  return `${domain}.${name}`;
}

function readEntry(bytes: Uint8Array): { key: string; value: string } {
  let key = "";
  let value = "";
  for (const field of readFields(bytes)) {
    if (field.number === ENTRY.key) key = field.text();
    else if (field.number === ENTRY.value) value = field.text();
  }
  return { key, value };
}

/** @throws WireError where the graph is none */
export function readOnnxGraph(container: OnnxContainer): OnnxFile {
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  for (const field of readFields(container.graph)) {
    if (field.number === GRAPH.nodes) nodes.push(readNode(field.block()));
    else if (field.number === GRAPH.initializers) {
      const tensor = readTensor(field.block());
      tensors.set(tensor.name, tensor);
    } else if (field.number === GRAPH.inputs) inputs.push(readValue(field.block()));
    else if (field.number === GRAPH.outputs) outputs.push(readValue(field.block()));
  }
  // Before version 4 of the format, tensors were listed among the inputs too.
  return { ...container, nodes, tensors, inputs: inputs.filter(({ name }) => !tensors.has(name)), outputs };
}

function readNode(bytes: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = "";
  let operator = "";
  let domain = "";
  for (const field of readFields(bytes)) {
    if (field.number === NODE.inputs) inputs.push(field.text());
    else if (field.number === NODE.outputs) outputs.push(field.text());
    else if (field.number === NODE.name) name = field.text();
    else if (field.number === NODE.operator) operator = field.text();
    else if (field.number === NODE.domain) domain = standardDomain(field.text());
    else if (field.number === NODE.attributes) attributes.set(...readAttribute(field.block()));
  }
  return { name, operator, domain, inputs, outputs, attributes };
}

function readAttribute(bytes: Uint8Array): [name: string, OnnxAttribute] {
  const found: { number?: number | undefined; text?: string; tensor?: OnnxTensor } = {};
  const numbers: number[] = [];
  const texts: string[] = [];
  let name = "";
  for (const field of readFields(bytes)) {
    if (field.number === ATTRIBUTE.name) name = field.text();
    // A writer may leave out a number that is 0: its type is then all that is said.
    else if (field.number === ATTRIBUTE.type)
      found.number ??= NUMBER_TYPES.has(field.integer()) ? 0 : undefined;
    else if (field.number === ATTRIBUTE.float) found.number = field.float();
    else if (field.number === ATTRIBUTE.integer) found.number = field.integer();
    else if (field.number === ATTRIBUTE.text) found.text = field.text();
    else if (field.number === ATTRIBUTE.tensor) found.tensor = readTensor(field.block());
    else if (field.number === ATTRIBUTE.floats) for (const number of field.floats()) numbers.push(number);
    else if (field.number === ATTRIBUTE.integers) for (const number of field.integers()) numbers.push(number);
    else if (field.number === ATTRIBUTE.texts) texts.push(field.text());
  }
  return [name, { ...found, numbers, texts }];
}

function readValue(bytes: Uint8Array): OnnxValue {
  let name = "";
  let tensor: Uint8Array | undefined;
  for (const field of readFields(bytes)) {
    if (field.number === VALUE.name) name = field.text();
    else if (field.number === VALUE.type) tensor = lastBlock(field.block(), TYPE.tensor);
  }
  if (tensor === undefined) return { name };
  let element = 0;
  let dims: number[] | undefined;
  for (const field of readFields(tensor)) {
    if (field.number === TENSOR_TYPE.element) element = field.integer();
    else if (field.number === TENSOR_TYPE.shape) dims = readShape(field.block());
  }
  return { name, element, ...(dims === undefined ? {} : { dims }) };
}

/** A message within a message; undefined where it is not there. */
function lastBlock(bytes: Uint8Array, number: number): Uint8Array | undefined {
  let found: Uint8Array | undefined;
  for (const field of readFields(bytes)) if (field.number === number) found = field.block();
  return found;
}

function readShape(bytes: Uint8Array): number[] {
  const dims: number[] = [];
  for (const field of readFields(bytes)) {
    if (field.number !== SHAPE.dimension) continue;
    let length = -1;
    for (const part of readFields(field.block())) {
      if (part.number === DIMENSION.length) length = part.integer();
    }
    // Some exporters say 0 or -1 for a length that is not fixed.
    dims.push(length > 0 ? length : -1);
  }
  return dims;
}

const NUMBER_TYPES: ReadonlySet<number> = new Set([ATTRIBUTE_TYPE.float, ATTRIBUTE_TYPE.integer]);

const standardDomain = (domain: string): string => (domain === "ai.onnx" ? "" : domain);

/** The metadata keys under which classes and targets stand for other programs. */
export const LABELS_KEY = "labels";
export const TARGETS_KEY = "targets";

/** What {@link hashOnnx} is of. */
export type HashedOnnx = Pick<OnnxContainer, "opsets" | "metadata" | "graph">;

/** The hash that stands in a file under {@link CONTENT_KEY}. */
export const hashOnnx = ({ opsets, metadata, graph }: HashedOnnx): string =>
  hashContent([
    ...metadataParts(metadata, [LABELS_KEY, TARGETS_KEY]),
    ...Array.from(opsets, ([domain, version]) => [`opset ${domain}`, String(version)] as const),
    ["graph", graph],
  ]);

/**
 * What the description of a file of Akari's is worth: `verified` where all is as it was written; `older` where an Akari
 * wrote it whose files had a hash of the graph alone; undefined where the file does not say that it is Akari's.
 *
 * @param name what to call the file
 * @throws AkariError `invalid-file` where it says so, and is not what was written
 */
export function provenance(file: HashedOnnx, name: string): "verified" | "older" | undefined {
  const { metadata, graph } = file;
  const hash = metadata.get(CONTENT_KEY);
  if (hash === undefined && !metadata.has(DESCRIPTION_KEY)) return undefined;
  if (hash === undefined && metadata.get(OLDER_KEY) === hashGraph(graph)) return "older";
  if (hash === hashOnnx(file)) return "verified";
  throw contentDiffers(
    name,
    "graph",
    `take ${quote(DESCRIPTION_KEY)} and ${quote(CONTENT_KEY)} out of its metadata, and it is read by its graph alone`,
  );
}

const OLDER_KEY = "akari.graph";

/** FNV-1a with 32 bits (Fowler, Noll and Vo; RFC 9923), as 8 hexadecimal digits. */
function hashGraph(graph: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of graph) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
