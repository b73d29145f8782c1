/**
 * @file Follows an ONNX graph from its inputs to its output and finds the chain of dense layers that it computes.
 */

import { Allowance } from "../../bounds.js";
import { joinNames } from "../../data/names.js";
import { ACTIVATION_NAMES } from "../../model/activations.js";
import { quote } from "../description/json.js";
import type { Affine } from "../foreign/affine.js";
import type { Assumption } from "../stored-model.js";
import type { AffineChain, Sums } from "./affine-chain.js";
import { CLASSICAL_OPERATORS } from "./classical-operators.js";
import { ELEMENTWISE_OPERATORS } from "./elementwise-operators.js";
import type { OnnxFile, OnnxNode, OnnxValue } from "./file-reader.js";
import { chooseOutput, type GraphInputs, readInputs, refused } from "./graph-ports.js";
import { LAYER_OPERATORS } from "./layer-operators.js";
import { NotDenseError } from "./not-dense.js";
import { CLASSICAL, ELEMENT, HALF, STANDARD, unknownSetting } from "./schema.js";
import { SHAPE_OPERATORS } from "./shape-operators.js";
import {
  Call,
  HALF_PRECISION,
  LABEL,
  nodeCalled,
  type Operation,
  type ReadContext,
  type Unread,
  type Value,
} from "./values.js";

/** Before the first version operators had other settings; what they will have after the last is not known. */
export const KNOWN_OPSETS: Readonly<Record<string, readonly [oldest: number, newest: number]>> = {
  [STANDARD]: [7, 25],
  [CLASSICAL]: [1, 5],
};

export const OPERATORS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  [STANDARD]: { ...SHAPE_OPERATORS, ...ELEMENTWISE_OPERATORS, ...LAYER_OPERATORS },
  [CLASSICAL]: CLASSICAL_OPERATORS,
};

/** What a graph turned out to be. */
export interface ReadChain extends Pick<Sums, "layers" | "divideBy" | "before" | "scaling"> {
  /** What the output is called. */
  readonly output: string;
  /** What the numbers of a row are called, where the graph has several inputs. */
  readonly inputNames?: readonly string[];
  /** The shape of an example, where the graph has a single input and says it. */
  readonly inputDims?: readonly number[];
  /** The classes' names, where the graph says them. */
  readonly labels?: readonly string[];
  /** What was taken to be so. */
  readonly assumed: readonly Assumption[];
}

/**
 * @param name what to call the file in messages
 * @param wanted the output that was asked for
 * @throws AkariError `invalid-file` naming the node that is none of a chain of dense layers, `invalid-argument` where
 * there is no such output
 */
