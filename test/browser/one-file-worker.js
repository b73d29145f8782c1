/** A training in a Worker by the one file: tells how many other threads were started, and the hash of the weights. */

import { dataset, defineModel, fit, hashParameters } from "/dist/akari.min.js";

let others = 0;
const RealWorker = globalThis.Worker;
globalThis.Worker = class extends RealWorker {
  constructor(...args) {
    super(...args);
    others++;
  }
};

const inputs = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(i * i)]);
const classes = inputs.map(([x, y]) => (x * y > 0 ? "a" : "b"));
const network = defineModel({
  inputs: 2,
  layers: [
    { units: 64, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
});
try {
  const { model } = await fit(network, dataset(inputs, classes), { epochs: 2, seed: 1, threads: 2 });
  postMessage({ others, hash: await hashParameters(model.parameters) });
} catch ({ code }) {
  postMessage({ code });
}
