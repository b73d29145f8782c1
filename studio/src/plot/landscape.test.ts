import { initializeParameters } from "akari/model";
import { describe, expect, it } from "vitest";
import { problemNamed } from "../views/basics/problems";
import { qualityOf } from "./forward";
import { heights, latticeValue, lossLandscape, rangeAround } from "./landscape";
import { networkFor, placesOf, withValue } from "./network";

describe("the loss landscape", () => {
  it.each([
    ["line", 0, 1],
    ["plane", 0, 1],
    ["twoClouds", 0, 1],
    ["twoClouds", 2, 1],
    ["threeClouds", 0, 1],
    ["threeClouds", 4, 8],
  ] as const)("of %s over numbers %i and %i is the loss of the model there", (name, across, up) => {
    const problem = problemNamed(name);
    const definition = networkFor(problem, problem.recipe);
    const model = { definition, parameters: initializeParameters(definition, 5) };
    const samples = problem.samples(2);
    const places = placesOf(definition);
    const axes = [places[across], places[up]] as const;
    const losses = lossLandscape(model, problem, samples, axes, 3, 5);
    for (const [column, row] of [
      [0, 0],
      [4, 1],
      [2, 3],
    ]) {
      const layer = withValue(
        withValue(model.parameters[0], axes[0], latticeValue(column, 3, 5)),
        axes[1],
        latticeValue(row, 3, 5),
      );
      const there = qualityOf({ definition, parameters: [layer] }, problem, samples)!;
      expect(losses[row * 5 + column]).toBeCloseTo(there.loss, 6);
    }
  });

  it("stays finite far from the valley", () => {
    const problem = problemNamed("twoClouds");
    const definition = networkFor(problem, problem.recipe);
    const model = { definition, parameters: initializeParameters(definition, 1) };
    const [a, b] = placesOf(definition);
    const losses = lossLandscape(model, problem, problem.samples(1), [a, b], 1e6, 3);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  it("has heights from 0 to 1", () => {
    expect([...heights(Float64Array.of(2, 3, 6))]).toEqual([0, 0.5, 1]);
    expect([...heights(Float64Array.of(4, 4))]).toEqual([0, 0]);
  });

  it("is as wide as what happens in it, in round numbers", () => {
    expect(rangeAround([0.3, -1], 2)).toBe(2);
    expect(rangeAround([4], 2)).toBe(5);
    expect(rangeAround([-4.8], 2)).toBe(10);
    expect(rangeAround([130, Number.NaN], 2)).toBe(200);
  });
});
