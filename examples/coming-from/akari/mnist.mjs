import { defineModel, evaluate, fit } from "akari";
import { mnist } from "akari/node";

const { train, test } = await mnist();
const network = defineModel({ inputs: 784, layers: [{ units: 32 }, { units: 10, activation: "softmax" }] });
const run = fit(network, train, { epochs: 2 });
for await (const event of run) if (event.type === "epoch") console.log(event.epoch, event.loss);
const { accuracy } = await evaluate((await run).model, test);
console.log(accuracy);
