import brain from "brain.js";
import iris from "../data/iris.json" with { type: "json" };

const rows = iris.map(({ species, ...lengths }) => ({
  lengths: Object.values(lengths),
  output: { [species]: 1 },
}));
rows.sort(() => Math.random() - 0.5);
const largest = Math.max(...rows.slice(45).flatMap(({ lengths }) => lengths));
const examples = rows.map(({ lengths, output }) => ({ input: lengths.map((one) => one / largest), output }));
const [test, validation, train] = [examples.slice(0, 45), examples.slice(45, 66), examples.slice(66)];
const share = (network, part) =>
  part.filter(({ input, output }) => brain.likely(input, network) in output).length / part.length;
let best = { score: -1 };
for (let trial = 0; trial < 10; trial++) {
  const settings = { hiddenLayers: [[4, 8, 16][trial % 3]], learningRate: 10 ** (-2 + 2 * Math.random()) };
  const network = new brain.NeuralNetwork(settings);
  network.train(train, { iterations: 500 });
  const score = share(network, validation);
  if (score > best.score) best = { score, settings };
}
console.log(best.settings, best.score);
const network = new brain.NeuralNetwork(best.settings);
network.train([...train, ...validation], { iterations: 500 });
console.log(share(network, test));
