import { expect, test } from "vitest";
import { CLASSIFIER, clouds, LINEAR, line } from "../../../test/support/tiny.js";
import { type ChunkedDataset, type Dataset, isChunked } from "../../data/dataset.js";
import { reference } from "../../engine/reference/engine.js";
import { AkariError } from "../../error.js";
import { defineModel, type Model, type ModelDefinition } from "../../model/model.js";
import { evaluate } from "../../training/evaluate.js";
import { fit } from "../../training/fit.js";
import { predict } from "../compile.js";
import { scoreModel } from "./score-model.js";

const trained = async (definition: ModelDefinition, data: Dataset, steps = 5): Promise<Model> =>
  (await fit(definition, data, { steps, learningRate: 0.05 })).model;

/** Whether each of two coordinates is above 0. */
function signs(rows: number): Dataset {
  const { features, ...rest } = clouds(rows);
  const data = Float64Array.from(features.data, (x) => Number(x > 0));
  return { ...rest, features, targets: { kind: "values", data, columns: 2 } };
}

const LABELS = defineModel({ inputs: 2, layers: [{ units: 2, activation: "sigmoid" }], labels: ["x", "y"] });

/** The same rows, ten at a time. */
function chunked(data: Dataset): ChunkedDataset {
  const { rows, columns } = data.features;
  const chunks = Array.from({ length: Math.ceil(rows / 10) }, (_, i) => Math.min(10, rows - 10 * i));
  return {
    name: data.name,
    features: { rows, columns },
    targets: data.targets,
    preprocessing: data.preprocessing,
    chunks,
    fingerprint: { name: data.name, rows, columns, hash: "" },
    totals: [],
    async load(chunk) {
      const [from, to] = [10 * chunk, 10 * chunk + chunks[chunk]];
      const { targets } = data;
      return {
        ...data,
        features: {
          data: data.features.data.slice(from * columns, to * columns),
          rows: to - from,
          columns,
        },
        targets:
          targets.kind === "classes"
            ? { ...targets, classes: targets.classes.slice(from, to) }
            : { ...targets, data: targets.data.slice(from * targets.columns, to * targets.columns) },
      };
    },
  };
}

test.each([
  ["classes", CLASSIFIER, clouds(57)],
  ["labels", LABELS, signs(57)],
  ["values", LINEAR, line(57)],
] as const)(
  "%s: the scores are those of the outputs, in memory and in chunks",
  async (task, definition, data) => {
    const model = await trained(definition, data);
    const scored = await scoreModel(model, data);
    expect(scored.task).toBe(task);
    expect(scored.scores.kind).toBe(task);
    expect(scored.evaluation).toEqual(await evaluate(model, data));
    expect(scored.outputs).toEqual(await predict(model, data.features.data));
    const large = chunked(data);
    expect(isChunked(large)).toBe(true);
    // Losses are summed over the same rows in the same order.
    expect(await scoreModel(model, large)).toEqual(scored);
    const exact = await scoreModel(model, data, { engine: reference });
    expect(exact.outputs).toBeInstanceOf(Float64Array);
    expect(exact.evaluation.loss).toBeCloseTo(scored.evaluation.loss, 4);
  },
);

test("two classes, counted by hand", async () => {
  const data = clouds(200);
  const scored = await scoreModel(await trained(CLASSIFIER, data, 2), data);
  if (scored.task !== "classes" || data.targets.kind !== "classes") throw new Error("These are classes.");
  const { evaluation, scores, outputs } = scored;
  const { classes } = data.targets;
  const count = (actual: number, predicted: number): number =>
    classes.filter((c, n) => c === actual && Number(outputs[2 * n + 1] > outputs[2 * n]) === predicted)
      .length;
  expect(evaluation.confusion).toEqual([
    [count(0, 0), count(0, 1)],
    [count(1, 0), count(1, 1)],
  ]);
  expect(scores.classes[1]?.recall).toBe(count(1, 1) / (count(1, 0) + count(1, 1)));
  const loss =
    Array.from(classes).reduce((sum, c, n) => sum - Math.log(outputs[2 * n + c]), 0) / classes.length;
  expect(scores.logLoss).toBeCloseTo(loss, 9);
  const pairs = [...classes.keys()].flatMap((i) =>
    [...classes.keys()].filter((j) => classes[i] === 1 && classes[j] === 0).map((j) => [i, j]),
  );
  const above = pairs.filter(([i, j]) => outputs[2 * i + 1] > outputs[2 * j + 1]).length;
  const equal = pairs.filter(([i, j]) => outputs[2 * i + 1] === outputs[2 * j + 1]).length;
  expect(scores.rocAuc).toBeCloseTo((above + equal / 2) / pairs.length, 12);
});

test.each([
  ["This is no model", [CLASSIFIER, clouds(9)]],
  ["This is no data set", [await trained(CLASSIFIER, clouds(9)), [[1, 2]]]],
  ['has no option "epochs"', [await trained(CLASSIFIER, clouds(9)), clouds(9), { epochs: 1 }]],
  ["", [await trained(CLASSIFIER, clouds(9)), line(9)]],
])("%s: what cannot be scored is a sentence", async (message, args) => {
  const error = await scoreModel(...(args as unknown as Parameters<typeof scoreModel>)).catch(
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(AkariError);
  expect((error as AkariError).message).toContain(message);
});
