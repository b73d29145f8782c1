/**
 * @file Reads the layers of a Keras 3 model out of its `config.json`, where they follow each other one by one: those
 * of a `Sequential`, or of the functional API without branches.
 */

import type { Allowance } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { elementCount } from "../bytes/numbers.js";
import { describe, isObject, type JsonObject, quote } from "../description/json.js";

/** A layer as the file describes it. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: JsonObject;
  /** Where its variables stand among the weights: `layers/dense_1/vars`. */
  readonly variables: string;
}

export interface KerasChain {
  /** The lengths of an input's dimensions, without that of the batch. */
  readonly inputShape: readonly number[];
  /** What takes the inputs in, where the file says it. */
  readonly input?: KerasLayer;
  readonly layers: readonly KerasLayer[];
}

/** @param what what is wrong, in the middle of a sentence */
export const refuse = (file: string, what: string): AkariError =>
  new AkariError(
    "invalid-file",
    `${file} does not hold a network of dense layers that can be read: ${what}.`,
  );

/** A layer as messages name it. */
export const titled = ({ name, className }: Pick<KerasLayer, "name" | "className">): string =>
  `the layer ${quote(name)} (${className})`;

/**
 * @param model what `config.json` holds
 * @param file what to call the file in messages
 * @param allowance of the numbers that are made for it
 * @throws AkariError `invalid-file` where it is no such model, naming the layer that branches
 */
export function readChain(model: JsonObject, file: string, allowance: Allowance): KerasChain {
  const { class_name: kind, config } = model;
  if (!isObject(config) || !Array.isArray(config.layers)) {
    throw refuse(file, `its config.json describes ${describe(kind)} and no list of layers`);
  }
  if (isForeign(model)) throw refuse(file, `it is a model of a class of its own, ${foreignName(model)}`);
  const unknown = Object.keys(config).find((key) => !MODEL_SETTINGS.has(key));
  if (unknown !== undefined)
    throw refuse(file, `it has the setting ${quote(unknown)}, which Akari does not know`);
  const entries = config.layers.map((entry) => readEntry(entry, file));
  const layers = nameVariables(entries);
  if (kind === "Sequential") {
    return {
      inputShape: inputShape(layers, [config.build_input_shape], file, allowance),
      ...splitInput(layers),
    };
  }
  if (kind !== "Functional") throw refuse(file, `it is a model of the class ${describe(kind)}`);
  const chained = followNodes(config, layers, entries, file);
  return { inputShape: inputShape(chained, [], file, allowance), ...splitInput(chained) };
}

/** What a `Sequential` and a functional model may say of themselves. */
const MODEL_SETTINGS = new Set([
  "name",
  "trainable",
  "dtype",
  "layers",
  "build_input_shape",
  "input_layers",
  "output_layers",
]);

/** Whether what a file describes only has the class name of something of Keras's own. */
export const isForeign = ({ module, class_name: kind, registered_name: registered }: JsonObject): boolean =>
  (module !== undefined && !(typeof module === "string" && /^keras(\.|$)/.test(module))) ||
  ((registered ?? null) !== null && registered !== kind);

const foreignName = ({ module, class_name: kind, registered_name: registered }: JsonObject): string =>
  describe(typeof registered === "string" ? registered : `${String(module)}.${String(kind)}`);

function splitInput(layers: readonly KerasLayer[]): Pick<KerasChain, "input" | "layers"> {
  const input = layers.find((layer) => !isNoInput(layer));
  return { layers: layers.filter(isNoInput), ...(input === undefined ? {} : { input }) };
}

type Entry = Omit<KerasLayer, "variables"> & { readonly inbound: unknown };

const isNoInput = ({ className }: KerasLayer): boolean => className !== "InputLayer";

function readEntry(value: unknown, file: string): Entry {
  if (!isObject(value) || typeof value.class_name !== "string" || !isObject(value.config)) {
    throw refuse(file, "an entry among its layers is none");
  }
  const { name } = value.config;
  if (typeof name !== "string")
    throw refuse(file, `a layer of the class ${quote(value.class_name)} has no name`);
  if (isForeign(value)) {
    throw refuse(
      file,
      `the layer ${quote(name)} is of a class of its own, ${foreignName(value)}, not one of Keras's`,
    );
  }
  return { className: value.class_name, name, config: value.config, inbound: value.inbound_nodes };
}

