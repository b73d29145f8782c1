import { readFileSync } from "node:fs";
import brain from "brain.js";
import iris from "../data/iris.json" with { type: "json" };

const names = ["setosa", "versicolor", "virginica"];
const { buffer } = new Uint8Array(readFileSync("../../formats/iris-torch.safetensors"));
const start = 8 + Number(new DataView(buffer).getBigUint64(0, true));
const header = JSON.parse(new TextDecoder().decode(buffer.slice(8, start)));
function numbers(name) {
  const [from, to] = header[name].data_offsets.map((offset) => start + offset);
  return Array.from(new Float32Array(buffer.slice(from, to)));
}
function layer(name, inputs) {
  const weights = numbers(`${name}.weight`);
  return numbers(`${name}.bias`).map((bias, i) => ({
    bias,
    weights: weights.slice(i * inputs, (i + 1) * inputs),
  }));
}
// It has no softmax: with tanh the largest output stays the largest.
const layers = [[{}, {}, {}, {}], layer("1", 4), layer("3", 8)];
const network = new brain.NeuralNetwork().fromJSON({ sizes: [4, 8, 3], layers, activation: "tanh" });
const [scales, shifts] = [numbers("0.weight"), numbers("0.bias")];
const [means, variances] = [numbers("0.running_mean"), numbers("0.running_var")];
const normalized = (x, i) => ((x - means[i]) / Math.sqrt(variances[i] + 1e-5)) * scales[i] + shifts[i];
const right = iris.filter(({ species, ...lengths }) => {
  const best = brain.likely(Object.values(lengths).map(normalized), network);
  return names[best] === species;
});
console.log(right.length / iris.length);
