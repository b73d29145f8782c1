/**
 * @file What plain JavaScript may hand over by mistake: each is told as a sentence, before anything is computed.
 */

import { expect, test } from "vitest";
import { map, soundExamples, subset } from "../src/data.js";
import * as formats from "../src/formats.js";
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
import { trainer, trainingObjective } from "../src/training.js";

const data = dataset([[0], [1]], ["no", "yes"]);
const definition = defineModel({ inputs: 1, layers: [{ units: 2, activation: "softmax" }] });
const result = await fit(definition, data, { steps: 1 });
const { model } = result;
const houses = table({ area: [1, 2, 3, 4, 5], price: [1, 2, 3, 4, 5] }, { target: "price" });
const numbers = dataset([[0], [1]], [0, 1]);
const objective = (given: never) => trainingObjective(definition, given, { validation: 0.5 });
const bytes = (await formats.encodeModel(model)).bytes;

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
  ["split makes parts that are, or prepareParts", fit, [definition, houses]],
  ["split makes parts that are, or prepareParts", evaluate, [model, houses]],
  ["split makes parts that are, or prepareParts", trainer, [definition, houses]],
  ["Is an await missing", trainer, [definition, Promise.resolve(data)]],
  ["Is an await missing", recommend, [Promise.resolve(data), definition]],
  ["split makes parts that are, or prepareParts", objective, [houses]],
  ["plain arrays. Is an await missing", fit, [definition, Promise.resolve(data)]],
  ["plain arrays. Is an await missing", evaluate, [model, Promise.resolve(data)]],
  ["see defineModel. Is an await missing", fit, [Promise.resolve(model), data]],
  [
    "as the model of what fit and load give. Is an await missing",
    predict,
    [fit(definition, data).model, [1]],
  ],
  ["Is an await missing", compile, [fit(definition, data, { steps: 1 })]],
  ["Is an await missing", evaluate, [Promise.resolve(model), data]],
  ["Is an await missing", save, [Promise.resolve(model), "net.safetensors"]],
  ['{ units: 8, activation: "relu" }', defineModel, [{ inputs: 1, layers: [8, 3] }]],
  ["Whole numbers are classes if labels names them", fit, [definition, numbers]],
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
  ["in a browser begin with indexeddb://", save, [model, "localstorage://x"]],
  [
    'it has engine. Files of other programs are opened by the load of "akari/formats"',
    load,
    ["a.onnx", { activations: [] }],
  ],
  [
    'has no option "activation"; it has engine, order',
    formats.load,
    ["net.safetensors", { activation: ["relu"] }],
  ],
  ['has no option "activation"', formats.decodeModel, [bytes, { activation: ["relu"] }]],
  ['has no option "activations"', formats.decodeParameters, [bytes, { activations: ["relu"] }]],
  ['has no option "fromat"', formats.encodeModel, [model, { fromat: "onnx" }]],
  ['has no option "name"', formats.save, [model, "net.onnx", { name: "net" }]],
  ['has no option "file"', formats.encodeCheckpoint, [{}, { file: {} }]],
  ["This is no model", formats.encodeModel, [{}]],
  ["This is no model", formats.save, [{}, "net.onnx"]],
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
