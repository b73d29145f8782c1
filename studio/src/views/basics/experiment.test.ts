import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curvePaths } from "../../plot/geometry";
import { placesOf, valueAt, withValue } from "../../plot/network";
import { added, moved, removed, retargeted } from "../../plot/points";
import { arrivals } from "../../plot/training";
import {
  advanced,
  atInitialWeights,
  backToStart,
  beginProblem,
  type Experiment,
  movedTo,
  ownTrail,
  redrawn,
  withHeldOut,
  withoutTrails,
  withRecipe,
  withSamples,
} from "./experiment";
import { PROBLEMS, problemNamed } from "./problems";

const start = beginProblem(problemNamed("twoClouds"));

describe("the basics's experiment", () => {
  it("begins at the initial weights, which the seed decides", () => {
    expect(start.step).toBe(0);
    expect(start.losses).toHaveLength(1);
    expect(atInitialWeights(start).model).toEqual(start.model);
    expect(atInitialWeights({ ...start, seed: 2 }).model).not.toEqual(start.model);
  });

  it("remembers the way that it came", () => {
    const [w1] = placesOf(start.model.definition);
    const layer = withValue(start.model.parameters[0], w1, 4);
    const next = advanced(start, 10, [layer]);
    expect(next.losses.map(({ step }) => step)).toEqual([0, 10]);
    expect(next.path.map((passed) => valueAt(passed, w1)).at(-1)).toBe(4);
  });

  it("has no loss that is later than its weights, where those before diverged", () => {
    const { parameters } = start.model;
    const diverged = advanced(advanced(advanced(start, 15, parameters), 16, parameters), 15, parameters);
    expect(diverged.losses.map(({ step }) => step)).toEqual([0, 15]);
  });

  it("begins a new path where weights are set by hand", () => {
    const layer = start.model.parameters[0];
    const moved = movedTo(advanced(start, 10, [layer]), layer);
    expect(moved.path).toHaveLength(1);
    expect(moved.losses.map(({ step }) => step)).toEqual([0, 10]);
  });

  it("keeps the weights of hidden layers under another learning rate, not in another network", () => {
    const xor = beginProblem(problemNamed("xor"));
    const later = advanced(xor, 5, atInitialWeights({ ...xor, seed: 9 }).model.parameters);
    expect(withRecipe(later, { ...xor.recipe, learningRate: 3 }).model).toBe(later.model);
    const deeper = withRecipe(advanced(start, 5, start.model.parameters), { ...start.recipe, hidden: [3] });
    expect(deeper.model.definition.layers.map(({ units }) => units)).toEqual([3, 1]);
    expect(deeper.step).toBe(0);
  });

  it("stays small however long it trains", () => {
    let long = start;
    for (let step = 1; step <= 3000; step++) long = advanced(long, step, start.model.parameters);
    expect(long.losses.length).toBeLessThanOrEqual(801);
    expect(long.path.length).toBeLessThanOrEqual(801);
    expect(long.losses[0].step).toBe(0);
    expect(long.losses.at(-1)?.step).toBe(3000);
  });
});

/** A line whose weight has gone some way under an optimizer. */
function gone(from: Experiment, weights: readonly number[]): Experiment {
  return weights.reduce(
    (now, w, i) => advanced(now, i + 1, [{ ...now.model.parameters[0], weight: Float64Array.of(w) }]),
    from,
  );
}

