import { initializeParameters } from "akari/model";
import { describe, expect, it } from "vitest";
import { problemNamed } from "../views/basics/problems";
import { layOutTiles } from "./draw/neurons";
import { activationsOver } from "./forward";
import { inputSymbols, kindOf, nameOf, networkFor, placesOf, singleLayerEquation } from "./network";

describe("the equation of a single layer", () => {
  it.each(["line", "plane", "twoClouds", "threeClouds"] as const)(
    "of %s gives what the network gives",
    (name) => {
      const problem = problemNamed(name);
      const definition = networkFor(problem, problem.recipe);
      const model = { definition, parameters: initializeParameters(definition, 2) };
      const values = [0.4, -0.6];
      const symbols = inputSymbols(problem);
      const sums = singleLayerEquation(model, problem).map(({ terms }) =>
        terms.reduce((sum, { value, variable }) => {
          const input = symbols.findIndex((symbol) => symbol.below === variable?.below);
          return sum + value * (variable === undefined ? 1 : values[input]);
        }, 0),
      );
      const linear = { ...definition, layers: [{ ...definition.layers[0], activation: "linear" as const }] };
      const inputs = Float32Array.from(values.slice(0, symbols.length));
      const outputs = activationsOver({ definition: linear, parameters: model.parameters }, inputs)[0];
      sums.forEach((sum, unit) => {
        expect(sum).toBeCloseTo(outputs[unit], 6);
      });
    },
  );

  it("names its numbers as the field does", () => {
    expect([0, -1].map((input) => nameOf({ unit: 0, input }, 1, 1))).toEqual(["w", "b"]);
    expect([0, 1, -1].map((input) => nameOf({ unit: 0, input }, 1, 2))).toEqual(["w₁", "w₂", "b"]);
    expect([0, 1, -1].map((input) => nameOf({ unit: 2, input }, 3, 2))).toEqual(["w₃₁", "w₃₂", "b₃"]);
  });
});

describe("the network for a problem", () => {
  it.each([
    ["line", [], "simpleRegression", 2],
    ["plane", [], "multipleRegression", 3],
    ["twoClouds", [], "logisticRegression", 3],
    ["threeClouds", [], "softmaxRegression", 9],
    ["curve", [6], "hiddenRegression", 12],
    ["xor", [4], "hiddenClassifier", 12],
  ] as const)("of %s with hidden layers %j is a %s", (name, hidden, kind, numbers) => {
    const problem = problemNamed(name);
    const definition = networkFor(problem, { ...problem.recipe, hidden });
    expect(kindOf(definition)).toBe(kind);
    expect(placesOf(definition)).toHaveLength(numbers);
  });
});

describe("the neurons' pictures", () => {
  it("stand in a column for each layer, inside and apart", () => {
    for (const width of [320, 700]) {
      const { columns } = layOutTiles(width, 300, [2, 8, 8, 8, 1]);
      expect(columns.map((column) => column.length)).toEqual([2, 8, 8, 8, 1]);
      expect(columns[0][0].left).toBe(0);
      for (const column of columns) {
        column.forEach((box, i) => {
          expect(box.top).toBeGreaterThanOrEqual(0);
          expect(box.top + box.height).toBeLessThanOrEqual(300);
          expect(box.left + box.width).toBeLessThanOrEqual(width);
          if (i > 0) expect(box.top).toBeGreaterThan(column[i - 1].top + column[i - 1].height);
        });
      }
    }
  });
});
