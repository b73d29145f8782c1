import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Dataset } from "../data/dataset.js";
import { AkariError } from "../error.js";
import { defineModel, initializeParameters } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import type { Checkpoint } from "../training/checkpoint.js";
import { fit } from "../training/fit.js";
import type { FitOptions, TrainingResult } from "../training/run.js";
import type { EngineChooser, EngineTask } from "./choose-engine.js";
import { chooseEngine } from "./choose-engine.js";
import type { Engine, EngineName, EngineNetwork } from "./engine.js";
import { wasm } from "./wasm/engine.js";

afterEach(() => vi.useRealTimers());

/** Large enough for a step of 64 examples to be more than nothing for a graphics card. */
const NETWORK = defineModel({
  inputs: 300,
  layers: [
    { units: 300, activation: "relu" },
    { units: 3, activation: "softmax" },
  ],
});
const PARAMETERS = initializeParameters(NETWORK, 1);
const DATA: Dataset = {
  name: "waves",
  features: {
    data: Float32Array.from({ length: 200 * 300 }, (_, i) => Math.sin(i)),
    rows: 200,
    columns: 300,
  },
  targets: {
    kind: "classes",
    classes: Uint8Array.from({ length: 200 }, (_, i) => i % 3),
    names: ["a", "b", "c"],
  },
  preprocessing: { divideBy: 1 },
};
/** A clock that goes by what engines say that they take. */
class Watch {
  time = 0;
  /** Networks that were made and not freed. */
  open = 0;

  /** @param cost milliseconds of the next step */
  engine(name: EngineName, cost: () => number): Engine {
    return {
      name,
      precision: 32,
      compile: async (definition) => {
        this.open++;
        const network: Partial<EngineNetwork> = {
          definition,
          setParameters: () => {},
          attach: ({ features }) => ({ rows: features.rows }),
          train: async (_, { steps }) => {
            for (let step = 0; step < steps; step++) this.time += cost();
            return { losses: Array.from({ length: steps }, () => 1), diverged: false };
          },
          dispose: () => {
            this.open--;
          },
        };
        return network as EngineNetwork;
      },
    };
  }

  choose([first, other]: readonly [Engine, Engine], batch = 64, steps = 10_000) {
    const task: EngineTask = {
      definition: NETWORK,
      parameters: PARAMETERS,
      compiling: { batch, steps, optimizer: defineOptimizer("adam") },
      data: DATA,
      weighted: undefined,
      rows: {
        place: () => ({ chunk: 0, order: Uint32Array.from({ length: 200 }, (_, row) => row), from: 0 }),
      },
    };
    return chooseEngine(task, first, other, () => this.time);
  }
}

const failing = (error: unknown): Engine => ({
  ...wasm,
  name: "webgpu",
  compile: async () => {
    throw error;
  },
});