describe("trails", () => {
  const line = beginProblem(problemNamed("line"));
  const sgd = gone(line, [0.1, 0.2, 0.3]);

  it("are left by a recipe that another takes the place of, and both have the same start", () => {
    const adam = withRecipe(sgd, { ...sgd.recipe, optimizer: "adam" });
    expect(adam.step).toBe(0);
    expect(adam.model.parameters).toEqual(line.model.parameters);
    expect(adam.trails).toMatchObject([{ optimizer: "sgd", learningRate: 0.1 }]);
    const [trail] = adam.trails;
    expect(trail.path.map(({ weight }) => weight[0])).toEqual([
      line.model.parameters[0].weight[0],
      0.1,
      0.2,
      0.3,
    ]);
    expect(trail.losses.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
    const back = withRecipe(gone(adam, [0.5]), sgd.recipe);
    expect(back.trails.map(({ optimizer }) => optimizer)).toEqual(["sgd", "adam"]);
  });

  it("have at most one for each optimizer: the newest", () => {
    const again = gone(backToStart(sgd), [0.7]);
    const kept = backToStart(again);
    expect(kept.trails).toHaveLength(1);
    expect(kept.trails[0].path).toHaveLength(2);
    expect(atInitialWeights(again).trails).toEqual(kept.trails);
  });

  it("do not outlive their start or their landscape", () => {
    const kept = backToStart(sgd);
    expect(atInitialWeights({ ...kept, seed: 2 }).trails).toEqual([]);
    expect(movedTo(kept, kept.model.parameters[0]).trails).toEqual([]);
    expect(withSamples(kept, kept.samples.slice(1)).trails).toEqual([]);
    expect(withoutTrails(sgd)).toMatchObject({ step: 3, trails: [] });
    expect(ownTrail(withoutTrails(sgd))).toBeUndefined();
    expect(ownTrail(gone(withSamples(sgd, []), [0.4]))).toBeUndefined();
  });

  it("arrive where they are near the least loss of all", () => {
    const trail = (losses: number[]) => ({
      ...{ optimizer: "sgd" as const, learningRate: 1, path: [] },
      losses: losses.map((loss, step) => ({ step, loss })),
    });
    expect(
      arrivals([trail([10, 5, 0.005, 0]), trail([10, 9, 8]), trail([10, Number.POSITIVE_INFINITY])]),
    ).toEqual([2, undefined, undefined]);
    expect(arrivals([])).toEqual([]);
  });
});

describe("noise and points that are held out", () => {
  const any = fc.constantFrom(...PROBLEMS);
  const seeds = fc.integer({ min: 1, max: 2000 });
  const noises = fc.constantFrom(0, 0.05, 0.15, 0.3);

  it("draw the same for the same seed, inside, and none of the points to learn from", () => {
    fc.assert(
      fc.property(any, seeds, noises, (problem, seed, noise) => {
        const drawn = redrawn(withHeldOut(beginProblem(problem), true), { seed, noise });
        expect(drawn.heldOut).toEqual(problem.heldOut(seed, noise));
        expect(drawn.samples).toEqual(problem.samples(seed, noise));
        expect(drawn.heldOut).toHaveLength(drawn.samples.length);
        for (const { x, y, target } of [...drawn.heldOut, ...drawn.samples]) {
          expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1);
          expect(Math.abs(target)).toBeLessThan(Math.max(1, problem.classes));
        }
        const known = new Set(drawn.samples.map((one) => JSON.stringify(one)));
        // Two may come to lie on one another to three decimals.
        expect(drawn.heldOut.filter((one) => known.has(JSON.stringify(one))).length).toBeLessThan(3);
      }),
    );
  });

  it("more of it moves each point further along its own way", () => {
    fc.assert(
      fc.property(any, seeds, (problem, seed) => {
        const at = [0, 0.02, 0.04].map((noise) => problem.samples(seed, noise));
        const value = { curve: "y", surface: "target", classes: "x" } as const;
        at[0].forEach((point, i) => {
          const key = value[problem.kind];
          const [a, b] = [at[1][i][key] - point[key], at[2][i][key] - point[key]];
          // Where none has met the edge, from which they come back.
          if (Math.max(Math.abs(at[1][i][key]), Math.abs(at[2][i][key])) < 0.8)
            expect(b).toBeCloseTo(2 * a, 2);
          if (problem.kind === "classes") expect(at[2][i].target).toBe(point.target);
        });
      }),
    );
  });

  it("have a loss of their own from when they are wanted until they are not", () => {
    const held = withHeldOut(gone(beginProblem(problemNamed("line")), [0.1]), true);
    const [first, now] = held.losses;
    expect(first.heldOut).toBeUndefined();
    expect(now.heldOut).toBeGreaterThan(0);
    const later = advanced(held, 2, held.model.parameters);
    expect(later.losses.at(-1)?.heldOut).toBe(now.heldOut);
    expect(withHeldOut(later, false).losses.every((point) => !("heldOut" in point))).toBe(true);
  });
});

describe("points", () => {
  const points = [{ x: 0, y: 0, target: 0 }];

  it("are added, moved, changed and removed, each as a new set", () => {
    expect(added(points, 0.5, -2, 1)).toEqual([...points, { x: 0.5, y: -1, target: 1 }]);
    expect(moved(points, 0, 1.5, 0.1234)).toEqual([{ x: 1, y: 0.123, target: 0 }]);
    expect(retargeted(points, 0, 1)).toEqual([{ x: 0, y: 0, target: 1 }]);
    expect(removed(points, 0)).toEqual([]);
    expect(points).toEqual([{ x: 0, y: 0, target: 0 }]);
  });
});

describe("the loss curve", () => {
  it("goes from the first step to the last", () => {
    const losses = [
      { step: 0, loss: 2 },
      { step: 10, loss: Number.POSITIVE_INFINITY },
      { step: 20, loss: 0 },
    ];
    expect(curvePaths(losses, 200, 60)).toEqual({
      training: "M0.0 2.0L200.0 59.0",
      heldOut: "",
      others: [],
    });
    expect(curvePaths(losses.slice(0, 1), 200, 60).training).toBe("");
  });

  it("has one scale for both losses", () => {
    const losses = [
      { step: 0, loss: 1, heldOut: 2 },
      { step: 10, loss: 0, heldOut: 2 },
    ];
    expect(curvePaths(losses, 200, 60)).toEqual({
      training: "M0.0 30.5L200.0 59.0",
      heldOut: "M0.0 2.0L200.0 2.0",
      others: [],
    });
  });

  it("has other runs beside it, as far as they have come, also where there is none of its own yet", () => {
    const run = [
      { step: 0, loss: 1 },
      { step: 10, loss: 0.5 },
      { step: 20, loss: 0 },
    ];
    const diverged = [
      { step: 0, loss: 1 },
      { step: 10, loss: 1e9 },
    ];
    expect(curvePaths([{ step: 0, loss: 1 }], 200, 60, [run, diverged], 10)).toEqual({
      training: "",
      heldOut: "",
      others: ["M0.0 2.0L100.0 30.5", expect.stringMatching(/^M0\.0 2\.0L100\.0 -\d+\.\d$/)],
    });
  });
});
