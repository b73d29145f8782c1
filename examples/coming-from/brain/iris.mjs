import brain from "brain.js";
import iris from "../data/iris.json" with { type: "json" };

const rows = iris.map(({ species, ...lengths }) => ({
  input: Object.values(lengths).map((length) => length / 8),
  output: { [species]: 1 },
}));
rows.sort(() => Math.random() - 0.5);
const network = new brain.NeuralNetwork({ hiddenLayers: [8] });
network.train(rows.slice(45), { iterations: 2000 });
const { misclasses, total } = network.test(rows.slice(0, 45));
console.log(1 - misclasses.length / total);
