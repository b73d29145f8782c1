/**
 * @file Reads a model out of an ONNX file: one that Akari wrote as it was, and one of another program's by following
 * its graph.
 */

import { AkariError } from "../../error.js";
import { defineModel, type LayerParameters, type ModelDefinition } from "../../model/model.js";
import type { Preprocessing } from "../../model/preprocessing.js";
import { DESCRIPTION_KEY, describedModel, OWN_MODEL, readDescriptionText } from "../model-description.js";
import { inFile } from "../plain-data.js";
import { quote } from "../quote.js";
import { elementCount } from "../shape.js";
import type { StoredModel } from "../stored-model.js";
import { describeInputs, refuseDescriptionOptions, type UndescribedOptions } from "../undescribed.js";
import { type ReadChain, readChain } from "./chain-reader.js";
import { type OnnxFile, readOnnxFile } from "./file-reader.js";
import { GRAPH_KEY, hashGraph } from "./graph-hash.js";
import { ExternalDataError } from "./tensor-reader.js";
import { WireError } from "./wire-reader.js";

/**
 * Reads a model out of an ONNX file of opset 7 or newer, trusting nothing in it: a chain of dense layers, as PyTorch,
 * scikit-learn and Keras write them. Scaling, biases and batch normalisation are folded into the layers' weights; an
 * output that chooses a class is left aside for its probabilities, and log-softmax is read as softmax. Parameters are
 * float32.
 *
 * A file that {@link encodeOnnx} wrote gives the model that it was written from, with its preprocessing; one that
 * another program changed since is read by its graph alone.
 *
 * @param name what to call the file in messages
 * @param undescribed what inputs are divided by, where another program's graph does not say it
 * @throws AkariError `invalid-file` where it is damaged, keeps its weights in another file, or computes something else,
 * naming the node and its operator; `invalid-argument` where the file says what the options say
 */
export function decodeOnnx(
  bytes: Uint8Array,
  name: string,
  undescribed: UndescribedOptions = {},
): StoredModel {
  const file = parsed(bytes, name);
  const described = file.metadata.get(DESCRIPTION_KEY);
  if (described !== undefined && file.metadata.get(GRAPH_KEY) === hashGraph(file.graph)) {
    refuseDescriptionOptions(undescribed, name);
    return readDescribed(file, described, name);
  }
  const chain = readChain(file, name);
  const parameters = chain.layers.map(({ weight, bias }) => ({
    weight: Float32Array.from(weight),
    bias: Float32Array.from(bias),
  }));
  requireFinite(parameters, name);
  const definition = inFile(name, "network", () => definitionOf(chain));
  return describeInputs({ definition, parameters }, undescribed, name);
}

function parsed(bytes: Uint8Array, name: string): OnnxFile {
  try {
    return readOnnxFile(bytes);
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

function definitionOf({ layers, divideBy, inputDims, labels }: ReadChain): ModelDefinition {
  const [{ inputs }] = layers;
  return defineModel({
    inputs,
    layers: layers.map(({ units, activation }) => ({ units, activation })),
    preprocessing: { divideBy, ...pictureOf(inputDims, inputs) },
    // Only what chooses one of several classes names them.
    ...(labels === undefined ? {} : { labels, exclusive: true }),
  });
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
