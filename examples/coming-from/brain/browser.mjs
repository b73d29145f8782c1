import brain from "brain.js/browser.js";
import iris from "../data/iris.json" with { type: "json" };

const rows = iris.map(({ species, ...lengths }) => ({
  lengths: Object.values(lengths),
  output: { [species]: 1 },
}));
rows.sort(() => Math.random() - 0.5);
const largest = Math.max(...rows.slice(45).flatMap(({ lengths }) => lengths));
const examples = rows.map(({ lengths, output }) => ({ input: lengths.map((one) => one / largest), output }));
const network = new brain.NeuralNetwork({ hiddenLayers: [8] });
network.train(examples.slice(45), { iterations: 1000 });
localStorage.setItem("iris", JSON.stringify(network.toJSON()));
const loaded = new brain.NeuralNetwork().fromJSON(JSON.parse(localStorage.getItem("iris")));
const right = examples.slice(0, 45).filter(({ input, output }) => brain.likely(input, loaded) in output);
console.log(right.length / 45);
