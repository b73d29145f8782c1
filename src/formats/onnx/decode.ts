/**
 * @file Reads a model out of an ONNX file: one that Akari wrote as it was, and one of another program's by following
 * its graph.
 */

import { AkariError } from "../../error.js";
import { defineModel, type LayerParameters, type ModelDefinition } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { elementCount } from "../bytes/numbers.js";
import { WireError } from "../bytes/wire.js";
import { inFile, quote } from "../description/json.js";
import {
  DESCRIPTION_KEY,
  describedModel,
  OWN_MODEL,
  readDescriptionText,
} from "../description/model-description.js";
import { describeInputs, type ImportHints, refuseHints } from "../foreign/import-hints.js";
import { asScaling, spansBytes } from "../foreign/pixel-scale.js";
import type { LayerChoice } from "../safetensors/torch-order.js";
import { type StoredModel, type StoredParameters, storedParameters } from "../stored-model.js";
import { type ReadChain, readChain } from "./chain-reader.js";
import { type OnnxFile, provenance, readOnnxContainer, readOnnxGraph } from "./file-reader.js";
import { requireOutput } from "./graph-ports.js";
import { ELEMENT } from "./schema.js";
import { ExternalDataError } from "./tensor-reader.js";

/**
 * Reads a model out of an ONNX file of opset 7 or newer, trusting nothing in it: a chain of dense layers, as PyTorch,
 * scikit-learn and Keras write them. Scaling, biases and batch normalisation are folded into the layers' weights.
 * Activations are told by the graph's operators and their settings. An output that chooses a class is left aside for its
 * probabilities, and log-softmax is read as softmax. Parameters are float32.
 *
 * A graph with several inputs becomes a model of a table with their names as columns, in the graph's order. Of several
 * outputs the probabilities are taken, or else the first, and `assumed` names those that are left out.
 *
 * A file that {@link encodeOnnx} wrote gives the model that it was written from, with its preprocessing. One that was
 * changed since is refused; without Akari's metadata it is read by its graph alone.
 *
 * @param name what to call the file in messages
 * @param hints what inputs are divided by, where another program's graph does not say it; and which of the graph's
 * outputs, or other values, the model is to answer with
 * @throws AkariError `invalid-file` where it is damaged, is not what Akari wrote though it says so, keeps its weights in another file, or computes something else,
 * naming the node and its operator; `invalid-argument` where the file says what the options say
 */
export function decodeOnnx(bytes: Uint8Array, name: string, hints: ImportHints = {}): StoredModel {
  const { graphOutput, ...others } = hints;
  const container = parsed(name, () => readOnnxContainer(bytes));
  const described = container.metadata.get(DESCRIPTION_KEY);
  const whose = provenance(container, name);
  const file = parsed(name, () => readOnnxGraph(container));
  if (described !== undefined && whose !== undefined) {
    refuseHints(others, name);
    if (graphOutput !== undefined) requireOutput(file, graphOutput, name);
    return { ...readDescribed(file, described, name), ...(whose === "verified" ? { verified: true } : {}) };
  }
  const chain = readChain(file, name, graphOutput);
  const parameters = chain.layers.map(({ weight, bias }) => ({
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias),
  }));
  requireFinite(parameters, name);
  const definition = inFile(name, "network", () => definitionOf(file, chain));
  const { model, assumed = [] } = describeInputs({ definition, parameters }, others, name);
  const all = [...chain.assumed, ...assumed];
  return all.length === 0 ? { model } : { model, assumed: all };
}

/**
 * The layers of the network that an ONNX file holds.
 *
 * @throws AkariError as {@link decodeOnnx}; `invalid-argument` for a choice, which the graph leaves nobody
 */
export function decodeOnnxParameters(bytes: Uint8Array, name: string, choice: LayerChoice): StoredParameters {
  refuseHints(choice, name);
  return storedParameters(decodeOnnx(bytes, name));
}

function parsed<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ExternalDataError) {
      throw new AkariError(
        "invalid-file",
        `${name} keeps ${cause.message} in another file. Write it as a single file, in Python with ` +
          `onnx.save(onnx.load("model.onnx"), "whole.onnx"), and open that.`,
        { cause },
      );
    }
    if (!(cause instanceof WireError)) throw cause;
    throw new AkariError("invalid-file", `${name} is not a sound ONNX file: ${cause.message}.`, { cause });
  }
}

