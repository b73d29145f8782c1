import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import iris from "../data/iris.json" with { type: "json" };

const species = ["setosa", "versicolor", "virginica"];
const { buffer } = new Uint8Array(readFileSync("../../formats/iris-torch.safetensors"));
const start = 8 + Number(new DataView(buffer).getBigUint64(0, true));
const header = JSON.parse(new TextDecoder().decode(buffer.slice(8, start)));
function weights(name) {
  const { shape, data_offsets } = header[name];
  const [from, to] = data_offsets.map((offset) => start + offset);
  return tf.tensor(new Float32Array(buffer.slice(from, to)), shape).transpose();
}
const model = tf.sequential();
model.add(tf.layers.batchNormalization({ inputShape: [4], epsilon: 1e-5 }));
model.add(tf.layers.dense({ units: 8, activation: "tanh" }));
model.add(tf.layers.dense({ units: 3, activation: "softmax" }));
const [norm, hidden, output] = model.layers;
norm.setWeights(["0.weight", "0.bias", "0.running_mean", "0.running_var"].map(weights));
hidden.setWeights(["1.weight", "1.bias"].map(weights));
output.setWeights(["3.weight", "3.bias"].map(weights));
const lengths = tf.tensor2d(iris.map(({ species: _, ...row }) => Object.values(row)));
const classes = iris.map((row) => species.indexOf(row.species));
const right = model.predict(lengths).argMax(1).equal(tf.tensor1d(classes, "int32"));
console.log(right.mean().dataSync()[0]);
