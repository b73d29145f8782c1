/**
 * @file Graphs as other programs write them, put together by hand: their inputs in the graph's order, the output that
 * is asked for, and what is refused because it may not be what it looks like.
 */

import { describe, expect, test } from "vitest";
import { readTableFor } from "../../src/data/table/read-table-for.node.js";
import { reference } from "../../src/engine/reference/engine.js";
import { decodeOnnx } from "../../src/formats/onnx/decode.js";
import { ELEMENT } from "../../src/formats/onnx/schema.js";
import { encodeSafetensorsModel } from "../../src/formats/safetensors/model-file.js";
import { decodeSafetensorsModel } from "../../src/formats/safetensors/torch-layers.js";
import type { StoredModel } from "../../src/formats.js";
import { AkariError, predict } from "../../src/index.js";
import { FREE, OnnxGraph, type Setting } from "../support/onnx-graph.js";
import { put, tableFolder } from "../support/table-files.js";
import { runOnnxOutputs } from "./runtime.js";

tableFolder();

const answers = async ({ model }: StoredModel, rows: number[]): Promise<number[]> =>
  Array.from(await predict(model, rows, { engine: reference }));

function refusal(bytes: Uint8Array, graphOutput?: string): string {
  try {
    decodeOnnx(bytes, "net", { graphOutput });
  } catch (error) {
    expect(error).toBeInstanceOf(AkariError);
    return (error as Error).message;
  }
  return "";
}

interface Options {
  readonly opset?: number;
  readonly dims?: readonly number[];
  readonly element?: number;
}

/** One input `x` of so many numbers; what `build` returns is the output. */
function graphOf(
  build: (graph: OnnxGraph) => string,
  { dims = [3], opset = 17, element = ELEMENT.float32 }: Options = {},
): Uint8Array {
  const graph = new OnnxGraph(opset);
  graph.input("x", [FREE, ...dims], element);
  graph.output(build(graph), 2);
  return graph.bytes();
}

const dense = (graph: OnnxGraph, from: string, weight: number[][]): string =>
  graph.node("MatMul", [from, graph.tensor([weight.length, weight[0].length], weight.flat())]);
const WEIGHT = [
  [1, -1],
  [0.5, 2],
  [3, 0.25],
];

describe("several inputs", () => {
  function columns(): OnnxGraph {
    const graph = new OnnxGraph(17);
    for (const name of ["age", "height", "income"]) graph.input(name, [FREE, 1]);
    const scaled = graph.node("Div", [
      graph.node("Sub", ["age", graph.tensor([], [40])]),
      graph.tensor([1], [10]),
    ]);
    graph.output(
      dense(graph, graph.node("Concat", ["income", scaled], { axis: 1n }), [
        [2, 0],
        [0, 3],
      ]),
      2,
    );
    return graph;
  }

  test("are taken in the graph's order, by their names, with those that it does nothing with", async () => {
    const stored = decodeOnnx(columns().bytes(), "net");
    // 2 · income and 3 · (age − 40) / 10
    const [income, age] = await answers(stored, [50, 7, 1]);
    expect(income).toBe(2);
    expect(age).toBeCloseTo(3, 5);
    const { table, outputs } = stored.model.definition.preprocessing;
    expect(table?.columns.map(({ name }) => name)).toEqual(["age", "height", "income"]);
    expect(outputs?.map(({ name }) => name)).toEqual(["matmul_6 1", "matmul_6 2"]);
    expect(stored.assumed).toEqual([
      {
        about: "inputs",
        sentence:
          "Its inputs are taken in the order of the graph: age, height, income. It does nothing with height.",
      },
    ]);
  });

  test("stay so in a file of Akari's", () => {
    const { model } = decodeOnnx(columns().bytes(), "net");
    expect(decodeSafetensorsModel(encodeSafetensorsModel(model), "net").model).toEqual(model);
  });

  test("find a table's columns by name, and refuse a row in which one is missing", async () => {
    const { model } = decodeOnnx(columns().bytes(), "net");
    const { preprocessing } = model.definition;
    const { features } = await readTableFor(await put("income,age,height\n1,50,7\n"), preprocessing);
    expect(Array.from(features.data)).toEqual([50, 7, 1]);
    await expect(readTableFor(await put("income,age,height\n1,,7\n"), preprocessing)).rejects.toThrow(
      'row 2, column age: "" is missing, and the model has nothing to put in its place. Fill it in.',
    );
  });

  test("of several numbers each, and one twice", async () => {
    const graph = new OnnxGraph(13);
    graph.input("a", [FREE, 2]);
    graph.input("b", [FREE, 1]);
    graph.output(
      dense(graph, graph.node("Concat", ["b", "a", "b"], { axis: -1n }), [[1], [10], [100], [1000]]),
      2,
    );
    const stored = decodeOnnx(graph.bytes(), "net");
    expect(await answers(stored, [1, 2, 3])).toEqual([3 + 10 + 200 + 3000]);
    expect(stored.model.definition.preprocessing.table?.columns.map(({ name }) => name)).toEqual([
      "a 1",
      "a 2",
      "b",
    ]);
  });

  test("of which one alone is used are all taken", async () => {
    const graph = new OnnxGraph(17);
    graph.input("idle", [FREE, 2]);
    graph.input("x", [FREE, 3]);
    graph.output(graph.node("Relu", [dense(graph, "x", WEIGHT)]), 2);
    expect(await answers(decodeOnnx(graph.bytes(), "net"), [9, 9, 1, 1, 1])).toEqual([4.5, 1.25]);
  });

  test("of a length that the graph does not say are refused", () => {
    const graph = new OnnxGraph(17);
    graph.input("a", [FREE, FREE]);
    graph.input("b", [FREE, 1]);
    graph.output(dense(graph, graph.node("Concat", ["a", "b"], { axis: 1n }), WEIGHT), 2);
    expect(refusal(graph.bytes())).toContain(
      'the input "a" is one of several, of which the graph does not say how many numbers each has',
    );
  });
});

