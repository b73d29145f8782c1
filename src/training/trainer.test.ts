import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dataset, TargetList } from "../data/dataset.js";
import { dataset } from "../data/from-arrays.js";
import type { CompiledNetwork, Engine, ExampleLoss } from "../engine/engine.js";
import { reference } from "../engine/reference/engine.js";
import { wasm } from "../engine/wasm/engine.js";
import { gradients } from "../insight/gradients.js";
import { defineModel, type Model, type ModelDefinition } from "../model/model.js";
import { OPTIMIZER_NAMES } from "../model/optimizers.js";
import { randomGenerator } from "../model/random.js";
import { fit } from "./fit.js";
import { trainer } from "./trainer.js";
import type { TrainerOptions } from "./trainer-options.js";

const ENGINES: readonly (readonly [string, Engine<CompiledNetwork>])[] = [
  ["wasm", wasm],
  ["reference", reference],
];

const network = (loss: ModelDefinition["loss"] = "cross_entropy", units = 3): ModelDefinition =>
  defineModel({
    inputs: 5,
    layers: [
      { units: 9, activation: "tanh" },
      { units: 7, activation: "relu" },
      { units, activation: loss === "cross_entropy" ? "softmax" : "linear" },
    ],
    loss,
  });

/** Rows of numbers with a class each. */
function classes(rows: number, seed = 4): Dataset {
  const random = randomGenerator(seed, "trainer test");
  const inputs = Array.from({ length: rows }, () =>
    Array.from({ length: 5 }, () => 2 * random.uniform() - 1),
  );
  const targets = inputs.map(([a, b, c]) => (a > b ? "left" : c > 0 ? "middle" : "right"));
  return dataset(inputs, targets, { labels: ["left", "middle", "right"] });
}

/** The raw numbers of some rows. */
const inputsOf = ({ features }: Dataset, rows: ArrayLike<number>): number[][] =>
  Array.from(rows, (row) => Array.from(features.data.slice(5 * row, 5 * row + 5)));

const classesOf = ({ targets }: Dataset, rows: ArrayLike<number>): number[] =>
  Array.from(rows, (row) => (targets.kind === "classes" ? targets.classes[row] : Number.NaN));

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

const numbersOf = ({ parameters }: Model): number[] =>
  parameters.flatMap(({ weight, bias }) => [...weight, ...bias]);

const BATCH_OPTIMIZERS = OPTIMIZER_NAMES.filter((name) => name !== "lbfgs");

