import * as tf from "@tensorflow/tfjs";
import houses from "../data/houses.json" with { type: "json" };

tf.util.shuffleCombo(houses.inputs, houses.prices);
const [testInputs, trainInputs] = tf.split(tf.tensor2d(houses.inputs), [40, 160]);
const [testPrices, trainPrices] = tf.split(tf.tensor1d(houses.prices), [40, 160]);
const { mean, variance } = tf.moments(trainInputs, 0);
const scaled = (rows) => rows.sub(mean).div(variance.sqrt());
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] });
model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
await model.fit(scaled(trainInputs), trainPrices, { epochs: 20 });
const predicted = model.predict(scaled(testInputs)).flatten();
console.log(tf.metrics.r2Score(testPrices, predicted).dataSync()[0]);
