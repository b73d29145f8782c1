import * as tf from "@tensorflow/tfjs";
import stream from "../data/stream.json" with { type: "json" };

const model = tf.sequential({
  layers: [tf.layers.dense({ inputShape: [2], units: 1, activation: "sigmoid" })],
});
model.compile({ optimizer: tf.train.adam(0.1), loss: "binaryCrossentropy" });
let right = 0;
for (const { input, label } of stream) {
  const [inputs, targets] = [tf.tensor2d([input]), tf.tensor2d([[Number(label)]])];
  const [share] = tf.tidy(() => model.predict(inputs).dataSync());
  if (share > 0.5 === label) right++;
  await model.trainOnBatch(inputs, targets);
  tf.dispose([inputs, targets]);
}
console.log(right / stream.length);
