/**
 * @file Finds PyTorch's modules among the tensors of a file that says nothing about itself, by their names: a module
 * is what shares a prefix (`0.`, `fc1.`, `layers.2.`).
 *
 * ```
 * Linear       <prefix>weight [units, inputs], and <prefix>bias [units] unless it has none
 * BatchNorm1d  <prefix>running_mean, <prefix>running_var, and <prefix>weight, <prefix>bias where affine, each [units]
 * ```
 */

import { Allowance } from "../../bounds.js";
import { compareNaturally } from "../../data/names.js";
import { AkariError, invalidArgument } from "../../error.js";
import { quote, shapeText } from "../description/json.js";
import { requireTensor } from "./layer-tensors.js";
import type { SafetensorsFile, Tensor } from "./safetensors.js";

export interface LinearModule {
  readonly kind: "linear";
  readonly prefix: string;
  readonly units: number;
  readonly inputs: number;
  readonly weight: Tensor;
  readonly bias?: Tensor;
}

export interface BatchNormModule {
  readonly kind: "batch-norm";
  readonly prefix: string;
  readonly units: number;
  readonly mean: Tensor;
  readonly variance: Tensor;
  readonly weight?: Tensor;
  readonly bias?: Tensor;
}

export type TorchModule = LinearModule | BatchNormModule;

/** What ends a tensor's name. */
export const PARTS = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"] as const;
type Part = (typeof PARTS)[number];

/**
 * The modules of a file, in the natural order of their prefixes.
 *
 * @param name what to call the file in messages
 * @param prefix what the names of the tensors begin with that are to be looked at; all of them where left out
 * @throws AkariError `invalid-file` naming a tensor that belongs to no such module, `invalid-argument` where no tensor's
 * name begins so
 */
export function findModules(stored: SafetensorsFile, name: string, prefix?: string): TorchModule[] {
  const file = chosen(withShared(stored, name), prefix, name);
  const groups = groupByPrefix([...file.tensors.keys(), ...file.unread.keys()], name);
  if (groups.size === 0) throw notDense(name, "it holds no tensors");
  return [...groups]
    .sort(([a], [b]) => compareNaturally(a, b))
    .map(([prefix, parts]) =>
      parts.has("running_mean") || parts.has("running_var")
        ? readBatchNorm(file, prefix, parts, name)
        : readLinear(file, prefix, parts, name),
    );
}

/**
 * The names under which tensors are not stored, for they are others: `save_model` of safetensors writes what it left out
 * into the metadata, as `{"l2.weight": "l1.weight"}`.
 */
export function sharedTensors({
  tensors,
  unread,
  metadata,
}: SafetensorsFile): [name: string, stored: string][] {
  const isStored = (tensor: string) => tensors.has(tensor) || unread.has(tensor);
  return Object.entries(metadata).filter(([tensor, stored]) => !isStored(tensor) && isStored(stored));
}

/** Each layer gets numbers of its own, those of a shared tensor too. */
function withShared(file: SafetensorsFile, name: string): SafetensorsFile {
  const allowance = new Allowance(file.bytes, name);
  const [tensors, unread] = [new Map(file.tensors), new Map(file.unread)];
  for (const [tensor, stored] of sharedTensors(file)) {
    const found = file.tensors.get(stored);
    if (found === undefined) unread.set(tensor, String(file.unread.get(stored)));
    else {
      allowance.take(found.data.length);
      tensors.set(tensor, found);
    }
  }
  return { ...file, tensors, unread };
}

function chosen(file: SafetensorsFile, prefix: string | undefined, name: string): SafetensorsFile {
  if (prefix === undefined) return file;
  const all = [...file.tensors.keys(), ...file.unread.keys()];
  const whole = all.some((tensor) => tensor.startsWith(`${prefix}.`)) ? `${prefix}.` : prefix;
  const only = <T>(map: ReadonlyMap<string, T>) =>
    new Map([...map].filter(([tensor]) => tensor.startsWith(whole)));
  if (all.some((tensor) => tensor.startsWith(whole))) {
    return { ...file, tensors: only(file.tensors), unread: only(file.unread) };
  }
  const beginnings = [...new Set(all.map((tensor) => quote(tensor.split(".")[0])))].slice(0, 8);
  throw invalidArgument(
    `No tensor in ${name} begins with ${quote(prefix)}. Their names begin with ${beginnings.join(", ")}.`,
  );
}

