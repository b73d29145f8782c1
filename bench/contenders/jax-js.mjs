// @ts-check
/**
 * @file jax-js on its WebAssembly or its WebGPU backend: one compiled function takes the whole step, gradient and update. Its
 * companion optax, whose rules these are, is not in every registry, so they are written out.
 */

import { oneHot, readInputs, readLabels, readWeights } from "../data.mjs";
import { provideCard } from "./card.mjs";
import { provideWorkers } from "./jax-js-workers.mjs";
import { repeat, repeatAhead, split } from "./timing.mjs";
import { versionOf } from "./version.mjs";

/** @typedef {typeof import("@jax-js/jax")} Jax */
/** @typedef {import("@jax-js/jax").numpy.Array} Tensor */
/** @typedef {{ weight: Tensor, bias: Tensor }[]} Parameters `weight` as `[inputs, units]` */
/** @typedef {{ first: Parameters, second: Parameters, count: Tensor }} Moments */

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * @param {number} threads
 * @param {import("./worker.mjs").Device} device
 * @returns {Promise<import("./worker.mjs").Contender>}
 */
export async function start(threads, device) {
  if (device === "card") await provideCard();
  else if (threads > 1) provideWorkers(threads);
  const backend = device === "card" ? "webgpu" : "wasm";
  const jax = await import("@jax-js/jax");
  const backends = await jax.init(backend);
  if (!backends.includes(backend)) throw new Error(`Its ${backend} backend does not start.`);
  jax.defaultDevice(backend);
  return { version: versionOf("@jax-js/jax"), trainer: (task) => trainer(jax, task, device) };
}

/**
 * Arrays are counted by hand here: a function uses up its arguments, `.ref` and `tree.ref` give it another hold.
 *
 * @param {Jax} jax
 * @param {import("../data.mjs").Task} task
 * @param {import("./worker.mjs").Device} device
 * @returns {Promise<import("./worker.mjs").Trainer>}
 */
async function trainer(jax, task, device) {
  const { numpy: np, nn, tree } = jax;
  const { sizes, batch, activation, optimizer, checkedSteps } = task.network;
  const { learningRate } = optimizer;
  const classes = sizes[sizes.length - 1];
  const activate = { sigmoid: nn.sigmoid, relu: nn.relu, tanh: np.tanh }[activation];

  /** @type {(parameters: Parameters, x: Tensor, y: Tensor) => Tensor} */
  const loss = (parameters, x, y) => {
    let a = x;
    parameters.forEach(({ weight, bias }, i) => {
      const z = np.dot(a, weight).add(bias);
      a = i === parameters.length - 1 ? z : activate(z);
    });
    return nn
      .logSoftmax(a)
      .mul(y)
      .sum()
      .mul(-1 / batch);
  };

  const sgdStep = jax.jit(
    (/** @type {Parameters} */ parameters, /** @type {Tensor} */ x, /** @type {Tensor} */ y) => {
      const gradient = jax.grad(loss)(tree.ref(parameters), x, y);
      return tree.map(
        (/** @type {Tensor} */ w, /** @type {Tensor} */ g) => w.sub(g.mul(learningRate)),
        parameters,
        gradient,
      );
    },
  );

  const adamStep = jax.jit(
    (
      /** @type {Parameters} */ parameters,
      /** @type {Moments} */ moments,
      /** @type {Tensor} */ x,
      /** @type {Tensor} */ y,
    ) => {
      const gradient = jax.grad(loss)(tree.ref(parameters), x, y);
      const count = moments.count.add(1);
      const first = tree.map(
        (/** @type {Tensor} */ m, /** @type {Tensor} */ g) => m.mul(BETA1).add(g.mul(1 - BETA1)),
        moments.first,
        tree.ref(gradient),
      );
      const second = tree.map(
        (/** @type {Tensor} */ v, /** @type {Tensor} */ g) => v.mul(BETA2).add(np.square(g).mul(1 - BETA2)),
        moments.second,
        gradient,
      );
      const correct1 = np.array(1).sub(np.exp(count.ref.mul(Math.log(BETA1))));
      const correct2 = np.array(1).sub(np.exp(count.ref.mul(Math.log(BETA2))));
      const moved = tree.map(
        (/** @type {Tensor} */ w, /** @type {Tensor} */ m, /** @type {Tensor} */ v) =>
          w.sub(
            m
              .div(correct1.ref)
              .mul(learningRate)
              .div(np.sqrt(v.div(correct2.ref)).add(EPSILON)),
          ),
        parameters,
        tree.ref(first),
        tree.ref(second),
      );
      correct1.dispose();
      correct2.dispose();
      return { parameters: moved, moments: { first, second, count } };
    },
  );
  const lossOf = jax.jit(loss);

  const xs = split(readInputs(task), sizes[0], batch).map((x) => np.array(x).reshape([batch, sizes[0]]));
  const ys = split(oneHot(readLabels(task)), classes, batch).map((y) =>
    np.array(y).reshape([batch, classes]),
  );
  /** @type {Parameters} */
  let parameters = readWeights(task).map(({ inputs, units, weight, bias }) => ({
    weight: np.array(transpose(weight, units, inputs)).reshape([inputs, units]),
    bias: np.array(bias),
  }));
  const zeros = () =>
    parameters.map(({ weight, bias }) => ({ weight: np.zeros(weight.shape), bias: np.zeros(bias.shape) }));
  /** @type {Moments} */
  let moments = { first: zeros(), second: zeros(), count: np.array(0) };
  let steps = 0;

  const begin = () => {
    const i = steps++ % xs.length;
    if (optimizer.name === "sgd") parameters = sgdStep(parameters, xs[i].ref, ys[i].ref);
    else ({ parameters, moments } = adamStep(parameters, moments, xs[i].ref, ys[i].ref));
  };
  const wait = () => jax.blockUntilReady(parameters);
  const step = async () => {
    begin();
    await wait();
  };

  return {
    async check() {
      for (let i = 0; i < checkedSteps; i++) await step();
      const value = lossOf(tree.ref(parameters), xs[0].ref, ys[0].ref);
      return { loss: /** @type {number} */ (await value.jsAsync()) };
    },
    train({ seconds }) {
      return device === "card" ? repeatAhead(seconds, batch, begin, wait) : repeat(seconds, batch, step);
    },
    async release() {
      tree.dispose([parameters, moments, xs, ys]);
    },
  };
}

/**
 * @param {Float32Array} matrix `[rows, columns]`
 * @param {number} rows
 * @param {number} columns
 * @returns `[columns, rows]`
 */
function transpose(matrix, rows, columns) {
  return Float32Array.from(
    { length: rows * columns },
    (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)],
  );
}
