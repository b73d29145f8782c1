import * as tf from "@tensorflow/tfjs";
import iris from "../data/iris.json" with { type: "json" };

const species = ["setosa", "versicolor", "virginica"];
tf.util.shuffle(iris);
const lengths = tf.tensor2d(iris.map(({ species: _, ...row }) => Object.values(row))).div(8);
const classes = iris.map((row) => species.indexOf(row.species));
const [testLengths, trainLengths] = tf.split(lengths, [45, 105]);
const [testLabels, trainLabels] = tf.split(tf.oneHot(classes, 3), [45, 105]);
async function train({ units, learningRate }, validationSplit) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [4], units, activation: "relu" }));
  model.add(tf.layers.dense({ units: 3, activation: "softmax" }));
  const optimizer = tf.train.adam(learningRate);
  model.compile({ optimizer, loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const { history } = await model.fit(trainLengths, trainLabels, { epochs: 60, validationSplit });
  return { model, history };
}
let best = { loss: Number.POSITIVE_INFINITY };
for (let trial = 0; trial < 10; trial++) {
  const units = [4, 8, 16][Math.floor(3 * Math.random())];
  const settings = { units, learningRate: 10 ** (-3 + 2 * Math.random()) };
  const { history } = await train(settings, 0.2);
  const loss = history.val_loss.at(-1);
  if (loss < best.loss) best = { settings, loss };
}
console.log(best);
const { model } = await train(best.settings);
const [, accuracy] = model.evaluate(testLengths, testLabels);
console.log(accuracy.dataSync()[0]);
