import { compile, defineModel, evaluate } from "akari";
import { reference } from "akari/engines";
import { initializeParameters } from "akari/model";
import { describe, expect, it } from "vitest";
import { PROBLEMS, problemNamed } from "../views/basics/problems";
import { activationsOver, placesFor, qualityOf } from "./forward";
import { networkFor } from "./network";
import { inputsOf, toDataset } from "./points";

describe("the pictures' own arithmetic", () => {
  it.each(["tanh", "relu", "sigmoid"] as const)(
    "gives the library's activations with %s",
    async (activation) => {
      const definition = defineModel({
        inputs: 2,
        layers: [
          { units: 5, activation },
          { units: 4, activation },
          { units: 3, activation: "softmax" },
        ],
      });
      const model = { definition, parameters: initializeParameters(definition, 7) };
      const inputs = Float32Array.of(0.3, -0.8, -1, 0.25, 0.9, 0.9);
      const layers = activationsOver(model, inputs);
      using network = await compile(model, { engine: reference });
      for (let n = 0; n < 3; n++) {
        const traced = network.trace(inputs.subarray(2 * n, 2 * n + 2)).layers;
        traced.forEach(({ activations }, l) => {
          activations.forEach((a, unit) => {
            expect(layers[l][unit * 3 + n]).toBeCloseTo(a, 12);
          });
        });
      }
    },
  );

  it.each(PROBLEMS)("scores $name as the library does", async (problem) => {
    const definition = networkFor(problem, problem.recipe);
    const model = { definition, parameters: initializeParameters(definition, 3) };
    const samples = problem.samples(1);
    const quality = qualityOf(model, problem, samples);
    const theirs = await evaluate(model, toDataset(problem, samples), { engine: reference });
    expect(quality?.loss).toBeCloseTo(theirs.loss, 6);
    expect(quality?.accuracy).toBe(theirs.task === "classes" ? theirs.accuracy : undefined);
  });

  it("has no score without points", () => {
    const problem = problemNamed("line");
    const definition = networkFor(problem, problem.recipe);
    const model = { definition, parameters: initializeParameters(definition, 1) };
    expect(qualityOf(model, problem, [])).toBeUndefined();
    expect(inputsOf(problem, []).length).toBe(0);
  });

  it("asks along x for a curve, over the plane otherwise", () => {
    expect([placesFor("curve")[0], placesFor("curve").at(-1)]).toEqual([-1, 1]);
    expect([...placesFor("classes").subarray(0, 2), ...placesFor("classes").subarray(-2)]).toEqual([
      -1, -1, 1, 1,
    ]);
  });
});