export function readChain(file: OnnxFile, name: string, wanted?: string): ReadChain {
  for (const [domain, [oldest, newest]] of Object.entries(KNOWN_OPSETS)) {
    const opset = file.opsets.get(domain);
    if (opset === undefined || (opset >= oldest && opset <= newest)) continue;
    const own = domain === STANDARD ? "" : ` of ${domain}`;
    throw refused(
      name,
      opset < oldest
        ? `it is of opset ${opset}${own}, and Akari reads opset ${oldest} and newer. Export it again with a newer one`
        : `it is of opset ${opset}${own}, and Akari knows those up to ${newest}. Export it again with an older one`,
    );
  }
  const context: ReadContext = { labels: [], assumed: [], allowance: new Allowance(file.graph.length, name) };
  const inputs = readInputs(file, context.allowance);
  const values = readValues(file, inputs, context, name);
  const {
    name: output,
    chain,
    layers,
    divideBy,
    before,
    scaling,
    assumed,
  } = chooseOutput(file, values, wanted, name, context.allowance);
  const classes = chain.pair ? 2 : layers[layers.length - 1].units;
  const labels = context.labels.find((found) => found.length === Math.max(2, classes));
  const way = wayTo(file, output);
  // What is scaled before the network is scaled in float64.
  const isRounded =
    scaling === undefined &&
    file.inputs.some(({ element }) => element === ELEMENT.float64) &&
    isLarge(before);
  const { names, dims } = inputs;
  return {
    layers,
    divideBy,
    ...(before === undefined ? {} : { before }),
    ...(scaling === undefined ? {} : { scaling }),
    output,
    assumed: distinct([
      ...(names === undefined ? [] : [orderOf(file, way.names, names)]),
      ...context.assumed.filter(({ node }) => way.nodes.has(node)).map(({ assumption }) => assumption),
      ...(file.inputs.some((input) => isHalf(input) && way.names.has(input.name)) ? [HALF_PRECISION] : []),
      ...(isRounded ? [DOUBLE] : []),
      ...assumed,
    ]),
    ...(names === undefined ? {} : { inputNames: names }),
    ...(dims === undefined ? {} : { inputDims: dims }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
  };
}

/** @throws AkariError `invalid-file` where two values have one name, so that it is open which is meant */
function readValues(
  file: OnnxFile,
  inputs: GraphInputs,
  context: ReadContext,
  model: string,
): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, tensor] of file.tensors) values.set(name, { kind: "constant", ...tensor });
  for (const [name, value] of inputs.values) values.set(name, value);
  const counted = new Set<ArrayLike<unknown>>(Array.from(file.tensors.values(), ({ numbers }) => numbers));
  for (const node of file.nodes) {
    const given = node.inputs.map((name) =>
      name === "" ? undefined : (values.get(name) ?? absent(node, name)),
    );
    const made = valuesOf(file, node, given, context);
    for (const value of made) context.allowance.take(madeBy(value, counted));
    node.outputs.forEach((name, i) => {
      if (name === "") return;
      if (values.has(name)) throw refused(model, `two of its nodes or values are called ${quote(name)}`);
      values.set(
        name,
        made[i] ?? { kind: "unread", reason: `${nodeCalled(node)} gives more than the network` },
      );
    });
  }
  return values;
}

/** How many numbers a value has that are not counted yet: all are kept, and one weight may be used by many nodes. */
function madeBy(value: Value, counted: Set<ArrayLike<unknown>>): number {
  const lists: (ArrayLike<unknown> | undefined)[] = [];
  if (value.kind === "constant") lists.push(value.numbers);
  if (value.kind === "chain") {
    const { layers, weight, scale, shift, columns } = value.sums;
    const last = layers.at(-1);
    lists.push(layers, last?.weight, last?.bias, weight?.numbers, scale, shift, columns?.at);
  }
  let numbers = 0;
  for (const list of lists) {
    if (list === undefined || counted.has(list)) continue;
    counted.add(list);
    numbers += list.length;
  }
  return numbers;
}

