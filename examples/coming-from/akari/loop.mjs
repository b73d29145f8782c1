import { defineModel, trainer } from "akari";

const places = 9;
const seen = (place) => Array.from({ length: places }, (_, i) => (i === place ? 1 : 0));
const network = defineModel({ inputs: places, layers: [{ units: 16 }, { units: 2, activation: "softmax" }] });
const agent = await trainer(network, { learningRate: 0.01 });
for (let game = 0; game < 100; game++) {
  const visited = [];
  const moves = [];
  let place = 4;
  while (place > 0 && place < places - 1) {
    const [, right] = agent.predict(seen(place));
    visited.push(seen(place));
    moves.push(Math.random() < right ? 1 : 0);
    place += moves.at(-1) === 1 ? 1 : -1;
  }
  const reward = place === 0 ? -1 : 1;
  const weights = moves.map((_, i) => reward * 0.9 ** (moves.length - 1 - i));
  agent.step({ inputs: visited, targets: moves, weights });
}
console.log(agent.predict(seen(4))[1]);
