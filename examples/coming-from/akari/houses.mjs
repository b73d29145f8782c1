import { dataset, defineModel, evaluate, fit, split } from "akari";
import houses from "../data/houses.json" with { type: "json" };

const { train, test } = split(dataset(houses.inputs, houses.prices, { scaling: "standard" }));
const network = defineModel({ inputs: 3, layers: [{ units: 1, activation: "linear" }] });
const { model } = await fit(network, train, { epochs: 100, learningRate: 0.05 });
const { r2 } = await evaluate(model, test);
console.log(r2);
