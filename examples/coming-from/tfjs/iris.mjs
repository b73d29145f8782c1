import * as tf from "@tensorflow/tfjs";
import iris from "../data/iris.json" with { type: "json" };

const species = ["setosa", "versicolor", "virginica"];
tf.util.shuffle(iris);
const lengths = tf.tensor2d(iris.map(({ species: _, ...row }) => Object.values(row))).div(8);
const classes = iris.map((row) => species.indexOf(row.species));
const [testLengths, trainLengths] = tf.split(lengths, [45, 105]);
const [testLabels, trainLabels] = tf.split(tf.oneHot(classes, 3), [45, 105]);
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [4], units: 8, activation: "relu" }));
model.add(tf.layers.dense({ units: 3, activation: "softmax" }));
model.compile({ optimizer: tf.train.adam(0.03), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
await model.fit(trainLengths, trainLabels, { epochs: 60 });
const [, accuracy] = model.evaluate(testLengths, testLabels);
console.log(accuracy.dataSync()[0]);
