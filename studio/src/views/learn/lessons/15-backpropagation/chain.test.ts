import { compile, dataset, defineModel, fit } from "akari";
import { gradients } from "akari/insight";
import { defineOptimizer } from "akari/model";
import { expect, test } from "vitest";
import { type Chain, EXAMPLE, forward, modelOf, RATE, stepOf } from "./chain";
import { answerTo, isTelling } from "./slips";
import { chainsOf, LEFT_OUT } from "./variants";

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);
const FIRST = Uint32Array.of(0);

/** What the engine's float64 passes and a step of its training in float32 come to. */
async function byAkari(chain: Chain) {
  const data = dataset([[chain.x]], [chain.target]);
  const { layers, loss } = gradients(modelOf(chain), data, FIRST);
  const { model } = await fit(modelOf(chain), data, {
    optimizer: defineOptimizer("sgd", { learningRate: RATE }),
    steps: 1,
    batchSize: 1,
    threads: 1,
  });
  const [[w1, b1], [w2, b2]] = model.parameters.map(({ weight, bias }) => [weight[0], bias[0]]);
  const compiled = await compile(model);
  const { layers: after } = compiled.trace(Float32Array.of(chain.x));
  compiled.dispose();
  return {
    loss,
    slopes: layers.flatMap(({ weight, bias }) => [weight[0], bias[0]]),
    after: { w1, b1, w2, b2, y: after[1].activations[0], loss: gradients(model, data, FIRST).loss },
  };
}

test("the course's chain comes out of the engine with exactly its numbers", async () => {
  const { loss, slopes, after } = await byAkari(EXAMPLE);
  expect(loss).toBe(1);
  expect(slopes).toEqual([12, 6, 2, 2]);
  expect(after.w1).toBeCloseTo(0.38, 6);
  expect(after.b1).toBeCloseTo(-0.06, 6);
  expect(after.w2).toBeCloseTo(2.98, 6);
  expect(after.b2).toBeCloseTo(-1.02, 6);
  expect(after.y).toBeCloseTo(1.066, 6);
  expect(after.loss).toBeCloseTo(0.004356, 6);
});

test("what is done by hand is what the engine does, on every seed and for the example", async () => {
  for (const chain of [EXAMPLE, ...SEEDS.flatMap(chainsOf)]) {
    const { loss, slopes, after } = await byAkari(chain);
    const step = stepOf(chain);
    expect(step.loss).toBeCloseTo(loss, 5);
    [step.slope1, step.delta1, step.slope2, step.delta2].forEach((one, i) => {
      expect(one).toBeCloseTo(slopes[i], 5);
    });
    const { w1, b1, w2, b2 } = step.after;
    expect([w1, b1, w2, b2].map((one) => one.toFixed(4))).toEqual(
      [after.w1, after.b1, after.w2, after.b2].map((one) => (one + 0).toFixed(4)),
    );
    expect(forward(step.after).y).toBeCloseTo(after.y, 4);
    expect(forward(step.after).loss).toBeCloseTo(after.loss, 4);
  }
});

test("one sigmoid neuron with cross-entropy: δ is p − t", () => {
  const neuron = {
    definition: defineModel({ inputs: 2, layers: [{ units: 1, activation: "sigmoid" }] }),
    parameters: [{ weight: Float32Array.of(1, 0.5), bias: Float32Array.of(0) }],
  };
  const data = {
    ...dataset([[1, -1]], ["1"]),
    targets: { kind: "classes", classes: Uint8Array.of(1), names: ["0", "1"] },
  } as const;
  const [{ weight }] = gradients(neuron, data, FIRST).layers;
  const p = 1 / (1 + Math.exp(-0.5));
  expect(p).toBeCloseTo(0.6225, 4);
  expect(weight[0]).toBeCloseTo(-0.3775, 4);
  expect(weight[1]).toBeCloseTo(0.3775, 4);
});

test("chains are such that every slip gives another result, and others on every seed", () => {
  for (const seed of SEEDS) {
    const chains = chainsOf(seed);
    chains.forEach((chain, task) => {
      expect(isTelling(LEFT_OUT[task], chain)).toBe(true);
    });
    expect(chainsOf(seed)).toBe(chains);
    const [lit, dark] = chains.map((chain) => stepOf(chain).z1);
    expect(lit).toBeGreaterThan(0);
    expect(dark).toBeLessThan(0);
  }
  expect(new Set(SEEDS.map((seed) => JSON.stringify(chainsOf(seed)[2]))).size).toBeGreaterThan(30);
  expect(answerTo("delta1", chainsOf(1)[1]).right).toBe(0);
});
