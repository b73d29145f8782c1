import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { qualityOf } from "../../plot/forward";
import { trainFrom } from "../../plot/training";
import { advanced, atInitialWeights, beginProblem, type Experiment, redrawn } from "./experiment";
import { PROBLEMS, type ProblemName, problemNamed, RATES, type Recipe } from "./problems";
import { findRemedy, learns } from "./remedy";
import { changedTo, runOf, situationOf, tryOut } from "./trial";
import { troubleIn } from "./trouble";

/** An experiment with a recipe, trained for so many steps as the page would see it. */
async function trained(name: ProblemName, change: Partial<Recipe>, seed: number, steps: number) {
  const first = beginProblem(problemNamed(name));
  let experiment: Experiment = atInitialWeights({ ...first, recipe: { ...first.recipe, ...change }, seed });
  await trainFrom(runOf(situationOf(experiment)), steps, 10, (step, parameters) => {
    experiment = advanced(experiment, step, parameters);
  });
  return experiment;
}

describe("a remedy", () => {
  it("against divergence does not diverge, whatever the problem and the seed", async () => {
    const cases = fc.record({
      problem: fc.constantFrom(...PROBLEMS.filter(({ kind }) => kind !== "classes")),
      seed: fc.integer({ min: 1, max: 1000 }),
      learningRate: fc.constantFrom(1, 3, 10),
      optimizer: fc.constantFrom("sgd", "momentum"),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ problem, seed, ...change }) => {
        const recipe = { ...problem.recipe, hidden: [], ...change } as const;
        const before = atInitialWeights({ ...beginProblem(problem), recipe, seed });
        const situation = situationOf(before);
        const first = await tryOut(situation, 600);
        fc.pre(first.diverged);
        const now = { steps: 40, quality: undefined };
        const remedy = await findRemedy({ kind: "diverged" }, situation, now);
        expect(remedy).toBeDefined();
        if (remedy === undefined) return;
        expect(RATES).toContain(remedy.recipe.learningRate);
        expect(remedy.recipe.learningRate).toBeLessThan(recipe.learningRate);
        const long = await tryOut(changedTo(situation, remedy.recipe, remedy.seed), 3 * remedy.steps);
        expect(learns(long)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  it.each([
    ["xor", { hidden: [4], activation: "linear" }, "straight"],
    ["curve", { hidden: [6], activation: "linear" }, "straight"],
    ["xor", { hidden: [4], activation: "relu", optimizer: "sgd", learningRate: 10 }, "dead"],
    ["spirals", { hidden: [8, 8], activation: "sigmoid", optimizer: "adam", learningRate: 3 }, "saturated"],
    ["xor", { optimizer: "sgd", learningRate: 0.003 }, "stuck"],
  ] as const)("for %s with %o (%s) does better by far, whatever the seed", async (name, change, kind) => {
    for (const seed of [1, 2]) {
      const experiment = await trained(name, change, seed, 400);
      const trouble = troubleIn(experiment);
      expect(trouble?.kind).toBe(kind);
      if (trouble === undefined) return;
      const before = qualityOf(experiment.model, experiment.problem, experiment.samples);
      const situation = situationOf(experiment);
      const remedy = await findRemedy(trouble, situation, { steps: 400, quality: before });
      expect(remedy).toBeDefined();
      if (remedy === undefined) return;
      // What is offered does what was promised: it comes out the same to the bit.
      const { qualities } = await tryOut(changedTo(situation, remedy.recipe, remedy.seed), remedy.steps);
      expect(qualities.at(-1)).toEqual(remedy.quality);
      expect(remedy.quality.loss).toBeLessThanOrEqual(0.8 * (before?.loss ?? 0));
    }
  });

  it("shows what hinders: a line at too large a rate is straight enough, it leaps to and fro", async () => {
    const experiment = await trained("line", { learningRate: 1 }, 1, 400);
    const trouble = troubleIn(experiment);
    expect(trouble).toEqual({ kind: "straight" });
    if (trouble === undefined) return;
    const quality = qualityOf(experiment.model, experiment.problem, experiment.samples);
    const remedy = await findRemedy(trouble, situationOf(experiment), { steps: 400, quality });
    expect(remedy).toMatchObject({ trouble: { kind: "stuck" }, recipe: { learningRate: 0.3 } });
  });

  it("is not offered where nothing helps: a straight line through noise is as good as can be", async () => {
    const first = beginProblem(problemNamed("line"));
    const experiment = redrawn(first, { seed: 1, noise: 0.3 });
    const before = { loss: 0.0559, accuracy: undefined };
    expect(
      await findRemedy(
        { kind: "stuck" },
        { ...situationOf(experiment), recipe: { ...first.recipe, hidden: [] } },
        { steps: 300, quality: before },
      ),
    ).toBeUndefined();
  });
});
