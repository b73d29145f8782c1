/**
 * @file Writes a network's layers as nodes of an ONNX graph: a Gemm a layer, and its activation.
 */

import { layerInputs, type Model, type ModelDefinition } from "../../model/model.js";
import type { TensorNames } from "../description/model-description.js";
import { sequentialNames } from "../safetensors/layer-tensors.js";
import { writeActivation } from "./activation-writer.js";
import type { GraphWriter } from "./graph-writer.js";

/** Writes weights and biases, as float32 numbers; first of all in a graph, so that they keep their names. */
export function writeParameters(graph: GraphWriter, { definition, parameters }: Model): TensorNames[] {
  const names = sequentialNames(definition);
  return parameters.map(({ weight, bias }, i) => {
    const { units } = definition.layers[i];
    return {
      weight: graph.tensor(names[i].weight, [units, layerInputs(definition, i)], Float32Array.from(weight)),
      bias: graph.tensor(names[i].bias, [units], Float32Array.from(bias)),
    };
  });
}

/**
 * @param input what the first layer's input is called, float32 `[N, inputs]`
 * @returns what the last layer's output is called, float32 `[N, units]`
 */
export function writeLayers(
  graph: GraphWriter,
  { layers }: ModelDefinition,
  names: readonly TensorNames[],
  input: string,
): string {
  return layers.reduce((value, { activation }, i) => {
    const layer = `layer ${i + 1}`;
    const sums = graph.node("Gemm", [value, names[i].weight, names[i].bias], {
      name: `${layer}/sums`,
      settings: { transB: { integer: 1 } },
    });
    return writeActivation(graph, activation, sums, layer);
  }, input);
}
