import * as tf from "@tensorflow/tfjs";
import stream from "../data/stream.json" with { type: "json" };

const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [2], units: 1, activation: "sigmoid" }));
model.compile({ optimizer: tf.train.adam(0.1), loss: "binaryCrossentropy" });
let right = 0;
for (const { input, label } of stream) {
  const inputs = tf.tensor2d([input]);
  if (model.predict(inputs).dataSync()[0] > 0.5 === label) right++;
  await model.trainOnBatch(inputs, tf.tensor2d([[Number(label)]]));
}
console.log(right / stream.length);
