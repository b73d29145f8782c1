import { defineModel, trainer } from "akari";
import stream from "../data/stream.json" with { type: "json" };

const network = defineModel({ inputs: 2, layers: [{ units: 1, activation: "sigmoid" }] });
const learner = await trainer(network, { learningRate: 0.1 });
let right = 0;
for (const { input, label } of stream) {
  if (learner.predict(input)[0] > 0.5 === label) right++;
  learner.step({ inputs: [input], targets: [label] });
}
console.log(right / stream.length);
