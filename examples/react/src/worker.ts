/** Trains beside the page, which stays quick: told "train" or "cancel", it answers with messages. */

import { defineModel, evaluate, fit, split, table } from "akari";
import iris from "../node_modules/akari/docs/iris.json";
import { EPOCHS, type Message, type Order } from "./orders";

/** How many epochs there are from one message to the next. */
const EVERY = 20;

const tell = (message: Message): void => self.postMessage(message);
let cancel = new AbortController();

self.onmessage = ({ data: order }: MessageEvent<Order>) => {
  cancel.abort();
  cancel = new AbortController();
  if (order === "train") train(cancel.signal).catch(({ message }) => tell({ type: "failure", message }));
};

async function train(signal: AbortSignal): Promise<void> {
  const { train, test } = split(table(iris, { target: "species" }), { test: 0.3 });
  const network = defineModel({
    inputs: 4,
    layers: [
      { units: 8, activation: "tanh" },
      { units: 3, activation: "softmax" },
    ],
  });
  const run = fit(network, train, { epochs: EPOCHS, learningRate: 0.0002, validation: 0.2, signal });
  for await (const event of run) {
    if (event.type === "epoch" && event.epoch % EVERY === 0) tell({ type: "epoch", figures: event });
  }
  const { model, history } = await run;
  const scores = await evaluate(model, test);
  if (scores.task === "classes") tell({ type: "end", epochs: history.length, accuracy: scores.accuracy });
}
