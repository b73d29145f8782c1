import { describe, expect, it } from "vitest";
import { arrivals, OPTIMIZERS, trainFrom } from "../../plot/training";
import { advanced, beginProblem } from "./experiment";
import { PROBLEMS, problemNamed, RATES } from "./problems";
import { RACE_STEPS, raceRate, runRace } from "./race";
import { setUp } from "./suggesting.svelte";
import { findingsOf, SUGGESTIONS } from "./suggestions";
import { runOf, situationOf } from "./trial";

const all = PROBLEMS.flatMap((problem) =>
  SUGGESTIONS[problem.name].map((suggestion) => ({ problem, suggestion })),
);

describe("a suggested experiment", () => {
  it.each(all)(
    "$problem.name, $suggestion.name, comes out as its explanation says",
    async ({ problem, suggestion }) => {
      let experiment = setUp({ problem }, suggestion);
      const diverged = await trainFrom(
        runOf(situationOf(experiment)),
        suggestion.steps,
        20,
        (step, parameters) => {
          experiment = advanced(experiment, step, parameters);
        },
      );
      expect(findingsOf(experiment, suggestion, diverged)).toMatchObject({ expected: true });
    },
  );
});

describe("the race", () => {
  const singles = PROBLEMS.filter(({ recipe }) => recipe.hidden.length === 0);

  it.each(singles)(
    "of $name has every optimizer from the same start, each at a rate that is offered",
    async (problem) => {
      const { start, ...situation } = situationOf(beginProblem(problem));
      const trails = await runRace({ ...situation, start });
      expect(trails.map(({ optimizer }) => optimizer)).toEqual(OPTIMIZERS);
      for (const { path, losses, optimizer, learningRate } of trails) {
        expect(RATES).toContain(learningRate);
        expect(learningRate).toBe(raceRate(problem, optimizer as (typeof OPTIMIZERS)[number]));
        expect(path[0]).toBe(start[0]);
        expect(path).toHaveLength(RACE_STEPS + 1);
        expect(losses.at(-1)?.loss).toBeLessThan(losses[0].loss);
      }
    },
  );

  it("down a narrow valley is where they differ: gradient descent alone has not arrived", async () => {
    for (const seed of [1, 2, 3]) {
      const valley = problemNamed("valley");
      const [w, b] = valley.start?.(seed) ?? [0, 0];
      const start = [{ weight: Float64Array.of(w), bias: Float64Array.of(b) }];
      const trails = await runRace({ ...situationOf(beginProblem(valley)), start });
      const [sgd, ...others] = arrivals(trails);
      for (const other of others) expect(other ?? RACE_STEPS).toBeLessThan(sgd ?? RACE_STEPS + 1);
    }
  });
});
