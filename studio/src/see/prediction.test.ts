import { type ActivationName, defineModel, type Trace } from "akari";
import { expect, test } from "vitest";
import { readPrediction } from "./prediction";

const define = (units: number, activation: ActivationName, labels?: string[]) =>
  defineModel({ inputs: 1, layers: [{ units, activation }], ...(labels && { labels }) });

const traceOf = (...activations: number[]): Trace => ({
  inputs: Float32Array.of(0),
  layers: [
    { preActivations: new Float64Array(activations.length), activations: Float64Array.from(activations) },
  ],
});

test("classes are ranked by their probabilities", () => {
  expect(readPrediction(define(3, "softmax"), traceOf(0.125, 0.75, 0.25))).toEqual({
    probable: true,
    ranked: [
      { label: "1", value: 0.75 },
      { label: "2", value: 0.25 },
      { label: "0", value: 0.125 },
    ],
  });
});

test("a single sigmoid output stands for two classes", () => {
  const { ranked } = readPrediction(define(1, "sigmoid", ["no", "yes"]), traceOf(0.25)) ?? { ranked: [] };
  expect(ranked).toEqual([
    { label: "no", value: 0.75 },
    { label: "yes", value: 0.25 },
  ]);
});

test("linear outputs are classes only where the model names them, and no probabilities", () => {
  expect(readPrediction(define(2, "linear"), traceOf(3, 4))).toBeUndefined();
  expect(readPrediction(define(2, "linear", ["a", "b"]), traceOf(3, 4))).toMatchObject({
    probable: false,
    ranked: [{ label: "b" }, { label: "a" }],
  });
});
