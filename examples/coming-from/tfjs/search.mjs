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
async function train({ units, learningRate }, options) {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [4], units, activation: "relu" }),
      tf.layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  const optimizer = tf.train.adam(learningRate);
  model.compile({ optimizer, loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const { history } = await model.fit(scaled(trainLengths), trainLabels, {
    epochs: 50,
    verbose: 0,
    ...options,
  });
  return { model, history };
}
let best = { loss: Number.POSITIVE_INFINITY };
for (let trial = 0; trial < 10; trial++) {
  const settings = {
    units: [4, 8, 16][Math.floor(3 * Math.random())],
    learningRate: 10 ** (-3 + 2 * Math.random()),
  };
  const { history } = await train(settings, { validationSplit: 0.2 });
  const loss = history.val_loss.at(-1);
  if (loss < best.loss) best = { settings, loss };
}
console.log(best);
const { model } = await train(best.settings);
const [, accuracy] = model.evaluate(scaled(testLengths), testLabels);
console.log((await accuracy.data())[0]);