function readDescribed(file: OnnxFile, text: string, name: string): StoredModel {
  const { definition, tensors, record } = readDescriptionText(text, name);
  const find = (tensor: string): Float32Array => {
    const found = file.tensors.get(tensor);
    if (found !== undefined) return Float32Array.from(found.numbers);
    throw new AkariError(
      "invalid-file",
      `${name} is not a sound ${OWN_MODEL}. It lacks the tensor ${quote(tensor)}.`,
    );
  };
  const parameters = tensors.map(({ weight, bias }) => ({ weight: find(weight), bias: find(bias) }));
  const model = describedModel(definition, parameters, name);
  requireFinite(parameters, name);
  return { model, ...(record === undefined ? {} : { record }) };
}

/** Whether a graph says that pixels come as bytes: it takes in whole numbers of 8 bits, or scales what has their range. */
function takesBytes({ inputs }: OnnxFile, { before, divideBy }: ReadChain): boolean {
  if (divideBy !== 1) return false;
  const isByte = inputs.length === 1 && inputs[0].element === ELEMENT.uint8;
  return isByte || (before !== undefined && spansBytes(asScaling(before)));
}

function definitionOf(file: OnnxFile, chain: ReadChain): ModelDefinition {
  const { layers, divideBy, scaling, inputNames, inputDims, labels } = chain;
  const [{ inputs }] = layers;
  return defineModel({
    inputs,
    layers: layers.map(({ units, activation }) => ({ units, activation })),
    preprocessing: {
      divideBy,
      ...(takesBytes(file, chain) ? { takesBytes: true as const } : {}),
      ...(scaling === undefined || inputNames !== undefined
        ? {}
        : { scaling: { precision: precisionOf(file), each: scaling } }),
      ...(inputNames === undefined ? pictureOf(inputDims, inputs) : tableOf(chain, inputNames)),
    },
    // Only what chooses one of several classes names them.
    ...(labels === undefined ? {} : { labels, exclusive: true }),
  });
}

/** As what the graph takes its inputs. */
const precisionOf = ({ inputs }: OnnxFile): "float32" | "float64" =>
  inputs.every(({ element }) => element === ELEMENT.float64) ? "float64" : "float32";

/** A graph with several inputs takes the columns of a table, of their names. */
function tableOf(
  { layers, labels, output, scaling }: ReadChain,
  names: readonly string[],
): Pick<Preprocessing, "table" | "outputs"> {
  const { units, activation } = layers[layers.length - 1];
  const columns = names.map((name, i) => ({
    name,
    kind: "number" as const,
    shift: 0,
    scale: 1,
    ...scaling?.[i],
    // The graph says nothing of missing numbers.
    missing: { fill: Number.NaN, indicator: false },
  }));
  const tellsClasses = labels !== undefined || activation === "softmax" || activation === "sigmoid";
  if (tellsClasses) return { table: { columns, targets: [output] } };
  const targets = units === 1 ? [output] : Array.from({ length: units }, (_, k) => `${output} ${k + 1}`);
  return {
    table: { columns, targets },
    outputs: targets.map((name) => ({ name, shift: 0, scale: 1 })),
  };
}

/** A picture's size, where the graph takes in pictures whose pixels have the order that Akari's have. */
function pictureOf(dims: readonly number[] = [], inputs: number): Pick<Preprocessing, "image" | "channels"> {
  if (elementCount(dims) !== inputs) return {};
  const isColour = dims.length === 3 && dims[2] === 3;
  const [height, width, ...more] = isColour ? dims.slice(0, 2) : dims.filter((dim) => dim !== 1);
  if (height === undefined || width === undefined || more.length > 0) return {};
  return { image: [height, width], ...(isColour ? { channels: 3 as const } : {}) };
}

function requireFinite(parameters: readonly LayerParameters[], name: string): void {
  parameters.forEach(({ weight, bias }, i) => {
    if (weight.every(Number.isFinite) && bias.every(Number.isFinite)) return;
    throw new AkariError(
      "invalid-file",
      `${name} does not hold a network: a weight or bias of layer ${i + 1} is NaN or infinite.`,
    );
  });
}
