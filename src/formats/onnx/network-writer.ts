/**
 * @file Writes a network's layers as nodes of an ONNX graph: a Gemm a layer, and its activation.
 */

import { type ActivationName, LEAKY_SLOPE } from "../../model/activations.js";
import { layerInputs, type Model, type ModelDefinition } from "../../model/model.js";
import type { TensorNames } from "../description/model-description.js";
import { sequentialNames } from "../safetensors/layer-tensors.js";
import type { GraphWriter } from "./graph-writer.js";

/** ONNX has most activations as operators of their own. */
const OPERATORS = {
  sigmoid: ["Sigmoid"],
  tanh: ["Tanh"],
  relu: ["Relu"],
  leaky_relu: ["LeakyRelu", { alpha: { float: LEAKY_SLOPE } }],
  elu: ["Elu", { alpha: { float: 1 } }],
  softplus: ["Softplus"],
  softmax: ["Softmax", { axis: { integer: 1 } }],
} as const;

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

function writeActivation(
  graph: GraphWriter,
  activation: ActivationName,
  sums: string,
  layer: string,
): string {
  const name = `${layer}/${activation}`;
  switch (activation) {
    case "linear":
      return sums;
    case "silu": {
      const sigmoid = graph.node("Sigmoid", [sums], { name: `${layer}/sigmoid` });
      return graph.node("Mul", [sums, sigmoid], { name });
    }
    case "gelu": {
      // z/2 · (1 + erf(z/√2)): the operator Gelu is newer than the files that are written.
      const constant = (called: string, number: number) =>
        graph.tensor(`${layer}/${called}`, [], Float32Array.of(number));
      const within = graph.node("Mul", [sums, constant("√½", Math.SQRT1_2)], { name: `${layer}/within` });
      const erf = graph.node("Erf", [within], { name: `${layer}/erf` });
      const raised = graph.node("Add", [erf, constant("1", 1)], { name: `${layer}/raised` });
      const half = graph.node("Mul", [sums, constant("½", 0.5)], { name: `${layer}/half` });
      return graph.node("Mul", [half, raised], { name });
    }
    default: {
      const [operator, settings = {}] = OPERATORS[activation];
      return graph.node(operator, [sums], { name, settings });
    }
  }
}
