/**
 * @file Models of other programs in every command that opens one, and models exported to them.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadModel } from "../../src/formats/files.node.js";
import { encodeSafetensors, type Tensor } from "../../src/formats/safetensors/safetensors.js";
import { randomGenerator } from "../../src/model/random.js";
import { NO_PYTHON, python } from "../pytorch/python.js";
import { FREE, OnnxGraph } from "../support/onnx-graph.js";
import { akari, makeFolder, writeIdxFolder, writePng } from "./harness.js";

const keras = fileURLToPath(new URL("../keras/functional.keras", import.meta.url));
const folder = makeFolder();
const data = folder.path("data");
const weights = folder.path("net.safetensors");
const png = folder.path("one.png");

const random = randomGenerator(1, "interchange");
const drawn = (...shape: number[]): Tensor => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal() / 8),
});

beforeAll(() => {
  writeIdxFolder(data);
  writePng(png, true);
  const tensors = { "fc1.weight": drawn(6, 784), "fc2.weight": drawn(4, 6), "fc2.bias": drawn(4) };
  writeFileSync(weights, encodeSafetensors(new Map(Object.entries(tensors))));
});
afterAll(folder.remove);

describe("an ONNX graph with several inputs and outputs", () => {
  const graph = new OnnxGraph(17);
  for (const name of ["age", "height", "income"]) graph.input(name, [FREE, 1]);
  const row = graph.node("Concat", ["income", "age"], { axis: 1n });
  const price = graph.node("MatMul", [row, graph.tensor([2, 1], [1, 10])]);
  const risk = graph.node("Sigmoid", [graph.node("MatMul", [row, graph.tensor([2, 1], [1, -1])])]);
  for (const output of [price, risk]) graph.output(output, 2);
  const onnx = folder.path("two.onnx");
  const table = folder.path("rows.csv");
  const TAKEN = `${onnx}: Its inputs are taken in the order of the graph: age, height, income. It does nothing with height.`;
  beforeAll(() => {
    writeFileSync(onnx, graph.bytes());
    writeFileSync(table, "income,height,age\n3,9,2\n");
  });

  test("says what it takes and which output it gives", async () => {
    const { code, stdout, stderr } = await akari(["summary", onnx, "--json"]);
    expect(code).toBe(0);
    expect(stderr).toBe(
      `${TAKEN} Of the graph's outputs it answers with "${risk}"; "${price}" is left out. ` +
        "Say otherwise with --graph-output.\n",
    );
    const { preprocessing, assumed } = JSON.parse(stdout);
    expect(preprocessing.table.columns.map(({ name }: { name: string }) => name)).toEqual([
      "age",
      "height",
      "income",
    ]);
    expect(assumed).toHaveLength(2);
  });

  test("finds a table's columns by name and answers with the output that is asked for", async () => {
    const { stdout, stderr } = await akari(["predict", onnx, table, "--graph-output", price, "--json"]);
    expect(stderr).toBe(`${TAKEN}\n`);
    // income + 10 · age
    expect(JSON.parse(stdout)).toMatchObject({ values: { [price]: 23 } });
    expect((await akari(["predict", onnx, table])).stdout).toBe(`${table}, row 2\t1\t0.7311\n`);
  });

  test("knows no other output, as other files know none", async () => {
    const { code, stderr } = await akari(["summary", onnx, "--graph-output", "cost"]);
    expect(code).toBe(2);
    expect(stderr).toBe(`akari: ${onnx} has no output "cost". Its outputs are "${price}", "${risk}".\n`);
    expect((await akari(["summary", keras, "--graph-output", "cost"])).stderr).toContain("is for ONNX files");
  });
});

describe("weights of PyTorch's", () => {
  const SAID =
    `${weights}: The activations are not in the file: relu between layers and softmax at the output were assumed. ` +
    "How pixels are scaled is not in the file: 0 to 255 were divided by 255, as for a network that learned from 0 to 1. " +
    "Say otherwise with --activations and --divide-by.\n";

  test("are summed up, with what was assumed on standard error", async () => {
    const { code, stdout, stderr } = await akari(["summary", weights, "--json"]);
    expect(code).toBe(0);
    expect(stderr).toBe(SAID);
    const { layers } = JSON.parse(stdout);
    expect(layers.map(({ activation }: { activation: string }) => activation)).toEqual(["relu", "softmax"]);
  });

  test.each([
    [
      [],
      "How pixels are scaled is not in the file: 0 to 255 were divided by 255, as for a network that learned from 0 to 1. ",
      " Say otherwise with --divide-by.",
    ],
    [["--divide-by", "255"], "", ""],
  ])("say otherwise only of what nobody has said: %j", async (more, scaling, otherwise) => {
    const named = folder.path("named.safetensors");
    const tensors = { "out.weight": drawn(4, 6), "start.weight": drawn(6, 784) };
    writeFileSync(named, encodeSafetensors(new Map(Object.entries(tensors))));
    const { code, stderr } = await akari(["summary", named, "--activations", "tanh,softmax", ...more]);
    expect(code).toBe(0);
    const order =
      'Its layers were put into the only order that their shapes allow: "start.weight", "out.weight".';
    expect(stderr).toBe(`${named}: ${[order, scaling].join(" ").trimEnd()}${otherwise}\n`);
  });

  test("in an order that nothing tells are asked for it, and take it", async () => {
    const square = folder.path("square.safetensors");
    const tensors = { "in.weight": drawn(3, 3), "hidden.weight": drawn(3, 3), "b.weight": drawn(2, 3) };
    writeFileSync(square, encodeSafetensors(new Map(Object.entries(tensors))));
    const refused = await akari(["summary", square]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("it may be hidden,in,b or in,hidden,b. Say it with --order hidden,in,b");
    const told = await akari(["summary", square, "--order", "in, hidden,b"]);
    expect(told.code).toBe(0);
    expect(told.stderr).not.toContain("order");
    const other = await akari(["summary", square, "--order", "in,b"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('The order leaves out the layer "hidden"');
    const two = await akari(["summary", weights, "--prefix", "fc2"]);
    expect(two.stdout).toContain("[4, 6]");
    const own = await akari(["summary", keras, "--order", "in"]);
    expect(own.stderr).toContain("says the order of its layers itself");
  });

  test.each([
    ["evaluate", [data]],
    ["predict", [png]],
    ["trace", [png]],
  ])("are taken by %s, with nothing to assume", async (command, inputs) => {
    const told = ["--activations", "tanh,softmax", "--divide-by", "255", "--engine", "reference"];
    const { code, stdout, stderr } = await akari([command, weights, ...inputs, ...told]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).not.toBe("");
  });

  test("become a model of Akari's that says it all", async () => {
    const out = folder.path("mine.safetensors");
    const options = [
      "--to",
      "safetensors",
      "--activations",
      "tanh,softmax",
      "--divide-by",
      "255",
      "--out",
      out,
    ];
    expect(await akari(["export", weights, ...options])).toEqual({ code: 0, stdout: `${out}\n`, stderr: "" });
    const { model } = await loadModel(out);
    expect(model.definition.preprocessing).toEqual({ divideBy: 255 });
    expect((await akari(["summary", out, "--activations", "relu,softmax"])).stderr).toContain(
      "would be ignored",
    );
  });

  test.each([
    [["--activations", "relu"], "has 2 layers, but 1 activation is given"],
    [["--activations", "relu,smooth"], '--activations does not know "smooth"'],
    [["--activation", "relu"], "The options here are --activations, --divide-by, --graph-output"],
    [["--divide-by", "0"], "Inputs cannot be divided by 0"],
  ])("refuse %j", async (options, message) => {
    const { code, stderr } = await akari(["summary", weights, ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("a model of Keras's", () => {
  test("is summed up with nothing to assume", async () => {
    const { code, stdout, stderr } = await akari(["summary", keras, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ inputs: 3, parameters: 74 });
  });

  test("that is cut short is refused in a sentence", async () => {
    const cut = folder.path("cut.keras");
    writeFileSync(cut, readFileSync(keras).subarray(0, 3000));
    const { code, stderr } = await akari(["summary", cut]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^akari: \S+cut\.keras is not a sound zip file: .+\n$/);
  });
});

describe("export", () => {
  test("to TypeScript writes one file", async () => {
    const out = folder.path("net.ts");
    const { stdout, code } = await akari(["export", keras, "--to", "typescript", "--out", out, "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ to: "typescript", files: [out] });
    expect(readFileSync(out, "utf8")).toContain("export function predict(");
  });

  test("to PyTorch writes a program that PyTorch agrees with", async ({ skip }) => {
    const out = folder.path("net.py");
    const { stdout } = await akari(["export", keras, "--to", "pytorch", "--out", out]);
    expect(stdout.split("\n").map((file) => basename(file))).toEqual([
      "net.py",
      "net.pytorch.safetensors",
      "",
    ]);
    if (python === undefined) return skip(NO_PYTHON);
    expect(python([out]).stdout).toContain("It agrees with Akari to 1e-6");
  });

  test("takes MODEL's name where --out is left out", async () => {
    await akari([
      "export",
      weights,
      "--to",
      "typescript",
      "--activations",
      "relu,softmax",
      "--divide-by",
      "1",
    ]);
    expect(existsSync(folder.path("net.ts"))).toBe(true);
  });

  test.each([
    [[], "--to onnx or pytorch"],
    [["--to", "tensorflow"], '--to does not know "tensorflow"'],
    [["--to", "safetensors"], "would be overwritten; name another file with --out FILE."],
    [["--to", "typescript", "--out", "/no/such/folder/net.ts"], "There is no folder /no/such/folder"],
  ])("refuses %j", async (options, message) => {
    const { code, stderr } = await akari(["export", weights, ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
