import brain from "brain.js";
import iris from "../data/iris.json" with { type: "json" };

const rows = iris.map(({ species, ...lengths }) => ({
  input: Object.values(lengths).map((length) => length / 8),
  output: { [species]: 1 },
}));
rows.sort(() => Math.random() - 0.5);
const [test, train] = [rows.slice(0, 45), rows.slice(45)];
let best = { error: Number.POSITIVE_INFINITY };
for (let trial = 0; trial < 10; trial++) {
  const units = [4, 8, 16][Math.floor(3 * Math.random())];
  const settings = { hiddenLayers: [units], learningRate: 10 ** (-3 + 2 * Math.random()) };
  const network = new brain.NeuralNetwork(settings);
  network.train(train.slice(21), { iterations: 1000 });
  const { error } = network.test(train.slice(0, 21));
  if (error < best.error) best = { settings, error };
}
console.log(best);
const network = new brain.NeuralNetwork(best.settings);
network.train(train, { iterations: 1000 });
const { misclasses, total } = network.test(test);
console.log(1 - misclasses.length / total);
