import * as tf from "@tensorflow/tfjs";
import { mnist } from "../data/mnist.mjs";

const { train, test } = mnist(10_000);
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [784], units: 32, activation: "relu" }));
model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
model.compile({ optimizer: tf.train.adam(0.003), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
await model.fit(tf.tensor2d(train.images), tf.oneHot(train.digits, 10), {
  epochs: 5,
  callbacks: { onEpochEnd: (epoch, { loss }) => console.log(epoch + 1, loss) },
});
const [, accuracy] = model.evaluate(tf.tensor2d(test.images), tf.oneHot(test.digits, 10));
console.log(accuracy.dataSync()[0]);
