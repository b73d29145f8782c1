import { describe, expect, test } from "vitest";
import type { Dataset } from "../../data/dataset.js";
import { defineModel, initializeParameters, type ModelDefinition } from "../../model/model.js";
import { defineOptimizer } from "../../model/optimizers.js";
import type { CompiledNetwork } from "../engine.js";
import { reference } from "./engine.js";

const XOR: Dataset = {
  name: "xor",
  features: { data: Uint8Array.of(0, 0, 0, 2, 2, 0, 2, 2), rows: 4, columns: 2 },
  targets: { kind: "classes", classes: Uint8Array.of(0, 1, 1, 0), names: ["same", "different"] },
  preprocessing: { divideBy: 2 },
};

const DEFINITION = defineModel({
  inputs: 2,
  layers: [
    { units: 3, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
  preprocessing: { divideBy: 2 },
});

const ORDER = Uint32Array.of(0, 1, 2, 3);

async function compile(
  definition: ModelDefinition = DEFINITION,
  optimizer = defineOptimizer("adam"),
): Promise<CompiledNetwork> {
  const network = await reference.compile(definition, { optimizer, batch: 4 });
  network.setParameters(initializeParameters(definition, 1));
  return network;
}

describe("training", () => {
  test("ends at the end of the order and gives a loss a step", async () => {
    const network = await compile();
    const span = { order: ORDER, from: 1, batch: 2, step: 1, steps: 10 };
    const { losses, diverged } = network.train(network.attach(XOR), span);
    expect(losses.length).toBe(2);
    expect(diverged).toBe(false);
  });

  test("the loss of a step is the mean over its batch, from before the update", async () => {
    const network = await compile();
    const data = network.attach(XOR);
    const before = network.evaluate(data, ORDER).losses.reduce((a, b) => a + b) / 4;
    const { losses } = network.train(data, { order: ORDER, from: 0, batch: 4, step: 1, steps: 1 });
    expect(losses[0]).toBeCloseTo(before, 15);
    expect(network.evaluate(data, ORDER).losses.reduce((a, b) => a + b) / 4).toBeLessThan(before);
  });

  test("the parameters do not depend on how steps are cut into spans", async () => {
    const [whole, cut] = [await compile(), await compile()];
    const data = [whole.attach(XOR), cut.attach(XOR)];
    whole.train(data[0], { order: ORDER, from: 0, batch: 1, step: 1, steps: 4 });
    for (let n = 0; n < 4; n++) {
      cut.train(data[1], { order: ORDER, from: n, batch: 1, step: n + 1, steps: 1 });
    }
    expect(cut.getParameters()).toEqual(whole.getParameters());
  });

  test("a step whose loss is not finite is not applied", async () => {
    const network = await compile();
    const data = network.attach(XOR);
    const broken = network.getParameters();
    broken[0].bias[0] = Number.NaN;
    network.setParameters(broken);
    const { losses, diverged } = network.train(data, { order: ORDER, from: 0, batch: 2, step: 1, steps: 2 });
    expect(diverged).toBe(true);
    expect(losses).toEqual([Number.NaN]);
    expect(network.getParameters()).toEqual(broken);
  });

  test.each(["momentum", "rmsprop", "adam"] as const)("%s goes on from a stored state", async (name) => {
    const optimizer = defineOptimizer(name, { momentum: name === "rmsprop" ? 0.9 : undefined });
    const [one, other] = [await compile(DEFINITION, optimizer), await compile(DEFINITION, optimizer)];
    const data = one.attach(XOR);
    one.train(data, { order: ORDER, from: 0, batch: 2, step: 1, steps: 2 });
    other.setParameters(one.getParameters());
    other.setOptimizerState(one.getOptimizerState());
    one.train(data, { order: ORDER, from: 0, batch: 2, step: 3, steps: 2 });
    other.train(other.attach(XOR), { order: ORDER, from: 0, batch: 2, step: 3, steps: 2 });
    expect(other.getParameters()).toEqual(one.getParameters());
  });
});

test("raw inputs are divided as the definition says", async () => {
  const network = await compile(
    defineModel({
      inputs: 2,
      layers: [{ units: 2, activation: "linear" }],
      preprocessing: { divideBy: 2 },
    }),
  );
  network.setParameters([{ weight: Float64Array.of(1, 0, 0, 1), bias: Float64Array.of(0, 10) }]);
  expect([...network.predict([1, 2, 4, 8])]).toEqual([0.5, 11, 2, 14]);
  expect(network.trace([1, 2])).toEqual([
    { preActivations: Float64Array.of(0.5, 11), activations: Float64Array.of(0.5, 11) },
  ]);
});

test("outputs of attached rows come in the order asked for", async () => {
  const network = await compile();
  const { outputs } = network.evaluate(network.attach(XOR), Uint32Array.of(3, 1));
  expect(outputs).toEqual(network.predict([2, 2, 0, 2]));
});

describe("mistakes", () => {
  test("training without an optimizer", async () => {
    const network = await reference.compile(DEFINITION);
    const span = { order: ORDER, from: 0, batch: 1, step: 1, steps: 1 };
    expect(() => network.train(network.attach(XOR), span)).toThrow("without an optimizer");
  });

  test("a batch larger than compiled for", async () => {
    const network = await compile();
    const span = { order: ORDER, from: 0, batch: 5, step: 1, steps: 1 };
    expect(() => network.train(network.attach(XOR), span)).toThrow("batches of 4 examples, not 5");
  });

  test("another network's data, and rows that are not there", async () => {
    const [network, other] = [await compile(), await compile()];
    expect(() => network.evaluate(other.attach(XOR), ORDER)).toThrow("not attached to this network");
    expect(() => network.evaluate(network.attach(XOR), Uint32Array.of(4))).toThrow("there is no row 4");
  });

  test("inputs that are no whole examples, and too little room for outputs", async () => {
    const network = await compile();
    expect(() => network.predict([1, 2, 3])).toThrow("2 numbers an example, and 3 numbers");
    expect(() => network.predict([])).toThrow("0 numbers are not");
    expect(() => network.trace([1, 2, 3, 4])).toThrow("one example");
    expect(() => network.predict([1, 2], new Float64Array(1))).toThrow("room for 1");
  });

  test("a state of another optimizer", async () => {
    const network = await compile();
    const sgd = await compile(DEFINITION, defineOptimizer("sgd"));
    expect(() => network.setOptimizerState(sgd.getOptimizerState())).toThrow(
      "layer 1 needs a mean of 6 weights",
    );
    expect(() => network.setOptimizerState([])).toThrow("the optimizer's state has 0");
  });
});
