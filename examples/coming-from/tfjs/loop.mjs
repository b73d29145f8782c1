import * as tf from "@tensorflow/tfjs";

const places = 9;
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [places], units: 16, activation: "relu" }));
model.add(tf.layers.dense({ units: 2 }));
const optimizer = tf.train.adam(0.03);
for (let game = 0; game < 100; game++) {
  const visited = [];
  const moves = [];
  let place = 4;
  while (place > 0 && place < places - 1) {
    const logits = model.predict(tf.oneHot([place], places));
    visited.push(place);
    moves.push(tf.multinomial(logits, 1).dataSync()[0]);
    place += moves.at(-1) === 1 ? 1 : -1;
  }
  const reward = place === 0 ? -1 : 1;
  const weights = moves.map((_, i) => reward * 0.9 ** (moves.length - 1 - i));
  optimizer.minimize(() => {
    const logits = model.apply(tf.oneHot(visited, places));
    return tf.losses.softmaxCrossEntropy(tf.oneHot(moves, 2), logits, weights);
  });
}
const chances = model.predict(tf.oneHot([4], places)).softmax();
console.log(chances.dataSync()[1]);
