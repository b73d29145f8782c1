import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { completeOptimizer, defineOptimizer, OPTIMIZER_NAMES, type OptimizerOptions } from "./optimizers.js";

describe("an optimizer of which some constants are given", () => {
  test("has its defaults for the others", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OPTIMIZER_NAMES),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (name, value) => {
          const defaults = defineOptimizer(name);
          for (const [key, constant] of Object.entries(defaults)) {
            if (typeof constant !== "number" || key === "memory") continue;
            const given = key === "momentum" && name === "nesterov" ? 0.5 : value;
            const options: OptimizerOptions = { name, [key]: given };
            expect(completeOptimizer(options)).toEqual({ ...defaults, [key]: given });
          }
          expect(completeOptimizer({ name, weightDecay: undefined })).toEqual(defaults);
        },
      ),
    );
  });

  test("a definition stays what it is", () => {
    for (const name of OPTIMIZER_NAMES)
      expect(completeOptimizer(defineOptimizer(name))).toEqual(defineOptimizer(name));
  });

  test("sgd may be Nesterov's by name or by word", () => {
    const nesterov = defineOptimizer("nesterov");
    expect(completeOptimizer({ name: "sgd", nesterov: true })).toEqual(nesterov);
    expect(completeOptimizer({ name: "momentum", nesterov: true })).toEqual(nesterov);
    expect(completeOptimizer({ name: "nesterov", nesterov: true, momentum: 0.5 })).toEqual({
      ...nesterov,
      momentum: 0.5,
    });
    expect(completeOptimizer({ name: "nesterov", nesterov: false })).toEqual(defineOptimizer("momentum"));
    expect(completeOptimizer({ name: "sgd", nesterov: false })).toEqual(defineOptimizer("sgd"));
  });

  test.each<[object, string]>([
    [{ name: "adam", lr: 0.01 }, "The optimizer adam has no lr"],
    [{ name: "adam", nesterov: true }, "The optimizer adam has no nesterov"],
    [
      { name: "adam", learningRate: "0.01" },
      "The learningRate of adam must be a number of 0 or more, not 0.01",
    ],
    [{ learningRate: 0.01 }, 'There is no optimizer "undefined". Choose one of sgd'],
    [{ name: "constructor" }, 'There is no optimizer "constructor"'],
    [{ name: "sgd", nesterov: true, momentum: 0 }, "needs a momentum above 0"],
    [{ name: "sgd", nesterov: "yes" }, "The nesterov of sgd must be true or false, not yes"],
  ])("%o is told", (options, sentence) => {
    expect(() => completeOptimizer(options as OptimizerOptions)).toThrow(sentence);
  });
});
