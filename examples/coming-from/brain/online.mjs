import brain from "brain.js";
import stream from "../data/stream.json" with { type: "json" };

const network = new brain.NeuralNetwork({ hiddenLayers: [4], activation: "tanh" });
let right = 0;
stream.forEach(({ input, label }, i) => {
  const guess = i > 0 && network.run(input)[0] > 0.5;
  if (guess === label) right++;
  network.train([{ input, output: [Number(label)] }], { iterations: 1 });
});
console.log(right / stream.length);
