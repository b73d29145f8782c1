import * as tf from "@tensorflow/tfjs";
import houses from "../data/houses.json" with { type: "json" };

const order = Array.from(tf.util.createShuffledIndices(houses.prices.length));
const [trainInputs, testInputs] = tf.split(tf.tensor2d(order.map((i) => houses.inputs[i])), [160, 40]);
const [trainPrices, testPrices] = tf.split(tf.tensor2d(order.map((i) => [houses.prices[i]])), [160, 40]);
const standardised = (rows, { mean, variance }) => rows.sub(mean).div(variance.sqrt());
const [inputMoments, priceMoments] = [tf.moments(trainInputs, 0), tf.moments(trainPrices, 0)];
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] });
model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError" });
const inputs = standardised(trainInputs, inputMoments);
await model.fit(inputs, standardised(trainPrices, priceMoments), { epochs: 100, verbose: 0 });
const outputs = model.predict(standardised(testInputs, inputMoments));
const predicted = outputs.mul(priceMoments.variance.sqrt()).add(priceMoments.mean);
console.log(tf.metrics.r2Score(testPrices, predicted).dataSync()[0]);
