import * as tf from "@tensorflow/tfjs";
import iris from "../data/iris.json" with { type: "json" };

const species = ["setosa", "versicolor", "virginica"];
tf.util.shuffle(iris);
const lengths = tf.tensor2d(iris.map(({ species: _, ...row }) => Object.values(row)));
const labels = tf.oneHot(
  tf.tensor1d(
    iris.map((row) => species.indexOf(row.species)),
    "int32",
  ),
  3,
);
const [trainLengths, testLengths] = tf.split(lengths, [105, 45]);
const [trainLabels, testLabels] = tf.split(labels, [105, 45]);
const { mean, variance } = tf.moments(trainLengths, 0);
const scaled = (rows) => rows.sub(mean).div(variance.sqrt());
const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [4], units: 8, activation: "relu" }),
    tf.layers.dense({ units: 3, activation: "softmax" }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
await model.fit(scaled(trainLengths), trainLabels, { epochs: 100, verbose: 0 });
await model.save("indexeddb://iris");
const loaded = await tf.loadLayersModel("indexeddb://iris");
loaded.compile({ optimizer: "adam", loss: "categoricalCrossentropy", metrics: ["accuracy"] });
const [, accuracy] = loaded.evaluate(scaled(testLengths), testLabels);
console.log((await accuracy.data())[0]);