describe.each(ENGINES)("a trainer of %s", (_, engine) => {
  test.each(BATCH_OPTIMIZERS)(
    "takes the steps of fit with %s, to the bit, from rows and from lists",
    async (name) => {
      const data = classes(60);
      const options = { optimizer: name, learningRate: 0.01, engine, seed: 3 } as const;
      const { model } = await fit(network(), data, { ...options, shuffle: false, batchSize: 20, epochs: 2 });
      using byRows = await trainer(network(), data, options);
      using byLists = await trainer(network(), options);
      for (let epoch = 0; epoch < 2; epoch++) {
        for (let from = 0; from < 60; from += 20) {
          const rows = range(from, from + 20);
          const loss = byRows.step({ rows });
          expect(byLists.step({ inputs: inputsOf(data, rows), targets: classesOf(data, rows) })).toBe(loss);
        }
      }
      expect(numbersOf(byRows.model())).toEqual(numbersOf(model));
      expect(numbersOf(byLists.model())).toEqual(numbersOf(model));
      expect(byRows.model().definition).toEqual(model.definition);
      expect(byRows.steps).toBe(6);
    },
  );

  test.each<TrainerOptions>([
    {},
    { l1: 0.01, clip: 0.05 },
    { dropout: 0.3, inputDropout: 0.2 },
    { labelSmoothing: 0.1 },
    { batchNorm: true },
    { optimizer: "rmsprop", momentum: 0.9, weightDecay: 0.01 },
  ])("steps by its own gradients as it steps at once: %j", async (options) => {
    const data = classes(24);
    using whole = await trainer(network(), data, { ...options, engine });
    using parts = await trainer(network(), data, { ...options, engine });
    for (let from = 0; from < 24; from += 8) {
      const rows = range(from, from + 8);
      const loss = whole.step({ rows });
      const asked = parts.gradients({ rows });
      expect(asked.loss).toBe(loss);
      parts.apply(asked);
    }
    expect(numbersOf(parts.model())).toEqual(numbersOf(whole.model()));
    expect(parts.state()).toEqual(whole.state());
  });

  test("goes on from a state as if nothing had been in between", async () => {
    const data = classes(40);
    using agent = await trainer(network(), data, { engine, dropout: 0.2, batchNorm: true });
    agent.step({ rows: range(0, 20) });
    const state = structuredClone(agent.state());
    const once = [agent.step({ rows: range(20, 40) }), agent.step({ rows: range(0, 20) })];
    const after = agent.state();
    agent.setState(state);
    expect([agent.step({ rows: range(20, 40) }), agent.step({ rows: range(0, 20) })]).toEqual(once);
    expect(agent.state()).toEqual(after);
    expect(() => agent.setState({ ...state, parameters: state.parameters.slice(1) })).toThrow(/layers/);
    expect(agent.state()).toEqual(after);
  });

  test("multiplies losses and gradients by weights, below 0 too", async () => {
    const data = classes(6);
    const inputs = inputsOf(data, range(0, 6));
    const targets = classesOf(data, range(0, 6));
    const weights = [1, -1, 0.5, 0, 2, -3];
    using agent = await trainer(network(), { engine });
    const single = inputs.map((input, n) => agent.gradients({ inputs: [input], targets: [targets[n]] }));
    const { loss, layers } = agent.gradients({ inputs, targets, weights });
    const sum = (of: (n: number) => number): number =>
      weights.reduce((all, weight, n) => all + weight * of(n), 0) / 6;
    expect(loss).toBeCloseTo(
      sum((n) => single[n].loss),
      6,
    );
    layers.forEach(({ weight }, l) => {
      weight.forEach((g, i) => {
        expect(g).toBeCloseTo(
          sum((n) => single[n].layers[l].weight[i]),
          6,
        );
      });
    });
  });

  test("takes a loss of one's own, as if the network had it", async () => {
    const data = classes(30);
    const wanted = inputsOf(data, range(0, 30)).map(([a, b]) => [a * b, a - b]);
    const inputs = inputsOf(data, range(0, 30));
    const squares: ExampleLoss = (outputs, derivative, example) => {
      let loss = 0;
      outputs.forEach((output, i) => {
        const d = output - wanted[example][i];
        loss += (d * d) / 2;
        derivative[i] = d;
      });
      return loss;
    };
    using own = await trainer(network("mean_squared_error", 2), { engine, learningRate: 0.01 });
    using known = await trainer(network("mean_squared_error", 2), { engine, learningRate: 0.01 });
    const losses = range(0, 20).map(() => [
      own.step({ inputs }, { loss: squares, checkLoss: true }),
      known.step({ inputs, targets: wanted }),
    ]);
    for (const [a, b] of losses) expect(a).toBeCloseTo(b, 5);
    expect(losses[19][0]).toBeLessThan(losses[0][0]);
  });

  test("takes a loss of one's own through softmax", async () => {
    const data = classes(12);
    const rows = range(0, 12);
    const labels = classesOf(data, rows);
    const crossEntropy: ExampleLoss = (outputs, derivative, example) => {
      derivative[labels[example]] = -1 / outputs[labels[example]];
      return -Math.log(outputs[labels[example]]);
    };
    using agent = await trainer(network(), data, { engine });
    const own = agent.gradients({ rows }, { loss: crossEntropy, checkLoss: true });
    const known = agent.gradients({ rows });
    expect(own.loss).toBeCloseTo(known.loss, 5);
    own.layers.forEach(({ weight, bias }, l) => {
      weight.forEach((g, i) => {
        expect(g).toBeCloseTo(known.layers[l].weight[i], 6);
      });
      bias.forEach((g, i) => {
        expect(g).toBeCloseTo(known.layers[l].bias[i], 6);
      });
    });
  });

  test("notices a derivative that is not the loss's, and none of a corner", async () => {
    const inputs = [[1, 0, 0, 0, 0]];
    using agent = await trainer(network("mean_squared_error", 2), { engine });
    const wrong: ExampleLoss = (outputs, derivative) => {
      derivative[1] = outputs[1];
      return outputs[1] ** 2;
    };
    expect(() => agent.step({ inputs }, { loss: wrong, checkLoss: true })).toThrow(
      /derivative that the loss writes for output 2 of example 1/,
    );
    expect(agent.steps).toBe(0);
    const [first] = agent.predict(inputs);
    const corner: ExampleLoss = (outputs, derivative) => {
      derivative[0] = outputs[0] >= first ? 1 : -1;
      return Math.abs(outputs[0] - first);
    };
    agent.step({ inputs }, { loss: corner, checkLoss: true });
  });

  test("takes a function for a loss, and a number from it", async () => {
    const own = await trainer(network("mean_squared_error"), { engine });
    const inputs = [[0.1, 0.2, 0.3, 0.4, 0.5]];
    expect(() => own.step({ inputs }, { loss: "mse" as never })).toThrow(
      /The option loss is a function \(outputs, derivative, example\).*, not "mse"/,
    );
    for (const checkLoss of [false, true]) {
      const nothing = { loss: () => undefined as never, checkLoss };
      expect(() => own.step({ inputs }, nothing)).toThrow(/but for example 1 it returned undefined/);
      expect(() => own.gradients({ inputs }, nothing)).toThrow(/it returned undefined/);
    }
    expect(own.steps).toBe(0);
  });

  test("takes no step by a loss that is not finite", async () => {
    using agent = await trainer(network(), classes(4), { engine });
    const before = agent.state();
    expect(() => agent.step({ rows: [0] }, { loss: () => Number.NaN })).toThrow(/The loss of step 1 is NaN/);
    const nan = agent.gradients({ rows: [0] });
    nan.layers[1].bias[0] = Number.POSITIVE_INFINITY;
    expect(() => agent.apply(nan)).toThrow(/gradients of layer 2/);
    expect(agent.state()).toEqual(before);
  });
});