function valuesOf(
  file: OnnxFile,
  node: OnnxNode,
  inputs: readonly (Value | undefined)[],
  context: ReadContext,
): readonly Value[] {
  const unread = inputs.find((value): value is Unread => value?.kind === "unread");
  if (unread !== undefined) return node.outputs.map(() => unread);
  try {
    const made = operationOf(file, node, inputs)(new Call(node, versionOf(file, node), inputs, context));
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

function versionOf({ opsets }: OnnxFile, { domain }: OnnxNode): number {
  const version = opsets.get(domain);
  if (version !== undefined) return version;
  throw new NotDenseError("is of a set of operators of which the file does not say the version");
}

/** What a node does. @throws NotDenseError where it is not known */
function operationOf(file: OnnxFile, node: OnnxNode, inputs: readonly (Value | undefined)[]): Operation {
  const { domain, operator, attributes } = node;
  const operators = OPERATORS[domain];
  const operation =
    operators !== undefined && Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  const isChoice = CHOICES.has(operator) || inputs.some((value) => value?.kind === "label");
  if (isChoice && (operation === undefined || domain === STANDARD)) {
    return ({ inputs: given }) => {
      const isMixed =
        given.some((value) => value?.kind === "label") && given.some((value) => value?.kind === "chain");
      if (isMixed) throw new NotDenseError("goes on from the class that was chosen");
      return node.outputs.map(() => LABEL);
    };
  }
  if (operation === undefined) {
    throw new NotDenseError(
      domain === STANDARD && OTHER_ACTIVATIONS.has(operator)
        ? `is an activation that Akari does not have (it has ${ACTIVATION_NAMES.join(", ")})`
        : "is an operator that is none of a dense network's",
    );
  }
  if (file.functions.has(`${domain}.${operator}`)) {
    throw new NotDenseError("is a function that the file defines itself");
  }
  const unknown = unknownSetting(domain, operator, versionOf(file, node), attributes.keys());
  if (unknown !== undefined) {
    throw new NotDenseError(`has a setting ${quote(unknown)}, which Akari does not know in this version`);
  }
  return operation;
}

/** Whether a node changed the function that is applied to each sum. */
const endsFunction = (value: Value, inputs: readonly (Value | undefined)[]): value is AffineChain =>
  value.kind === "chain" && !inputs.some((input) => input?.kind === "chain" && input.each === value.each);

/** Operators that choose among classes. */
export const CHOICES: ReadonlySet<string> = new Set(["ArgMax", "ArgMin", "TopK", "Binarizer"]);

export const OTHER_ACTIVATIONS: ReadonlySet<string> = new Set([
  "HardSigmoid",
  "HardSwish",
  "Hardmax",
  "Mish",
  "Selu",
  "Shrink",
  "Softsign",
  "ThresholdedRelu",
]);

const absent = (node: OnnxNode, name: string): Unread => ({
  kind: "unread",
  reason: `${nodeCalled(node)} takes in ${quote(name)}, which nothing before it gives`,
});

/** What a value is computed from: nodes, and the names of all values on the way. */
function wayTo(file: OnnxFile, output: string): { nodes: ReadonlySet<OnnxNode>; names: ReadonlySet<string> } {
  const makers = new Map(file.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const nodes = new Set<OnnxNode>();
  const names = new Set([output]);
  // What is added on the way is visited, too.
  for (const name of names) {
    const node = makers.get(name);
    if (node === undefined || nodes.has(node)) continue;
    nodes.add(node);
    for (const input of node.inputs) names.add(input);
  }
  return { nodes, names };
}

/** More names than this are counted only. */
const MAX_NAMED = 20;

/** In which order the graph takes several inputs, and which of them it does nothing with. */
function orderOf(file: OnnxFile, used: ReadonlySet<string>, columns: readonly string[]): Assumption {
  const idle = file.inputs.map(({ name }) => name).filter((name) => !used.has(name));
  const unused = idle.length === 0 ? "" : ` It does nothing with ${joinNames(idle, MAX_NAMED)}.`;
  return {
    about: "inputs",
    sentence: `Its inputs are taken in the order of the graph: ${joinNames(columns, MAX_NAMED)}.${unused}`,
  };
}

const isHalf = ({ element = 0 }: OnnxValue): boolean => HALF.has(element);

/** What float32 inputs may be beside what is left of them, to keep that to about 1e-4. */
const MAX_BESIDE = 1000;

const isLarge = (before: Affine | undefined): boolean =>
  before !== undefined && Array.from(before.shift).some((shift) => Math.abs(shift) > MAX_BESIDE);

const DOUBLE: Assumption = {
  about: "precision",
  sentence:
    "The graph takes its inputs in float64 and takes away almost all of them, Akari takes them in float32: answers may " +
    "differ. Count from somewhere nearer, both in training and here.",
};

const distinct = (assumed: readonly Assumption[]): Assumption[] =>
  assumed.filter(({ sentence }, i) => assumed.findIndex((other) => other.sentence === sentence) === i);
