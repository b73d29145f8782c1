import { defineModel, evaluate, fit, split, table } from "akari";
import { search, trainingObjective } from "akari/training";
import iris from "../data/iris.json" with { type: "json" };

const { train, test } = split(table(iris, { target: "species" }), { test: 0.3 });
const network = ({ units }) =>
  defineModel({ inputs: 4, layers: [{ units }, { units: 3, activation: "softmax" }] });
const space = { units: [4, 8, 16], learningRate: { from: 0.001, to: 0.1, scale: "log" } };
const options = { validation: 0.2, epochs: 50 };
const { best } = await search(space, trainingObjective(network, train, options), { trials: 10 });
console.log(best.settings, best.score);
const { model } = await fit(network(best.settings), train, {
  epochs: 50,
  learningRate: best.settings.learningRate,
});
const { accuracy } = await evaluate(model, test);
console.log(accuracy);
