import brain from "brain.js";
import houses from "../data/houses.json" with { type: "json" };

const { inputs, prices } = houses;
const rows = inputs.map(([a, b, c], i) => ({ input: [a / 150, b / 7, c / 60], output: [prices[i] / 500] }));
rows.sort(() => Math.random() - 0.5);
const [test, train] = [rows.slice(0, 40), rows.slice(40)];
const network = new brain.NeuralNetwork({ hiddenLayers: [4] });
network.train(train, { iterations: 1000, errorThresh: 0.0001 });
const mean = test.reduce((sum, { output }) => sum + output[0], 0) / test.length;
const squares = (of) => test.reduce((sum, { input, output }) => sum + (output[0] - of(input)) ** 2, 0);
console.log(1 - squares((input) => network.run(input)[0]) / squares(() => mean));