describe("several outputs", () => {
  const graph = new OnnxGraph(17);
  graph.input("x", [FREE, 3]);
  const hidden = graph.node("Relu", [dense(graph, "x", WEIGHT)]);
  const price = dense(graph, hidden, [[1], [2]]);
  const risk = graph.node("Sigmoid", [dense(graph, hidden, [[0.5], [-1]])]);
  graph.output(price, 2);
  graph.output(risk, 2);
  const bytes = graph.bytes();
  const [row, p] = [[1, 1, 1], 4.5 + 2.5];

  test("leave others aside with a word", async () => {
    const stored = decodeOnnx(bytes, "net");
    expect(await answers(stored, row)).toEqual([1 / (1 + Math.exp(-1))]);
    expect(stored.assumed).toEqual([
      {
        about: "outputs",
        sentence: `Of the graph's outputs it answers with "${risk}"; "${price}" is left out.`,
      },
    ]);
  });

  test("are there to be chosen, as is any value of the graph", async () => {
    const stored = decodeOnnx(bytes, "net", { graphOutput: price });
    expect(await answers(stored, row)).toEqual([p]);
    expect(stored.assumed).toBeUndefined();
    expect(await answers(decodeOnnx(bytes, "net", { graphOutput: hidden }), row)).toEqual([4.5, 1.25]);
  });

  test("of no such name, and of files that have none", () => {
    expect(refusal(bytes, "nope")).toBe(`net has no output "nope". Its outputs are "${price}", "${risk}".`);
    const own = encodeSafetensorsModel(decodeOnnx(bytes, "net").model);
    expect(() => decodeSafetensorsModel(own, "net", { graphOutput: "nope" })).toThrow(
      "that is for ONNX files",
    );
  });
});

test("where a class is chosen, its scores are asked for, and can be taken", async () => {
  let scores = "";
  const bytes = graphOf((graph) => {
    scores = dense(graph, "x", WEIGHT);
    return graph.node("Cast", [graph.node("ArgMax", [scores], { axis: 1n, keepdims: 0n })], { to: 6n });
  });
  expect(refusal(bytes)).toMatch(
    /^net gives the number of a class alone: its output "cast_\d" is what ArgMax chose, .* --graph-output matmul_1,/,
  );
  expect(await answers(decodeOnnx(bytes, "net", { graphOutput: scores }), [1, 1, 1])).toEqual([4.5, 1.25]);
});

describe("what the graph does and Akari does not", () => {
  const scores = (graph: OnnxGraph) => dense(graph, "x", WEIGHT);
  /** Without what is said of every graph that ends in weighted sums: that these may be logits. */
  const notes = ({ assumed = [] }: StoredModel): string[] =>
    assumed.map((one) => one.about).filter((one) => one !== "output");
  const about = (build: (graph: OnnxGraph) => string): string[] => notes(decodeOnnx(graphOf(build), "net"));

  test("is said", () => {
    expect(about(scores)).toEqual([]);
    expect(about((graph) => graph.node("LogSoftmax", [scores(graph)], { axis: 1n }))).toEqual([
      "probabilities",
    ]);
    const half = { to: BigInt(ELEMENT.float16) };
    expect(
      about((graph) => graph.node("Cast", [graph.node("Cast", [scores(graph)], half)], { to: 1n })),
    ).toEqual(["precision"]);
    const far = (graph: OnnxGraph) => graph.tensor([], [1e30]);
    const zero = (graph: OnnxGraph) => graph.tensor([], [0]);
    expect(about((graph) => graph.node("Clip", [scores(graph), zero(graph), far(graph)]))).toEqual([
      "limits",
    ]);
    const inputs = { dims: [3], element: ELEMENT.float64 };
    const seconds = (factor: number) =>
      graphOf((graph) => {
        const near = graph.node("Sub", ["x", graph.tensor([3], [1.7e9, 0, 0], ELEMENT.float64)]);
        const weight = WEIGHT.flat().map((number) => number * factor);
        return graph.node("MatMul", [near, graph.tensor([3, 2], weight, ELEMENT.float64)]);
      }, inputs);
    expect(notes(decodeOnnx(seconds(1e-9), "net"))).toEqual(["precision"]);
    // What float32 weights could not hold is scaled before them, in float64.
    const { model, assumed = [] } = decodeOnnx(seconds(1), "net");
    expect(assumed.map((one) => one.about)).toEqual(["output"]);
    expect(model.definition.preprocessing.scaling?.precision).toBe("float64");
  });
});

