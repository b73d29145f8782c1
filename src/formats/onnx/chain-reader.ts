/**
 * @file Follows an ONNX graph from its inputs to its output and finds the chain of dense layers that it computes.
 */

import { AkariError } from "../../error.js";
import type { ActivationName } from "../../model/activations.js";
import { quote } from "../quote.js";
import { CLASSICAL_OPERATORS } from "./classical-operators.js";
import { ELEMENTWISE_OPERATORS } from "./elementwise-operators.js";
import type { OnnxFile, OnnxNode, OnnxValue } from "./file-reader.js";
import { type Flow, finishedLayers, inputFlow, NotDenseError, type Sums } from "./flow.js";
import { LAYER_OPERATORS } from "./layer-operators.js";
import { CLASSICAL, STANDARD } from "./schema.js";
import { SHAPE_OPERATORS } from "./shape-operators.js";
import { Call, LABEL, nodeCalled, type Operation, type Unread, type Value } from "./values.js";

/** Before this version, operators had other settings. */
const OLDEST_OPSET = 7;

const OPERATORS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  [STANDARD]: { ...SHAPE_OPERATORS, ...ELEMENTWISE_OPERATORS, ...LAYER_OPERATORS },
  [CLASSICAL]: CLASSICAL_OPERATORS,
};

/** What a graph turned out to be. */
export interface ReadChain extends Pick<Sums, "layers" | "divideBy" | "before"> {
  /** The shape of an example, where the graph has a single input and says it. */
  readonly inputDims?: readonly number[];
  /** The classes' names, where the graph says them. */
  readonly labels?: readonly string[];
}

/**
 * @param name what to call the file in messages
 * @throws AkariError `invalid-file` naming the node that is none of a chain of dense layers
 */
export function readChain(file: OnnxFile, name: string): ReadChain {
  const opset = file.opsets.get(STANDARD) ?? OLDEST_OPSET;
  if (opset < OLDEST_OPSET) {
    throw refused(
      name,
      `it is of opset ${opset}, and Akari reads opset ${OLDEST_OPSET} and newer. Export it anew with a newer one`,
    );
  }
  const labels: string[][] = [];
  const values = followed(file, (found) => labels.push([...found]));
  const { output, layers, divideBy, before } = chosen(file, values, name);
  const classes = output.pair ? 2 : layers[layers.length - 1].units;
  const fitting = labels.find((found) => found.length === Math.max(2, classes));
  const inputDims = file.inputs.length === 1 ? exampleOf(file.inputs[0]).dims : undefined;
  return {
    layers,
    divideBy,
    ...(before === undefined ? {} : { before }),
    ...(inputDims === undefined ? {} : { inputDims }),
    ...(fitting === undefined ? {} : { labels: fitting }),
  };
}

function followed(file: OnnxFile, setLabels: (labels: readonly string[]) => void): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, tensor] of file.tensors) values.set(name, { kind: "constant", ...tensor });
  for (const input of file.inputs) values.set(input.name, inputValue(input));
  for (const node of file.nodes) {
    const inputs = node.inputs.map((name) =>
      name === "" ? undefined : (values.get(name) ?? absent(node, name)),
    );
    const version = file.opsets.get(node.domain) ?? 1;
    const made = valuesOf(new Call(node, version, inputs, setLabels));
    node.outputs.forEach((name, i) => {
      values.set(
        name,
        made[i] ?? { kind: "unread", reason: `${nodeCalled(node)} gives more than the network` },
      );
    });
  }
  return values;
}

function inputValue(input: OnnxValue): Value {
  const { dims, batch } = exampleOf(input);
  try {
    return inputFlow(dims, batch);
  } catch (error) {
    if (!(error instanceof NotDenseError)) throw error;
    return { kind: "unread", reason: `the input ${quote(input.name)} ${error.message}` };
  }
}

function valuesOf(call: Call): readonly Value[] {
  const { node, inputs } = call;
  const unread = inputs.find((value): value is Unread => value?.kind === "unread");
  if (unread !== undefined) return node.outputs.map(() => unread);
  const operators = OPERATORS[node.domain];
  const operation =
    operators !== undefined && Object.hasOwn(operators, node.operator) ? operators[node.operator] : undefined;
  const isChoice = CHOICES.has(node.operator) || inputs.some((value) => value?.kind === "label");
  try {
    if (isChoice && (operation === undefined || node.domain === STANDARD))
      return node.outputs.map(() => LABEL);
    if (operation === undefined) throw new NotDenseError("is an operator that is none of a dense network's");
    const made = operation(call);
    const all = "kind" in made ? [made] : made;
    return all.map((value) =>
      endsFunction(value, inputs) ? { ...value, endedBy: nodeCalled(node) } : value,
    );
  } catch (error) {
    if (!(error instanceof NotDenseError)) throw error;
    const reason = `${error.node ?? nodeCalled(node)} ${error.message}`;
    return node.outputs.map(() => ({ kind: "unread", reason }));
  }
}

/** Whether a node changed the function that is applied to each sum. */
const endsFunction = (value: Value, inputs: readonly (Value | undefined)[]): value is Flow =>
  value.kind === "flow" && !inputs.some((input) => input?.kind === "flow" && input.each === value.each);

/** Operators that choose among classes. */
const CHOICES: ReadonlySet<string> = new Set(["ArgMax", "TopK", "Binarizer"]);

const absent = (node: OnnxNode, name: string): Unread => ({
  kind: "unread",
  reason: `${nodeCalled(node)} takes in ${quote(name)}, which nothing before it gives`,
});

/** Of a graph's outputs the probabilities, or else the first that is a network's. */
function chosen(
  file: OnnxFile,
  values: ReadonlyMap<string, Value>,
  name: string,
): { output: Flow } & Pick<Sums, "layers" | "divideBy" | "before"> {
  const reasons: string[] = [];
  const found = file.outputs.flatMap((output) => {
    const value = values.get(output.name);
    if (value?.kind === "unread") reasons.push(value.reason);
    if (value?.kind !== "flow") return [];
    try {
      return [{ output: value, ...finishedLayers(value) }];
    } catch (error) {
      if (!(error instanceof NotDenseError)) throw error;
      const maker = file.nodes.find(({ outputs }) => outputs.includes(output.name));
      reasons.push(
        `${error.node ?? (maker === undefined ? "its output" : nodeCalled(maker))} ${error.message}`,
      );
      return [];
    }
  });
  const probable = found.find(({ layers }) => PROBABLE.has(layers[layers.length - 1].activation));
  const best = probable ?? found[0];
  if (best !== undefined) return best;
  throw refused(name, reasons[0] ?? "none of its outputs comes from its inputs");
}

const PROBABLE: ReadonlySet<ActivationName> = new Set(["softmax", "sigmoid"]);

/** The first dimension of an input is that of the examples. */
function exampleOf({ dims }: OnnxValue): { dims?: readonly number[]; batch?: number } {
  if (dims === undefined || dims.length === 0) return {};
  const [examples, ...example] = dims;
  return {
    ...(example.some((dim) => dim < 0) ? {} : { dims: example }),
    ...(examples < 0 ? {} : { batch: examples }),
  };
}

const refused = (name: string, why: string): AkariError =>
  new AkariError("invalid-file", `${name} is not a network of dense layers: ${why}.`);
