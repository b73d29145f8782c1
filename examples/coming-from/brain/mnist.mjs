import brain from "brain.js";
import { mnist } from "../data/mnist.mjs";

const { train, test } = mnist(10_000);
const examples = train.images.map((input, i) => ({ input, output: { [train.digits[i]]: 1 } }));
const network = new brain.NeuralNetwork({ hiddenLayers: [32], learningRate: 0.1 });
network.train(examples, { iterations: 3, log: console.log, logPeriod: 1 });
const right = test.images.filter((input, i) => Number(brain.likely(input, network)) === test.digits[i]);
console.log(right.length / test.images.length);
