/**
 * @file Writes a model as an ONNX file, which other programs run: with its preprocessing, so that they can give it what
 * they have, or its layers alone.
 */

import type { Bytes } from "../../bytes.js";
import { invalidArgument } from "../../error.js";
import {
  layerInputs,
  type Model,
  type ModelDefinition,
  outputUnits,
  requireShapes,
} from "../../model/model.js";
import type { InputScaling } from "../../model/preprocessing.js";
import { CONTENT_KEY } from "../bytes/hashes.js";
import { DESCRIPTION_KEY, formatDescription, type TensorNames } from "../description/model-description.js";
import type { TrainingRecord } from "../description/training-record.js";
import { repeated } from "../exported/interface.js";
import { layerTensors, requireFiniteTensors, sequentialNames } from "../safetensors/layer-tensors.js";
import { hashOnnx, LABELS_KEY, type OnnxValue, readOnnxFile, TARGETS_KEY } from "./file-reader.js";
import { GraphWriter, writeActivation } from "./graph-writer.js";
import { ELEMENT } from "./schema.js";
import { writeTable } from "./table-writer.js";

export interface OnnxOptions {
  /**
   * Whether the graph begins with raw inputs and ends with an answer, or is the layers alone, which take the first
   * layer's inputs. True where left out; for models of sounds, whose preprocessing ONNX cannot hold, false.
   */
  readonly preprocessing?: boolean;
}

/** Whether a model's preprocessing can be part of an ONNX graph: that of sounds cannot. */
const canHoldPreprocessing = ({ preprocessing }: ModelDefinition): boolean =>
  preprocessing.sound === undefined;

/**
 * A model as the bytes of an ONNX file (opset 17). The number of examples `N` is free.
 *
 * With preprocessing its inputs are: for a table an input a column, of the column's name, `[N, 1]`, float64 for numbers
 * and dates and else text, where NaN, and the texts that tables have for it, say that a cell is missing; for pictures
 * `pixels`, `[N, height, width]` or `[N, height, width, 3]`; else `input`, `[N, inputs]`. Those two are uint8 where
 * numbers are divided by 255, float64 where a model scales float64 inputs, else float32.
 *
 * It has one output. Where the targets have units, it is float64 `[N, targets]` in these, and called as the target is, or
 * `values` where there are several. Else it is float32 and what the last layer gives: `probabilities` after softmax and sigmoid,
 * `scores` of classes after anything else, `values` where there are no classes. Of classes it is `[N, classes]`, even
 * where a single unit tells two apart; else `[N, units]`. A name that is taken already has a number added.
 *
 * Without preprocessing, `input`, float32 `[N, inputs]`, is what the first layer takes in, and `output`, float32
 * `[N, units]`, is what the last layer gives.
 *
 * The file's metadata hold the classes as a JSON list under `labels`, the targets' names under `targets`, Akari's
 * description of the model, by which it is read again whole, under `akari`, and under `akari.content` a hash that tells
 * whether all of it is still what was written. Float64 parameters are rounded to float32. The same arguments give the
 * same bytes.
 *
 * @throws AkariError `invalid-model` where the parameters do not fit the definition or the record is not sound,
 * `diverged` where a parameter is NaN or infinite, `invalid-argument` where the preprocessing is asked for and cannot
 * be part of the graph, or the record has an impossible optimizer
 */
export function encodeOnnx(
  model: Model,
  record?: TrainingRecord,
  { preprocessing = canHoldPreprocessing(model.definition) }: OnnxOptions = {},
): Bytes {
  const { definition, parameters } = model;
  requireShapes(definition, parameters);
  const names = sequentialNames(definition);
  requireFiniteTensors(layerTensors(definition, parameters, names));
  if (preprocessing && !canHoldPreprocessing(definition)) {
    throw invalidArgument(
      "This model hears recordings, and ONNX has no room for what makes a recording into its inputs: write the " +
        "layers alone, without preprocessing.",
    );
  }
  const graph = new GraphWriter();
  const tensors = writeParameters(graph, model);
  if (preprocessing) {
    const output = graph.unique(answerName(definition));
    const inputs = writeInputs(graph, definition);
    writeAnswer(graph, definition, writeLayers(graph, definition, tensors, inputs), output);
  } else {
    const output = graph.unique("output");
    const input = graph.input("input", {
      element: ELEMENT.float32,
      dims: [definition.inputs],
      description: "What the first layer takes in.",
    });
    const last = writeLayers(graph, definition, tensors, input);
    finish(graph, last, output, outputUnits(definition), "What the last layer gives.");
  }
  const written = graph.graph("network");
  const { outputs } = definition.preprocessing;
  const metadata = new Map([
    ...(definition.labels === undefined ? [] : [[LABELS_KEY, JSON.stringify(definition.labels)] as const]),
    ...(outputs === undefined
      ? []
      : [[TARGETS_KEY, JSON.stringify(outputs.map(({ name }) => name))] as const]),
    [
      DESCRIPTION_KEY,
      formatDescription({ definition, tensors: names, ...(record === undefined ? {} : { record }) }),
    ],
  ]);
  metadata.set(CONTENT_KEY, hashOnnx({ graph: written.encode(), opsets: graph.opsets(), metadata }));
  return graph.file(written, metadata);
}

/**
 * What there is to say of an ONNX file: what it takes in and gives, and what had to stay out of it.
 *
 * @param bytes which {@link encodeOnnx} made of a model of this definition
 * @param preprocessing as it was asked for
 * @returns a sentence each
 */
