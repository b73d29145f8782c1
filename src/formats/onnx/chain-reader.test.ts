import { describe, expect, test } from "vitest";
import { reference } from "../../engine/reference/engine.js";
import { predict } from "../../insight/compile.js";
import { decodeOnnx } from "./decode.js";
import { GraphWriter } from "./graph-writer.js";
import { CLASSICAL, ELEMENT } from "./schema.js";

const WEIGHT = [1, -2, 3, 0.5, 0.25, -1];

/** A file with an input `x` `[N, …dims]`, whose output is what `build` returns. */
function file(dims: number[], build: (graph: GraphWriter) => string): Uint8Array {
  const graph = new GraphWriter();
  graph.input("x", { element: ELEMENT.float32, dims, description: "" });
  graph.give(build(graph), "y", { element: ELEMENT.float32, dims: [], description: "" });
  return graph.file(graph.graph("test"), new Map());
}

const floats = (graph: GraphWriter, name: string, dims: number[], numbers: number[]): string =>
  graph.tensor(name, dims, Float32Array.from(numbers));

async function answers(bytes: Uint8Array, inputs: number[]): Promise<number[]> {
  return Array.from(await predict(decodeOnnx(bytes, "net").model, inputs, { engine: reference }));
}

const refusal = (bytes: Uint8Array): string => {
  try {
    decodeOnnx(bytes, "net");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("Gemm", () => {
  test("with alpha, beta and a bias of one number", async () => {
    const bytes = file([2], (graph) =>
      graph.node("Gemm", ["x", floats(graph, "w", [2, 3], WEIGHT), floats(graph, "b", [1], [4])], {
        name: "fc",
        settings: { alpha: { float: 2 }, beta: { float: 0.5 } },
      }),
    );
    // 2 · x W + ½ · 4 for x = (1, 10)
    expect(await answers(bytes, [1, 10])).toEqual([14, 3, -12]);
  });

  test("transposed, without a bias", async () => {
    const bytes = file([2], (graph) =>
      graph.node("Gemm", ["x", floats(graph, "w", [3, 2], WEIGHT)], {
        name: "fc",
        settings: { transB: { integer: 1 } },
      }),
    );
    expect(await answers(bytes, [1, 10])).toEqual([-19, 8, -9.75]);
  });

  test("with examples in columns is refused", () => {
    const bytes = file([2], (graph) =>
      graph.node("Gemm", ["x", floats(graph, "w", [2, 3], WEIGHT)], {
        name: "fc",
        settings: { transA: { integer: 1 } },
      }),
    );
    expect(refusal(bytes)).toContain('the node "fc" (Gemm) has examples in columns.');
  });
});

test("vectors before and after a matrix are folded into it", async () => {
  const bytes = file([2], (graph) => {
    const scaled = graph.node("Mul", [floats(graph, "s", [1, 2], [2, 3]), "x"], { name: "scaled" });
    const shifted = graph.node("Sub", [scaled, floats(graph, "m", [2], [1, 1])], { name: "shifted" });
    const product = graph.node("MatMul", [shifted, floats(graph, "w", [2, 3], WEIGHT)], { name: "product" });
    const flipped = graph.node("Sub", [floats(graph, "b", [3], [1, 2, 3]), product], { name: "flipped" });
    return graph.node("Div", [flipped, floats(graph, "d", [3], [1, 2, 4])], { name: "divided" });
  });
  const { layers } = decodeOnnx(bytes, "net").model.definition;
  expect(layers).toHaveLength(1);
  // (2x − 1, 3y − 1) = (1, 2), times W = (2, −1.5, 1)
  expect(await answers(bytes, [1, 1])).toEqual([-1, 1.75, 0.5]);
});

test("scaled pixels keep their division apart from the weights", () => {
  const bytes = file([2], (graph) => {
    const divided = graph.node("Mul", ["x", floats(graph, "s", [], [1 / 255])], { name: "divided" });
    return graph.node("MatMul", [divided, floats(graph, "w", [2, 3], WEIGHT)], { name: "fc" });
  });
  const { definition, parameters } = decodeOnnx(bytes, "net").model;
  expect(definition.preprocessing.divideBy).toBe(255);
  expect(Array.from(parameters[0].weight)).toEqual([1, 0.5, -2, 0.25, 3, -1]);
});

test("a shape in which examples do not stay apart is refused", () => {
  const bytes = file([1, 3], (graph) =>
    graph.node("Reshape", ["x", graph.integers("shape", [3, 3])], { name: "flat" }),
  );
  expect(refusal(bytes)).toContain('the node "flat" (Reshape) gives 3 numbers an example the shape [3, 3].');
});

test("only weights without an activation between them stay layers of their own", () => {
  const bytes = file([2], (graph) => {
    const first = graph.node("MatMul", ["x", floats(graph, "a", [2, 3], WEIGHT)], { name: "first" });
    const even = graph.node("Mul", [first, floats(graph, "half", [], [0.5])], { name: "even" });
    const relu = graph.node("Relu", [even], { name: "relu" });
    return graph.node("MatMul", [relu, floats(graph, "b", [3, 2], WEIGHT)], { name: "second" });
  });
  const { layers } = decodeOnnx(bytes, "net").model.definition;
  expect(layers.map(({ units, activation }) => [units, activation])).toEqual([
    [3, "relu"],
    [2, "linear"],
  ]);
});

describe("linear models of scikit-learn's converter", () => {
  test("of two targets", async () => {
    const bytes = file([2], (graph) =>
      graph.node("LinearRegressor", ["x"], {
        name: "model",
        domain: CLASSICAL,
        settings: {
          coefficients: { floats: [1, 2, 3, 4] },
          intercepts: { floats: [10, 20] },
          targets: { integer: 2 },
        },
      }),
    );
    expect(await answers(bytes, [1, 1])).toEqual([13, 27]);
  });

  test("scaled by one number for all columns", async () => {
    const bytes = file([2], (graph) => {
      const settings = { offset: { floats: [1] }, scale: { floats: [2] } };
      const scaled = graph.node("Scaler", ["x"], { name: "scaled", domain: CLASSICAL, settings });
      return graph.node("MatMul", [scaled, floats(graph, "w", [2, 3], WEIGHT)], { name: "product" });
    });
    expect(await answers(bytes, [2, 1])).toEqual([2, -4, 6]);
  });
});

describe("softmax", () => {
  const along = (axis: number): Uint8Array =>
    file([2], (graph) =>
      graph.node(
        "Softmax",
        [graph.node("MatMul", ["x", floats(graph, "w", [2, 3], WEIGHT)], { name: "fc" })],
        {
          name: "softmax",
          settings: { axis: { integer: axis } },
        },
      ),
    );

  test("along the classes", async () => {
    const [a, b, c] = await answers(along(1), [0, 0]);
    expect([a, b, c]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test("along the examples is refused", () => {
    expect(refusal(along(0))).toContain(
      '"softmax" (Softmax) does not take all of an example\'s numbers together',
    );
  });
});

test.each<[string, number[], (graph: GraphWriter) => string]>([
  [
    'two of its nodes or values are called "twin"',
    [2],
    (g) => {
      const once = g.node("Relu", ["x"], { name: "twin" });
      g.give("x", once, { element: ELEMENT.float32, dims: [], description: "" });
      return once;
    },
  ],
  [
    '"lost" (Relu) takes in "nowhere", which nothing before it gives',
    [2],
    (g) => g.node("Relu", ["nowhere"], { name: "lost" }),
  ],
  [
    '"odd" (Nonsense) is an operator that is none of a dense network\'s',
    [2],
    (g) => g.node("Nonsense", ["x"], { name: "odd" }),
  ],
  [
    '"odd" (com.microsoft.Gelu) is an operator',
    [2],
    (g) => g.node("Gelu", ["x"], { name: "odd", domain: "com.microsoft" }),
  ],
  [
    'the input "x" has 1000000000 numbers an example',
    [1_000_000_000],
    (g) => g.node("Relu", ["x"], { name: "relu" }),
  ],
  [
    '"relu" (Relu) is applied to 5000 numbers without weights before it',
    [5000],
    (g) => g.node("Relu", ["x"], { name: "relu" }),
  ],
  [
    '"fc" (MatMul) takes 3 numbers, but is given 2',
    [2],
    (g) => g.node("MatMul", ["x", floats(g, "w", [3, 2], WEIGHT)], { name: "fc" }),
  ],
  [
    '"fc" (MatMul) has an input 2 that is not constant',
    [2],
    (g) => g.node("MatMul", ["x", "x"], { name: "fc" }),
  ],
])("%s", (sentence, dims, build) => {
  const message = refusal(file(dims, build));
  expect(message).toMatch(/^net is not a network of dense layers: .*\.$/);
  expect(message).toContain(sentence);
});

test("batch normalisation by vectors of different lengths is refused", () => {
  const bytes = file([2], (graph) => {
    const vectors = [2, 1, 2, 2].map((length, i) => floats(graph, `v${i}`, [length], Array(length).fill(1)));
    return graph.node("BatchNormalization", ["x", ...vectors], { name: "norm" });
  });
  expect(refusal(bytes)).toContain('"norm" (BatchNormalization) normalises by vectors of different lengths.');
});

test("weights that are not finite are refused", () => {
  const bytes = file([1], (graph) =>
    graph.node("MatMul", ["x", floats(graph, "w", [1, 1], [Number.NaN])], { name: "fc" }),
  );
  expect(refusal(bytes)).toContain("a weight or bias of layer 1 is NaN or infinite");
});
