import brain from "brain.js";
import houses from "../data/houses.json" with { type: "json" };

const rows = houses.inputs.map((input, i) => ({ input, price: houses.prices[i] }));
rows.sort(() => Math.random() - 0.5);
const [test, train] = [rows.slice(0, 40), rows.slice(40)];
const most = [0, 1, 2].map((i) => Math.max(...train.map(({ input }) => input[i])));
const mostPrice = Math.max(...train.map(({ price }) => price));
const scaled = (input) => input.map((value, i) => value / most[i]);
const network = new brain.NeuralNetwork({ hiddenLayers: [4] });
network.train(
  train.map(({ input, price }) => ({ input: scaled(input), output: [price / mostPrice] })),
  {
    iterations: 1000,
  },
);
const mean = test.reduce((sum, { price }) => sum + price, 0) / test.length;
const squares = (of) => test.reduce((sum, row) => sum + (row.price - of(row)) ** 2, 0);
console.log(1 - squares(({ input }) => network.run(scaled(input))[0] * mostPrice) / squares(() => mean));