export function onnxNotes(definition: ModelDefinition, bytes: Uint8Array, preprocessing?: boolean): string[] {
  const { inputs, outputs } = readOnnxFile(bytes);
  const isLeftOut = preprocessing === undefined && !canHoldPreprocessing(definition);
  return [
    ...(isLeftOut
      ? [
          "What makes a recording into the model's inputs stays out of the file: ONNX has no room for it. " +
            "Its input is what the first layer takes in.",
        ]
      : []),
    ...inputs.map((input) => `It takes in ${portText(input)}`),
    ...outputs.map((output) => `It gives ${portText(output)}`),
  ];
}

/** `pixels: uint8 [N, 28, 28]`. */
function portText({ name, element, dims = [] }: OnnxValue): string {
  const type = Object.entries(ELEMENT).find(([, number]) => number === element)?.[0];
  return `${name}: ${type} [${dims.map((dim) => (dim < 0 ? "N" : dim)).join(", ")}]`;
}

/** @returns what the first layer's input is called */
function writeInputs(graph: GraphWriter, { inputs, preprocessing }: ModelDefinition): string {
  const { table, image, channels, divideBy, scaling } = preprocessing;
  if (table !== undefined) return writeTable(graph, table);
  const isBytes = divideBy === 255;
  const raw = graph.input(image === undefined ? "input" : "pixels", {
    element: isBytes ? ELEMENT.uint8 : scaling?.precision === "float64" ? ELEMENT.float64 : ELEMENT.float32,
    dims: image === undefined ? [inputs] : [...image, ...(channels === undefined ? [] : [channels])],
    description: isBytes ? "0 to 255." : "As the data have them.",
  });
  let value = raw;
  if (isBytes) {
    value = graph.node("Cast", [value], { name: "numbers", settings: { to: { integer: ELEMENT.float32 } } });
  }
  if (image !== undefined)
    value = graph.node("Flatten", [value], { name: "flat", settings: { axis: { integer: 1 } } });
  if (scaling !== undefined) return writeScaling(graph, inputs, divideBy, scaling, value);
  if (divideBy === 1) return value;
  return graph.node("Div", [value, graph.tensor("divisor", [], Float32Array.of(divideBy))], {
    name: "inputs",
  });
}

/** In float64, as the engines do it. */
function writeScaling(
  graph: GraphWriter,
  inputs: number,
  divideBy: number,
  { each }: InputScaling,
  raw: string,
): string {
  const cast = (value: string, element: number, name: string) =>
    graph.node("Cast", [value], { name, settings: { to: { integer: element } } });
  const tensor = (name: string, numbers: readonly number[]) =>
    graph.tensor(name, numbers.length === 1 ? [] : [numbers.length], Float64Array.from(numbers));
  const scalings = repeated(each, inputs);
  let value = cast(raw, ELEMENT.float64, "inputs/raw");
  if (divideBy !== 1) {
    value = graph.node("Div", [value, tensor("divisor", [divideBy])], { name: "inputs/divided" });
  }
  const shift = tensor(
    "inputs/shift",
    scalings.map((scaling) => scaling.shift),
  );
  const scale = tensor(
    "inputs/scale",
    scalings.map((scaling) => scaling.scale),
  );
  value = graph.node("Sub", [value, shift], { name: "inputs/shifted" });
  value = graph.node("Div", [value, scale], { name: "inputs/scaled" });
  return cast(value, ELEMENT.float32, "inputs");
}

function answerName({ preprocessing, layers, labels }: ModelDefinition): string {
  const { outputs } = preprocessing;
  if (outputs !== undefined) return outputs.length === 1 ? outputs[0].name || "value" : "values";
  const { activation } = layers[layers.length - 1];
  return activation === "softmax" || activation === "sigmoid"
    ? "probabilities"
    : labels
      ? "scores"
      : "values";
}

/** Ends the graph with numbers in their own unit, or a number a class. */
function writeAnswer(graph: GraphWriter, definition: ModelDefinition, value: string, output: string): void {
  const units = outputUnits(definition);
  const { outputs } = definition.preprocessing;
  if (outputs !== undefined) {
    const vector = (name: string, numbers: readonly number[]) =>
      graph.tensor(name, [numbers.length], Float64Array.from(numbers));
    const scale = vector(
      "unit/scale",
      outputs.map((scaling) => scaling.scale),
    );
    const shift = vector(
      "unit/shift",
      outputs.map((scaling) => scaling.shift),
    );
    const wide = graph.node("Cast", [value], {
      name: "unit/wide",
      settings: { to: { integer: ELEMENT.float64 } },
    });
    const scaled = graph.node("Mul", [wide, scale], { name: "unit/scaled" });
    const shifted = graph.node("Add", [scaled, shift], { name: "unit/shifted" });
    const description = `In its own unit: ${outputs.map(({ name }) => name).join(", ")}.`;
    graph.give(shifted, output, { element: ELEMENT.float64, dims: [units], description });
    return;
  }
  const description =
    definition.labels === undefined ? "A number a unit." : `Of ${definition.labels.join(", ")}.`;
  if (units > 1 || definition.labels === undefined) {
    finish(graph, value, output, units, description);
    return;
  }
  // A single neuron speaks for the second class.
  const one = graph.tensor("1", [], Float32Array.of(1));
  const first = graph.node("Sub", [one, value], { name: "first class" });
  const both = graph.node("Concat", [first, value], {
    name: "both classes",
    settings: { axis: { integer: 1 } },
  });
  finish(graph, both, output, 2, description);
}

/** Ends the graph with a value, float32 `[N, width]`. @param output a name that is kept for it */
function finish(graph: GraphWriter, value: string, output: string, width: number, description: string): void {
  graph.give(value, output, { element: ELEMENT.float32, dims: [width], description });
}

/** Writes weights and biases, as float32 numbers; first of all in a graph, so that they keep their names. */
function writeParameters(graph: GraphWriter, { definition, parameters }: Model): TensorNames[] {
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
function writeLayers(
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
