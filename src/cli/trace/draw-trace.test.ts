import { expect, test } from "vitest";
import { defineModel } from "../../model/model.js";
import { PLAIN, styleOf } from "../terminal/color.js";
import { drawTrace, type TracedInput } from "./draw-trace.js";

const model = defineModel({
  inputs: 4,
  layers: [
    { units: 2, activation: "relu" },
    { units: 3, activation: "softmax" },
  ],
  preprocessing: { divideBy: 255, image: [2, 2] },
  labels: ["a", "b", "c"],
});

const traced: TracedInput = {
  name: "x.png",
  inputs: [0, 1, 1, 0],
  layers: [{ activations: Float64Array.of(0, 4) }, { activations: Float64Array.of(0.25, 0.75, 0) }],
};

test("input, hidden layer and outputs, in plain characters", () => {
  expect(drawTrace(model, { ...traced, label: "b" }, PLAIN, 80)).toEqual([
    "Input layer · 4 pixels, 2×2 · x.png",
    "    @@",
    "  @@",
    "",
    "Hidden layer 1 · 2 neurons, relu · brightness |a| / 4.00, the largest",
    "  1–2     0.00  @@ 4.00",
    "",
    "Output layer · 3 neurons, softmax",
    "  a  ########........................  25.00%",
    "  b  ########################........  75.00%  <- answer, right",
    "  c  ................................   0.00%",
  ]);
});

test("a wrong answer and the true label are both marked", () => {
  const lines = drawTrace(model, { ...traced, label: "c" }, PLAIN, 80);
  expect(lines.at(-2)).toMatch(/<- answer, wrong$/);
  expect(lines.at(-1)).toMatch(/<- true label$/);
});

test("an input whose label nobody knows", () => {
  expect(drawTrace(model, traced, PLAIN, 80).join("\n")).toMatch(/<- answer$/m);
});

test("a single output stands for the second of two classes", () => {
  const { inputs, preprocessing } = model;
  const binary = defineModel({
    inputs,
    preprocessing,
    layers: [{ units: 1, activation: "sigmoid" }],
    labels: ["no", "yes"],
  });
  const lines = drawTrace(binary, { ...traced, layers: [{ activations: Float64Array.of(0.75) }] }, PLAIN, 80);
  expect(lines.slice(-2)).toEqual([
    "   no  ########........................  25.00%",
    "  yes  ########################........  75.00%  <- answer",
  ]);
});

test("what colours or moves the cursor in a stranger's names is not printed", () => {
  const hostile = defineModel({ ...model, labels: ["a", "b\x1b[31m", "c"] });
  const lines = drawTrace(hostile, { ...traced, name: "x\x1b[2J.png", label: "b\x1b[31m" }, PLAIN, 80);
  expect(lines[0]).toBe("Input layer · 4 pixels, 2×2 · x�[2J.png");
  expect(lines.slice(-3)).toEqual([
    "       a  ########........................  25.00%",
    "  b�[31m  ########################........  75.00%  <- answer, right",
    "       c  ................................   0.00%",
  ]);
  const outputs = [{ name: "y\x1b[31m", shift: 0, scale: 1 }];
  const values = defineModel({
    inputs: 4,
    layers: [{ units: 1, activation: "linear" }],
    preprocessing: { ...model.preprocessing, outputs },
  });
  const layers = [{ activations: Float64Array.of(2) }];
  const [line] = drawTrace(values, { ...traced, layers }, PLAIN, 80).slice(-1);
  expect(line).toMatch(/^ {2}y�\[31m {2}2/);
});

test("of many classes the likeliest are drawn", () => {
  const many = defineModel({ inputs: 4, layers: [{ units: 50, activation: "softmax" }] });
  const activations = new Float64Array(50).fill(0.01).fill(0.51, 40, 41);
  const lines = drawTrace(many, { ...traced, label: "49", layers: [{ activations }] }, PLAIN, 80);
  expect(lines.join("\n")).toMatch(/40 .* 51\.00% {2}<- answer, wrong\n/);
  expect(lines.join("\n")).toMatch(/49 .*<- true label\n/);
  expect(lines.at(-1)).toBe("  the other 39 are less likely");
});

test("below zero is blue, and the picture says so", () => {
  const tanh = defineModel({ ...model, layers: [{ units: 2, activation: "tanh" }, model.layers[1]] });
  const layers = [{ activations: Float64Array.of(-1, 1) }, traced.layers[1]];
  expect(drawTrace(tanh, { ...traced, layers }, styleOf(24), 80).join("\n")).toContain("blue if a < 0");
  expect(drawTrace(tanh, { ...traced, layers }, PLAIN, 80).join("\n")).not.toContain("blue");
});
