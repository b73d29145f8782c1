import brain from "brain.js";
import stream from "../data/stream.json" with { type: "json" };

const examples = stream.map(({ input, label }) => ({ input, output: [Number(label)] }));
const network = new brain.NeuralNetwork({ hiddenLayers: [4], activation: "tanh" });
network.train(examples.slice(0, 1), { iterations: 1 });
let right = 0;
for (const example of examples) {
  if (Math.round(network.run(example.input)[0]) === example.output[0]) right++;
  network.train([example], { iterations: 1 });
}
console.log(right / examples.length);
