// @ts-check
/**
 * @file One run in a process of its own, for scripts/test-bits.mjs: goes on training a network on MNIST, and prints as
 * JSON what it learned from and what came of it, each as a hash or a number with all of its digits.
 */

import { createHash } from "node:crypto";
import { defineModel, fit } from "../../dist/index.js";
import { defineOptimizer, initializeParameters } from "../../dist/model.js";
import { mnist } from "../../dist/node.js";

/** @param {readonly ArrayBufferView[]} arrays */
function hashOf(arrays) {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of arrays) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}

const { train } = await mnist();
const { targets } = train;
if (targets.kind !== "classes") throw new Error("MNIST's targets are classes.");
const data = () => hashOf([train.features.data, targets.classes]);
const definition = defineModel({
  inputs: 784,
  layers: [
    { units: 16, activation: "relu" },
    { units: 16, activation: "relu" },
    { units: 10, activation: "softmax" },
  ],
  preprocessing: train.preprocessing,
});
const parameters = initializeParameters(definition, 1);
const before = data();
const run = fit({ definition, parameters }, train, {
  optimizer: defineOptimizer("adam", { learningRate: 0.001 }),
  epochs: 3,
  validation: 0.1,
});
const epochs = [];
for await (const event of run) {
  if (event.type === "epoch") epochs.push([event.loss, event.validationLoss, event.validationAccuracy]);
}
const { model } = await run;
const learned = hashOf(model.parameters.flatMap(({ weight, bias }) => [weight, bias]));
console.log(JSON.stringify({ data: before, dataAfter: data(), epochs, learned }));
