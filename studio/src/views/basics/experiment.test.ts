import { describe, expect, it } from "vitest";
import { advanced, atInitialWeights, beginProblem, movedTo, withRecipe } from "./experiment";
import { curvePath } from "./geometry";
import { placesOf, valueAt, withValue } from "./network";
import { added, moved, problemNamed, removed, retargeted } from "./problems";

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

  it("begins a new path where weights are set by hand", () => {
    const layer = start.model.parameters[0];
    const moved = movedTo(advanced(start, 10, [layer]), layer);
    expect(moved.path).toHaveLength(1);
    expect(moved.losses.map(({ step }) => step)).toEqual([0, 10]);
  });

  it("keeps the weights under another learning rate, not in another network", () => {
    const faster = withRecipe(start, { ...start.recipe, learningRate: 3 });
    expect(faster.model).toBe(start.model);
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
    expect(curvePath(losses, 200, 60)).toBe("M0.0 2.0L200.0 59.0");
    expect(curvePath(losses.slice(0, 1), 200, 60)).toBe("");
  });
});