test("both engines follow the same gradients, which are insight's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 70 }), async (seed, rows) => {
      const data = classes(rows, seed);
      const model = {
        definition: network(),
        parameters: (await fit(network(), data, { steps: 1, seed })).model.parameters,
      };
      using fast = await trainer(model, data, { seed });
      using exact = await trainer(model, data, { engine: reference, seed });
      const a = fast.gradients({ rows: range(0, rows) });
      const b = exact.gradients({ rows: range(0, rows) });
      const c = gradients(model, data, Uint32Array.from(range(0, rows)));
      expect(b.loss).toBe(c.loss);
      expect(b.layers).toEqual(c.layers);
      expect(a.loss).toBeCloseTo(b.loss, 5);
      a.layers.forEach(({ weight }, l) => {
        weight.forEach((g, i) => {
          expect(g).toBeCloseTo(b.layers[l].weight[i], 5);
        });
      });
    }),
    { numRuns: 15 },
  );
});

test("the learning rate is that of the step", async () => {
  const data = classes(8);
  using agent = await trainer(network(), data, { optimizer: "sgd", learningRate: 0.1 });
  using other = await trainer(network(), data, { optimizer: "sgd", learningRate: 0.5 });
  agent.learningRate = 0.5;
  agent.step({ rows: range(0, 8) });
  other.step({ rows: range(0, 8) });
  agent.step({ rows: range(0, 8) }, { learningRate: 0 });
  expect(numbersOf(agent.model())).toEqual(numbersOf(other.model()));
});

