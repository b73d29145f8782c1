import { describe, expect, test } from "vitest";
import { CLASSIFIER, clouds, LINEAR, line } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import type { Checkpoint } from "./checkpoint.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import type { FitOptions } from "./run.js";

/** Classes that nothing tells apart: validation soon becomes worse. */
const NOISE: Dataset = {
  ...clouds(60, "noise"),
  targets: {
    kind: "classes",
    classes: Uint8Array.from({ length: 60 }, (_, i) => ((i * i * 7 + i) % 11) % 2),
    names: ["even", "odd"],
  },
};
const OPTIONS = {
  engine: reference,
  optimizer: "rmsprop",
  batchSize: 4,
  epochs: 300,
  validation: 0.3,
} satisfies FitOptions;

describe.each(["loss", "accuracy"] as const)("by the validation %s", (monitor) => {
  const options = { ...OPTIONS, earlyStopping: { patience: 6, monitor } } satisfies FitOptions;

  test("the run ends when the best epoch is so far behind, with its weights", async () => {
    const { history, best, stopped, model, steps } = await fit(CLASSIFIER, NOISE, options);
    expect(stopped).toBe("early");
    expect(history.length).toBeLessThan(300);
    expect(history).toHaveLength((best?.epoch ?? 0) + 6);
    expect(steps).toBe(history.length * 11);
    const figures = history.map(({ validationLoss = 0, validationAccuracy = 0 }) =>
      monitor === "loss" ? -validationLoss : validationAccuracy,
    );
    expect(best?.epoch).toBe(1 + figures.indexOf(Math.max(...figures)));
    const until = await fit(CLASSIFIER, NOISE, { ...OPTIONS, epochs: best?.epoch ?? 1 });
    expect(model).toEqual(until.model);
  });

  test("a resumed run ends at the same epoch, and one that ended stays there", async () => {
    const checkpoints: Checkpoint[] = [];
    const save = (checkpoint: Checkpoint): void => void checkpoints.push(checkpoint);
    const whole = await fit(CLASSIFIER, NOISE, { ...options, checkpoint: { every: { epochs: 1 }, save } });
    expect(checkpoints).toHaveLength(whole.history.length);
    for (const resume of [checkpoints[0], checkpoints[whole.history.length - 3], checkpoints.at(-1)]) {
      const rest = await fit(CLASSIFIER, NOISE, { resume: resume as Checkpoint, engine: reference });
      expect(rest.model).toEqual(whole.model);
      expect(rest).toMatchObject({ stopped: "early", steps: whole.steps });
    }
  });
});

test("a run that goes on becoming better ends at its last epoch, with the best weights", async () => {
  const data = line(20);
  const options = {
    ...OPTIONS,
    optimizer: "sgd",
    epochs: 4,
    earlyStopping: { patience: 2 },
  } satisfies FitOptions;
  const { best, stopped, model, history } = await fit(LINEAR, data, { ...options, validation: data });
  expect([best?.epoch, stopped]).toEqual([4, "finished"]);
  expect((await evaluate(model, data, { engine: reference })).loss).toBe(history[3].validationLoss);
});

test.each([
  [{ validation: 0 }, "nothing is held out to validate on"],
  [{ keepBest: true }, "keeps the best weights by itself"],
  [{ earlyStopping: { patience: 0 } }, "a whole number of epochs, of 1 or more, not 0"],
  [{ earlyStopping: { patience: 1, monitor: "f1" } }, "must be loss or accuracy, not f1"],
] as [object, string][])("refused: %o", async (more, sentence) => {
  const options = { ...OPTIONS, earlyStopping: { patience: 3 }, ...more } as FitOptions;
  await expect(Promise.resolve(fit(CLASSIFIER, NOISE, options))).rejects.toThrow(sentence);
});

test("values have no accuracy to wait for", async () => {
  const options = { ...OPTIONS, earlyStopping: { patience: 3, monitor: "accuracy" } } satisfies FitOptions;
  await expect(Promise.resolve(fit(LINEAR, line(9), options))).rejects.toThrow(
    "values, which have no accuracy",
  );
});