function groupByPrefix(tensors: readonly string[], name: string): Map<string, Set<Part>> {
  const groups = new Map<string, Set<Part>>();
  for (const tensor of tensors) {
    const part = PARTS.find((end) => tensor.endsWith(end));
    if (part === undefined) {
      throw notDense(name, `the tensor ${quote(tensor)} is neither a weight nor a bias of a dense layer`);
    }
    const prefix = tensor.slice(0, -part.length);
    const parts = groups.get(prefix) ?? new Set();
    groups.set(prefix, parts.add(part));
  }
  return groups;
}

function readLinear(
  file: SafetensorsFile,
  prefix: string,
  parts: ReadonlySet<Part>,
  name: string,
): LinearModule {
  if (!parts.has("weight")) {
    const [part] = parts;
    throw notDense(name, `the tensor ${quote(prefix + part)} has no ${quote(`${prefix}weight`)} beside it`);
  }
  const other = otherModule(prefix, parts);
  if (other !== undefined) {
    throw notDense(
      name,
      `by its name the tensor ${quote(`${prefix}weight`)} belongs to ${other}, not to a dense layer`,
    );
  }
  const weight = requireTensor(file, `${prefix}weight`, name);
  const [units, inputs] = weight.shape;
  if (weight.shape.length !== 2 || units === 0 || inputs === 0) {
    throw notDense(
      name,
      `${quote(`${prefix}weight`)} must have the shape [units, inputs], but has ${shapeText(weight.shape)}` +
        owner(weight.shape.length),
    );
  }
  const module = { kind: "linear", prefix, units, inputs, weight } as const;
  if (!parts.has("bias")) return module;
  return { ...module, bias: requireVector(file, `${prefix}bias`, units, `${prefix}weight`, name) };
}

/** Modules whose weights have the shape of a dense layer's, and what they are called. */
function otherModule(prefix: string, parts: ReadonlySet<Part>): string | undefined {
  const words = prefix.toLowerCase().split(/[._]+/);
  const has = (...list: string[]) => list.some((word) => words.includes(word));
  if (prefix.endsWith("in_proj_")) return "attention";
  if (has("lora")) return "LoRA (merge it into its layer before saving)";
  const isEmbedding = has("emb", "embed", "embedding", "embeddings", "wte", "wpe");
  return isEmbedding && !parts.has("bias") ? "an embedding" : undefined;
}

/** Whose weights have so many dimensions. */
function owner(dimensions: number): string {
  if (dimensions === 1)
    return ", as a normalisation's weights have it; of those, batch normalisation is read";
  return dimensions >= 3 && dimensions <= 5 ? ", as a convolution's weights have it" : "";
}

function readBatchNorm(
  file: SafetensorsFile,
  prefix: string,
  parts: ReadonlySet<Part>,
  name: string,
): BatchNormModule {
  const statistics = requireTensor(file, `${prefix}running_mean`, name);
  const units = statistics.data.length;
  const vector = (part: Part) => requireVector(file, prefix + part, units, `${prefix}running_mean`, name);
  const variance = vector("running_var");
  if (!variance.data.every((v) => v >= 0)) {
    throw notDense(name, `${quote(`${prefix}running_var`)} holds a negative variance`);
  }
  return {
    kind: "batch-norm",
    prefix,
    units,
    mean: vector("running_mean"),
    variance,
    ...(parts.has("weight") ? { weight: vector("weight") } : {}),
    ...(parts.has("bias") ? { bias: vector("bias") } : {}),
  };
}

function requireVector(
  file: SafetensorsFile,
  tensor: string,
  length: number,
  beside: string,
  name: string,
): Tensor {
  const found = requireTensor(file, tensor, name);
  if (found.shape.length === 1 && found.shape[0] === length) return found;
  const { shape } = requireTensor(file, beside, name);
  const turned = shape.length === 2 && found.shape.length === 1 && found.shape[0] === shape[1];
  throw notDense(
    name,
    `${quote(tensor)} must have the shape [${length}] beside ${quote(beside)}, but has ${shapeText(found.shape)}` +
      (turned ? `, as if ${quote(beside)} were stored as [inputs, units]` : ""),
  );
}

/** @param what what is wrong, in the middle of a sentence */
export const notDense = (name: string, what: string): AkariError =>
  new AkariError(
    "invalid-file",
    `${name} does not hold a network of dense layers: ${what}. Each layer must have a tensor such as "fc1.weight" ` +
      '[units, inputs] and may have one such as "fc1.bias" [units].',
  );
