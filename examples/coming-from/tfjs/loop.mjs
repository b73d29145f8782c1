import * as tf from "@tensorflow/tfjs";

const places = 9;
const seen = (place) => Array.from({ length: places }, (_, i) => (i === place ? 1 : 0));
const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [places], units: 16, activation: "relu" }),
    tf.layers.dense({ units: 2 }),
  ],
});
const optimizer = tf.train.adam(0.01);
const toTheRight = (place) =>
  tf.tidy(
    () =>
      model
        .predict(tf.tensor2d([seen(place)]))
        .softmax()
        .dataSync()[1],
  );
for (let game = 0; game < 100; game++) {
  const visited = [];
  const moves = [];
  let place = 4;
  while (place > 0 && place < places - 1) {
    const right = toTheRight(place);
    visited.push(seen(place));
    moves.push(Math.random() < right ? 1 : 0);
    place += moves.at(-1) === 1 ? 1 : -1;
  }
  const reward = place === 0 ? -1 : 1;
  const weights = moves.map((_, i) => reward * 0.9 ** (moves.length - 1 - i));
  optimizer.minimize(() => {
    const logits = model.apply(tf.tensor2d(visited), { training: true });
    const taken = tf.oneHot(tf.tensor1d(moves, "int32"), 2);
    return tf.losses.softmaxCrossEntropy(taken, logits, tf.tensor1d(weights));
  });
}
console.log(toTheRight(4));
