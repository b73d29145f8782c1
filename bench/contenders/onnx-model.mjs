// @ts-check
/**
 * @file A task's network as an ONNX model: a Gemm and an activation for each layer. Field numbers are those of
 * onnx.proto (ONNX, intermediate representation 8, operator set 13); what is not needed here is left out of it.
 */

import protobuf from "protobufjs/light.js";
import { readWeights } from "../data.mjs";

/** The name of the model's input, `[n, inputs]`, and of its output, `[n, classes]`. */
export const [INPUT, OUTPUT] = ["input", "output"];

const FLOAT = 1;
const INT = 2;
const OPERATORS = { sigmoid: "Sigmoid", relu: "Relu", tanh: "Tanh" };

const root = protobuf.Root.fromJSON({
  nested: {
    Model: message({ irVersion: ["int64", 1], graph: ["Graph", 7], "opsetImport[]": ["Opset", 8] }),
    Opset: message({ domain: ["string", 1], version: ["int64", 2] }),
    Graph: message({
      "node[]": ["Node", 1],
      name: ["string", 2],
      "initializer[]": ["Tensor", 5],
      "input[]": ["Value", 11],
      "output[]": ["Value", 12],
    }),
    Node: message({
      "input[]": ["string", 1],
      "output[]": ["string", 2],
      opType: ["string", 4],
      "attribute[]": ["Attribute", 5],
    }),
    Attribute: message({ name: ["string", 1], i: ["int64", 3], type: ["int32", 20] }),
    Tensor: message({
      "dims[]": ["int64", 1],
      dataType: ["int32", 2],
      name: ["string", 8],
      rawData: ["bytes", 9],
    }),
    Value: message({ name: ["string", 1], type: ["Type", 2] }),
    Type: message({ tensorType: ["TensorType", 1] }),
    TensorType: message({ elemType: ["int32", 1], shape: ["Shape", 2] }),
    Shape: message({ "dim[]": ["Dimension", 1] }),
    Dimension: message({ dimValue: ["int64", 1], dimParam: ["string", 2] }),
  },
});

/**
 * @param {import("../data.mjs").Task} task
 * @returns {Uint8Array}
 */
export function onnxModel(task) {
  const { sizes, activation } = task.network;
  const layers = readWeights(task);
  const nodes = layers.flatMap((_, i) => {
    const last = i === layers.length - 1;
    return [
      {
        opType: "Gemm",
        input: [i === 0 ? INPUT : `${i - 1}.a`, `${i}.weight`, `${i}.bias`],
        output: [`${i}.z`],
        attribute: [{ name: "transB", i: 1, type: INT }],
      },
      {
        opType: last ? "Softmax" : OPERATORS[activation],
        input: [`${i}.z`],
        output: [last ? OUTPUT : `${i}.a`],
      },
    ];
  });
  const initializers = layers.flatMap(({ inputs, units, weight, bias }, i) => [
    tensor(`${i}.weight`, [units, inputs], weight),
    tensor(`${i}.bias`, [units], bias),
  ]);
  const model = {
    irVersion: 8,
    opsetImport: [{ domain: "", version: 13 }],
    graph: {
      name: "network",
      node: nodes,
      initializer: initializers,
      input: [value(INPUT, sizes[0])],
      output: [value(OUTPUT, sizes[sizes.length - 1])],
    },
  };
  const type = root.lookupType("Model");
  return type.encode(type.fromObject(model)).finish();
}

/**
 * @param {string} name
 * @param {number[]} dims
 * @param {Float32Array} numbers
 */
function tensor(name, dims, numbers) {
  const rawData = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return { name, dims, dataType: FLOAT, rawData };
}

/**
 * Rows of any number.
 *
 * @param {string} name
 * @param {number} columns
 */
function value(name, columns) {
  const shape = { dim: [{ dimParam: "n" }, { dimValue: columns }] };
  return { name, type: { tensorType: { elemType: FLOAT, shape } } };
}

/**
 * @param {Record<string, [type: string, id: number]>} fields a name that ends in `[]` is repeated
 * @returns {import("protobufjs").IType}
 */
function message(fields) {
  const entries = Object.entries(fields).map(([name, [type, id]]) =>
    name.endsWith("[]") ? [name.slice(0, -2), { rule: "repeated", type, id }] : [name, { type, id }],
  );
  return { fields: Object.fromEntries(entries) };
}