/** Keras files variables under the class and a count of it, whatever the layer's own name. */
function nameVariables(entries: readonly Entry[]): KerasLayer[] {
  const counts = new Map<string, number>();
  return entries.map(({ className, name, config }) => {
    const base = snakeCase(className);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return { className, name, config, variables: `layers/${base}${count === 0 ? "" : `_${count}`}/vars` };
  });
}

/** As Keras does it: `BatchNormalization` as `batch_normalization`, `ReLU` as `re_lu`. */
const snakeCase = (name: string): string =>
  name
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();

function inputShape(
  layers: readonly KerasLayer[],
  others: readonly unknown[],
  file: string,
  allowance: Allowance,
): number[] {
  const config = layers.at(0)?.config;
  const shapes = [config?.batch_shape, config?.batch_input_shape, ...others];
  const shape = shapes.find((candidate) => Array.isArray(candidate)) as unknown[] | undefined;
  const lengths = shape?.slice(1);
  if (lengths === undefined || lengths.length === 0 || !lengths.every(isLength)) {
    throw refuse(file, "it does not say how many inputs it takes");
  }
  allowance.take(elementCount(lengths));
  return lengths;
}

const isLength = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Goes from the model's one input to its one output. */
function followNodes(
  config: JsonObject,
  layers: readonly KerasLayer[],
  entries: readonly Entry[],
  file: string,
): KerasLayer[] {
  const [start, end] = [config.input_layers, config.output_layers].map((ends) => onlyEnd(ends, file));
  const next = new Map<string, KerasLayer>();
  entries.forEach(({ inbound }, i) => {
    const layer = layers[i];
    if (layer.name === start) return;
    const calls = Array.isArray(inbound) ? inbound.length : 0;
    if (calls > 1) throw refuse(file, `${titled(layer)} stands in ${calls} places at once`);
    const source = onlySource(inbound);
    if (source === undefined) throw refuse(file, `${titled(layer)} takes more than one layer's outputs in`);
    const argument = givenArgument(inbound);
    if (argument !== undefined) {
      throw refuse(file, `${titled(layer)} is called with ${argument}, which changes what it computes`);
    }
    const rival = next.get(source);
    if (rival !== undefined)
      throw refuse(file, `${titled(rival)} and ${titled(layer)} branch from one layer`);
    next.set(source, layer);
  });
  const first = layers.find(({ name }) => name === start);
  const chain = first === undefined ? [] : [first];
  // Two layers of one name could make a circle.
  for (let layer = first; layer !== undefined && layer.name !== end && chain.length <= layers.length; ) {
    layer = next.get(layer.name);
    if (layer !== undefined) chain.push(layer);
  }
  if (chain.at(-1)?.name !== end || chain.length !== layers.length) {
    throw refuse(file, "its layers do not follow each other from one input to one output");
  }
  return chain;
}

/** What a layer is called with besides its inputs, such as `training=true`; undefined where there is nothing. */
function givenArgument(inbound: unknown): string | undefined {
  const [{ kwargs = {} }] = inbound as [JsonObject];
  if (!isObject(kwargs)) return "arguments that cannot be read";
  const [key, value] = Object.entries(kwargs).find(([, given]) => given !== null && given !== false) ?? [];
  return key === undefined ? undefined : `${key}=${describe(value)}`;
}

/** The name of a model's only input or output: `["name", 0, 0]`, in a list of its own or not. */
function onlyEnd(ends: unknown, file: string): string {
  const list = Array.isArray(ends) && Array.isArray(ends[0]) ? ends : [ends];
  const names = list.map((end: unknown) => (Array.isArray(end) ? end[0] : undefined));
  if (names.length === 1 && typeof names[0] === "string") return names[0];
  const several = names.length > 1 ? `: ${names.map(describe).join(", ")}` : "";
  throw refuse(file, `it has not one input and one output${several}`);
}

/** The layer whose outputs a layer takes in, if it is called once with those of one. */
function onlySource(inbound: unknown): string | undefined {
  if (!Array.isArray(inbound) || inbound.length !== 1 || !isObject(inbound[0])) return undefined;
  const { args } = inbound[0];
  if (!Array.isArray(args) || args.length !== 1 || !isObject(args[0]) || !isObject(args[0].config)) {
    return undefined;
  }
  const history: unknown = args[0].config.keras_history;
  const source: unknown = Array.isArray(history) ? history[0] : undefined;
  return typeof source === "string" ? source : undefined;
}