test("reads targets as they are written", async () => {
  const labelled = { ...network(), labels: ["left", "middle", "right"] };
  const inputs = new Float32Array(10).fill(0.5);
  using agent = await trainer(labelled);
  const losses = [
    ["left", "right"],
    [0, 2],
    [
      [1, 0, 0],
      [0, 0, 1],
    ],
    [1, 0, 0, 0, 0, 1],
  ].map((targets) => agent.gradients({ inputs, targets: targets as number[] }).loss);
  expect(new Set(losses).size).toBe(1);
  using plain = await trainer(network());
  expect(plain.gradients({ inputs, targets: [0, 2] }).loss).toBe(losses[0]);
});

test("one sigmoid unit learns from true and false, and from names only where it has some", async () => {
  const layers = [{ units: 1, activation: "sigmoid" }] as const;
  const gradients = async (labels: readonly string[] | undefined, targets: TargetList): Promise<unknown> => {
    using agent = await trainer(
      defineModel({ inputs: 2, layers: [...layers], ...(labels === undefined ? {} : { labels }) }),
    );
    return agent.gradients({ inputs: [[1, 2]], targets });
  };
  const known = await gradients(undefined, [1]);
  expect(await gradients(undefined, [true])).toEqual(known);
  expect(await gradients(["no", "yes"], ["yes"])).toEqual(known);
  await expect(gradients(undefined, ["yes"])).rejects.toThrow(
    'The batch has a class "yes", but the network\'s have no names: give defineModel labels',
  );
});

test("says what is wrong with a batch or an option", async () => {
  using agent = await trainer(network(), { batchSize: 2, batchNorm: true });
  const [row] = inputsOf(classes(1), [0]);
  const wrong =
    (batch: object): (() => unknown) =>
    () =>
      agent.step(batch as never);
  expect(wrong({ inputs: [row, row, row], targets: [0, 1, 2] })).toThrow(/at most 2 examples, not 3/);
  expect(wrong({ inputs: [row], targets: [0] })).toThrow(/two examples or more/);
  expect(wrong({ inputs: [row, row] })).toThrow(/needs targets/);
  expect(wrong({ inputs: [row, row], targets: [0] })).toThrow(/rows of inputs|2 rows/);
  expect(wrong({ inputs: [row, row], targets: [0, 3] })).toThrow(/class 3/);
  expect(wrong({ inputs: [row, row], targets: [0, 1], weight: [1, 1] })).toThrow(/no option "weight"/);
  expect(wrong({ inputs: [row, row], targets: [0, 1], weights: [1, Number.NaN] })).toThrow(/weight of row 2/);
  expect(wrong({ inputs: [1, 2, 3], targets: [0] })).toThrow(/not a whole number of examples/);
  expect(wrong({ rows: [0] })).toThrow(/trainer's data/);
  expect(() => agent.step({ inputs: [row, row], targets: [0, 1] }, { checkLoss: true })).toThrow(/checkLoss/);
  agent.learningRate = Number.NaN;
  expect(() => agent.step({ inputs: [row, row], targets: [0, 1] })).toThrow(/learning rate/);
  await expect(trainer(network(), { optimizer: "lbfgs" })).rejects.toThrow(/at once/);
  await expect(trainer(network(), { epochs: 3 } as TrainerOptions)).rejects.toThrow(/no option "epochs"/);
  await expect(trainer(network(), { batchSize: 0 })).rejects.toThrow(/batchSize/);
  using withData = await trainer(network(), classes(3));
  expect(() => withData.step({ rows: [] })).toThrow(/at least one example/);
  for (const rows of [[3], [-1], [0.5], [Number.NaN]]) {
    expect(() => withData.step({ rows })).toThrow(/there is no row/);
  }
});