test("the slower one of those that were measured is never taken, and the trial is short", async () => {
  const cost = fc.double({ min: 0.1, max: 3000, noNaN: true });
  const noise = fc.array(fc.double({ min: 0.7, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(cost, cost, noise, async (ofFirst, ofOther, factors) => {
      const watch = new Watch();
      let at = 0;
      const costing = (mean: number) => () => mean * factors[at++ % factors.length];
      const [first, other] = [
        watch.engine("wasm", costing(ofFirst)),
        watch.engine("webgpu", costing(ofOther)),
      ];
      const choice = await watch.choose([first, other]);
      const rates = choice.samplesPerSecond;
      expect(choice.because).toBe("measured");
      expect(choice.engine).toBe((rates?.webgpu ?? 0) > (rates?.wasm ?? 0) ? "webgpu" : "wasm");
      if (ofFirst > 2.5 * ofOther) expect(choice.engine).toBe("webgpu");
      if (ofOther > 2.5 * ofFirst) expect(choice.engine).toBe("wasm");
      expect(watch.open).toBe(0);
      // Four turns each at most, none longer than its time and a span of steps.
      expect(watch.time).toBeLessThan(8 * (80 + 45) + 4 * 1.5 * (ofFirst + ofOther));
    }),
    { numRuns: 40 },
  );
});

test("both figures are told, in examples", async () => {
  const watch = new Watch();
  const choice = await watch.choose([watch.engine("wasm", () => 4), watch.engine("webgpu", () => 1)]);
  expect(choice).toEqual({
    engine: "webgpu",
    because: "measured",
    reason: "Tried on the first batches, wasm learns from 16,000 examples a second and webgpu from 64,000.",
    samplesPerSecond: { wasm: 16_000, webgpu: 64_000 },
  });
});

describe("without a look at the other engine", () => {
  const untouched = failing(new Error("It was asked."));
  test("small steps stay", async () => {
    const choice = await new Watch().choose([wasm, untouched], 8);
    expect(choice).toMatchObject({ engine: "wasm", because: "small" });
    expect(choice.reason).toBe(
      "A step of this network takes 2,923,200 operations; below 20,000,000 a graphics card gains nothing.",
    );
  });

  test("and short runs", async () => {
    const choice = await new Watch().choose([wasm, untouched], 64, 100);
    expect(choice).toMatchObject({ engine: "wasm", because: "small" });
    expect(choice.reason).toBe("These 100 steps are over before a graphics card would have been tried.");
  });
});

describe("the first is taken", () => {
  test("where the other cannot compute, with what it says", async () => {
    const error = new AkariError("unsupported", "There is no graphics card.");
    const choice = await new Watch().choose([wasm, failing(error)]);
    expect(choice).toEqual({ engine: "wasm", because: "unavailable", reason: "There is no graphics card." });
  });

  test("where it is lost while it is tried", async () => {
    const watch = new Watch();
    let steps = 0;
    const other = watch.engine("webgpu", () => {
      if (++steps > 100) throw new AkariError("unsupported", "The graphics card was lost.");
      return 1;
    });
    const choice = await watch.choose([watch.engine("wasm", () => 1), other]);
    expect(choice).toEqual({ engine: "wasm", because: "unavailable", reason: "The graphics card was lost." });
    expect(watch.open).toBe(0);
  });

  test("where a program stands in for the card", async () => {
    const watch = new Watch();
    const card = watch.engine("webgpu", () => 1);
    const program: Engine = {
      ...card,
      compile: async (...args) => Object.assign(await card.compile(...args), { warning: () => "A program." }),
    };
    const choice = await watch.choose([watch.engine("wasm", () => 9), program]);
    expect(choice).toEqual({ engine: "wasm", because: "unavailable", reason: "A program." });
    expect(watch.time).toBe(0);
  });

  test("where the other does not get ready, and what comes late is freed", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const watch = new Watch();
    const card = watch.engine("webgpu", () => 1);
    const slow: Engine = {
      ...card,
      compile: async (...args) => {
        await new Promise((resolve) => setTimeout(resolve, 20_000));
        return card.compile(...args);
      },
    };
    const chosen = watch.choose([watch.engine("wasm", () => 9), slow]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await chosen).reason).toBe("The graphics card was not ready within 10 seconds.");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(watch.open).toBe(0);
  });
});

describe("a run", () => {
  const renamed: Engine = { ...wasm, name: "webgpu" };
  const chooser = (other: Engine): EngineChooser => ({
    name: "auto",
    named: (name) => (name === "webgpu" ? other : wasm),
    choose: (task) => chooseEngine(task, wasm, other),
  });

  /** Three steps of a long run. */
  async function begin(options: FitOptions): Promise<TrainingResult> {
    const long = { batchSize: 64, steps: 10_000, seed: 3 };
    const run = fit(NETWORK, DATA, { ...long, dropout: 0.2, validation: 0.2, stepsPerEvent: 1, ...options });
    for await (const event of run) if (event.type === "progress" && event.step === 3) break;
    return run;
  }

  test("has the weights of the engine that is taken, as if it had been named", async () => {
    const [tried, named] = [await begin({ engine: chooser(renamed) }), await begin({ engine: wasm })];
    expect(tried.choice?.because).toBe("measured");
    expect(tried.model.parameters).toEqual(named.model.parameters);
    expect(named.choice).toBeUndefined();
  });

  test("goes on from its checkpoint in the engine that it took, without another choice", async () => {
    const saved: Checkpoint[] = [];
    const checkpoint = { every: { steps: 1 }, save: (one: Checkpoint) => void saved.push(one) };
    const other = failing(new AkariError("unsupported", "There is no graphics card."));
    const { choice } = await begin({ engine: chooser(other), checkpoint });
    expect(saved[0].configuration.engine).toBe(choice?.engine);
    const onCard = { ...saved[0], configuration: { ...saved[0].configuration, engine: "webgpu" as const } };
    let seen = 0;
    const counting: Engine = {
      ...renamed,
      compile: (...args) => {
        seen++;
        return wasm.compile(...args);
      },
    };
    const gone = await begin({ engine: chooser(counting), resume: onCard });
    expect(seen).toBe(1);
    expect(gone.choice).toBeUndefined();
    expect(gone.model.parameters).toEqual((await begin({ engine: wasm })).model.parameters);
  });
});
