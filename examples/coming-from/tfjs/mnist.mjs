import * as tf from "@tensorflow/tfjs";
import { mnist } from "../data/mnist.mjs";

const { train, test } = mnist(10_000);
const images = (part) => tf.tensor2d(part.images);
const labels = (part) => tf.oneHot(tf.tensor1d(part.digits, "int32"), 10);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [784], units: 32, activation: "relu" }),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({ optimizer: "adam", loss: "categoricalCrossentropy", metrics: ["accuracy"] });
await model.fit(images(train), labels(train), {
  epochs: 5,
  verbose: 0,
  callbacks: { onEpochEnd: (epoch, { loss }) => console.log(epoch + 1, loss) },
});
const [, accuracy] = model.evaluate(images(test), labels(test));
console.log((await accuracy.data())[0]);
