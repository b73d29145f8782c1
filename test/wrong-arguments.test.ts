/**
 * @file What plain JavaScript may hand over by mistake: each is told as a sentence, before anything is computed.
 */

import { expect, test } from "vitest";
import { map, soundExamples, subset } from "../src/data.js";
import {
  AkariError,
  compile,
  dataset,
  defineModel,
  evaluate,
  fit,
  load,
  predict,
  recommend,
  save,
  split,
  table,
  trace,
} from "../src/index.js";

const data = dataset([[0], [1]], ["no", "yes"]);
const definition = defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });
const result = await fit(definition, data, { steps: 1 });
const { model } = result;

const WRONG: readonly (readonly [string, (...args: never[]) => unknown, readonly unknown[]])[] = [
  ["takes its options as an object, not null", dataset, [[[1]], [1], null]],
  ['has no option "lables"; it has labels', dataset, [[[1]], [1], { lables: ["a"] }]],
  ["a list of texts", dataset, [[[1]], [0], { labels: "ab" }]],
  ["no two the same", dataset, [[[1]], [0], { labels: ["a", "a"] }]],
  ["a list of 1 numbers, one for each row", dataset, [[[1]], [1], { weights: [1, 2] }]],
  ["describes no network", defineModel, []],
  ["describes no network", defineModel, [{ inputs: 1, layers: [null] }]],
  ["describes no network", fit, ["net", data]],
  ["This is no data set", split, [[[1], [2]]]],
  ["This is no data set", split, []],
  ['by "random" or by "time", not by "day"', split, [data, { by: "day" }]],
  ["The seed must be a whole number", split, [data, { seed: "1" }]],
  ['has no option "taget"', table, [[{ a: 1, b: 2 }], { taget: "b" }]],
  ["A table is made of rows, columns", table, [null]],
  ["This is no data set", subset, [[[1]], [0]]],
  ["This is no data set", map, [[[1]], (row: unknown) => row]],
  ['has no option "from"', soundExamples, [[], { from: "log-mel" }]],
  ["This is no data set", fit, [definition, [[1]]]],
  ["takes its options as an object, not null", fit, [definition, data, null]],
  ["The option optimizer is null", fit, [definition, data, { optimizer: null }]],
  ["a fraction or a data set, not 0.1", fit, [definition, data, { validation: "0.1" }]],
  ["This is no data set", fit, [definition, data, { validation: {} }]],
  ["shuffle must be true or false", fit, [definition, data, { shuffle: "no" }]],
  ["{ steps: … } or { epochs: … }", fit, [definition, data, { checkpoint: true }]],
  ["what to do with each checkpoint", fit, [definition, data, { checkpoint: { every: { steps: 1 } } }]],
  ["no checkpoint", fit, [definition, data, { resume: {} }]],
  ['has no option "epochs"', evaluate, [model, data, { epochs: 1 }]],
  ["This is no model", evaluate, [definition, data]],
  ["This is no model", compile, [{ definition, parameters: [{}] }]],
  ["This is no model", predict, [result, [1]]],
  ["This is no model", trace, [null, [1]]],
  ["This is no model", save, [definition, "net.safetensors"]],
  ["should be a text", save, [model]],
  ['has no option "format"', save, [model, "net.safetensors", { format: "onnx" }]],
  ['has no option "labels"', load, ["net.safetensors", { labels: [] }]],
  ["is a data set; the network is the second", recommend, [definition, data]],
  ["describes no network", recommend, [data, model]],
];

test.each(WRONG)("%s: %o", async (message, call, args) => {
  const error = await (async () => call(...(args as never[])))().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AkariError);
  expect((error as AkariError).message).toContain(message);
});