test("what is taken away from large inputs is taken away before the network, as it is in the graph", async () => {
  const bytes = graphOf((graph) => {
    const near = graph.node("Sub", ["x", graph.tensor([3], [2 ** 24, 2000, 1])]);
    return dense(graph, graph.node("Div", [near, graph.tensor([3], [4, 5, 1])]), WEIGHT);
  });
  const { model } = decodeOnnx(bytes, "net");
  expect(model.definition.layers).toHaveLength(1);
  expect(model.definition.preprocessing.scaling?.each).toEqual([
    { shift: 2 ** 24, scale: 4 },
    { shift: 2000, scale: 5 },
    { shift: 1, scale: 1 },
  ]);
  const inputs = Float32Array.of(2 ** 24 - 8, 2003, 1.5, 2 ** 24 + 6, 1990, 0);
  const { data } = Object.values(
    await runOnnxOutputs(bytes, { x: { type: "float32", dims: [2, 3], data: inputs } }),
  )[0];
  const found = await predict(model, inputs);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(data[i], 5);
  });
});

test("a shape that the graph computes with whole numbers is what they come to", async () => {
  const bytes = graphOf((graph) => {
    const constant = (value: number) => graph.tensor([1], [value], ELEMENT.int64);
    const half = graph.node("Div", [constant(7), constant(2)]);
    const shape = graph.node("Concat", [graph.whole(-1), half], { axis: 0n });
    return dense(graph, graph.node("Reshape", ["x", shape]), WEIGHT);
  });
  expect(await answers(decodeOnnx(bytes, "net"), [1, 1, 1])).toEqual([4.5, 1.25]);
});

/** `[N, 3]` → a refusal. */
const REFUSED: readonly (readonly [says: string, build: (graph: OnnxGraph) => string, options?: Options])[] =
  [
    ["is in training mode: it normalises by the batch at hand", (g) => norm(g, "x", { training_mode: 1n })],
    ["is in training mode", (g) => norm(g, "x", {}, 5), { opset: 9 }],
    [
      "is in training mode: it leaves out numbers at random",
      (g) => g.node("Dropout", ["x", g.tensor([], [0.5]), g.tensor([], [1], ELEMENT.bool)]),
    ],
    ['has a setting "alpha", which Akari does not know', (g) => g.node("Relu", ["x"], { alpha: 0.1 })],
    ['has a setting "axes"', (g) => g.node("Unsqueeze", ["x"], { axes: [1n] })],
    [
      "has limits as inputs in an old version",
      (g) => g.node("Clip", ["x", g.tensor([], [0])]),
      { opset: 10 },
    ],
    [
      "computes with whole numbers",
      (g) => g.node("Cast", [halved(g)], { to: 1n }),
      { element: ELEMENT.int64 },
    ],
    ['the input "x" is none of numbers', (g) => g.node("Identity", ["x"]), { element: ELEMENT.text }],
    [
      "does not take all of an example's numbers together",
      (g) => g.node("Softmax", [dense(g, "x", WEIGHT)], { axis: 1n }),
      { dims: [1, 3] },
    ],
    [
      "takes more than a row an example",
      (g) => g.node("Gemm", ["x", g.tensor([3, 2], WEIGHT.flat())]),
      { dims: [1, 3] },
    ],
    [
      "puts numbers of different shapes together",
      (g) => g.node("Mul", ["x", g.node("Unsqueeze", ["x", g.whole(1)])]),
    ],
    [
      "is an activation that Akari does not have (it has linear, ",
      (g) => g.node("Selu", ["x"], { alpha: 1.2 }),
    ],
    [
      "treats an example's numbers differently",
      (g) => g.node("PRelu", ["x", g.tensor([3], [0.1, 0.2, 0.3])]),
    ],
    ["does not leave examples apart", (g) => g.node("Flatten", ["x"], { axis: 0n })],
    ["gives an example no numbers at all", (g) => g.node("Reshape", ["x", g.whole(0, 3)], { allowzero: 1n })],
    ["it is of opset 99, and Akari knows those up to 25", (g) => g.node("Relu", ["x"]), { opset: 99 }],
    ["turns numbers into such of another type", (g) => g.node("Cast", ["x"], { to: 7n })],
    ["is the sum of an example's numbers", (g) => g.node("ReduceSum", ["x", g.whole(1)])],
  ];

for (const [says, build, options] of REFUSED) {
  test(`refused: ${says}`, () => {
    expect(refusal(graphOf(build, options))).toContain(says);
  });
}

function norm(graph: OnnxGraph, from: string, settings: Record<string, Setting>, outputs = 1): string {
  const vectors = [1, 2, 3, 4].map(() => graph.tensor([3], [1, 1, 1]));
  return graph.nodes("BatchNormalization", [from, ...vectors], settings, outputs)[0];
}

const halved = (graph: OnnxGraph): string => graph.node("Div", ["x", graph.tensor([], [2], ELEMENT.int64)]);
