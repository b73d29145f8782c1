import { defineModel, evaluate, fit, split, table } from "akari";
import iris from "../data/iris.json" with { type: "json" };

const { train, test } = split(table(iris, { target: "species" }), { test: 0.3 });
const network = defineModel({ inputs: 4, layers: [{ units: 8 }, { units: 3, activation: "softmax" }] });
const { model } = await fit(network, train, { epochs: 100, learningRate: 0.01 });
const { accuracy } = await evaluate(model, test);
console.log(accuracy);
