import { describe, expect, test } from "vitest";
import { ofTask } from "../../test/support/evaluations.js";
import { clouds } from "../../test/support/tiny.js";
import type { Dataset } from "../data/dataset.js";
import { reference } from "../engine/reference/engine.js";
import { predict } from "../insight/compile.js";
import { assess } from "../insight/metrics/assess.js";
import { interpretOutputs } from "../insight/predictions.js";
import { defineModel } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import { outputTask } from "../model/outputs.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";

const LABELS = ["right", "up", "far"];
const network = defineModel({
  inputs: 2,
  layers: [
    { units: 8, activation: "tanh" },
    { units: 3, activation: "sigmoid" },
  ],
  labels: LABELS,
});

/** Of each point, whether it lies to the right, above, and far out. @param soft how far the targets are from 0 and 1 */
function points(rows: number, soft = 0): Dataset {
  const { features, preprocessing } = clouds(rows);
  const data = Float64Array.from({ length: rows * 3 }, (_, i) => {
    const [x, y] = features.data.subarray(Math.floor(i / 3) * 2);
    return Math.abs(Number([x > 0, y > 0, Math.hypot(x, y) > 2][i % 3]) - soft);
  });
  return { name: "points", features, targets: { kind: "values", data, columns: 3 }, preprocessing };
}

describe("several sigmoid outputs", () => {
  test("learn labels that are each true or not, and are scored as such", async () => {
    const optimizer = defineOptimizer("adam", { learningRate: 0.02 });
    const options = { epochs: 40, validation: 0.2, optimizer, engine: reference } as const;
    const { model, history } = await fit(network, points(120), options);
    expect(history[0]).not.toHaveProperty("validationAccuracy");
    expect(outputTask(model.definition)).toBe("labels");
    const data = points(60);
    const outputs = new Float64Array(180);
    const scored = ofTask(await evaluate(model, data, { engine: reference, outputs }), "labels");
    expect(scored).not.toHaveProperty("accuracy");
    expect(scored).not.toHaveProperty("r2");
    expect(scored.labels.counts).toHaveLength(3);
    const answers = interpretOutputs(model.definition, outputs).map((answer) =>
      answer.task === "labels" ? answer.labels.map(({ answer: isTrue }) => Number(isTrue)) : [],
    );
    const { targets } = data;
    if (targets.kind !== "values") throw new Error("Points have values.");
    const right = answers.flat().filter((answer, i) => answer === targets.data[i]).length;
    expect(scored.labels.accuracy).toBe(right / 180);
    expect(right).toBeGreaterThan(140);
    expect(assess(model.definition, data, { ...scored, outputs })).toMatchObject({
      kind: "labels",
      accuracy: right / 180,
    });
  });

  test("are scored by one class an example as by labels of which one is true", async () => {
    const { features, preprocessing } = clouds(30);
    const classes = Uint8Array.from({ length: 30 }, (_, row) => row % 3);
    const data: Dataset = {
      name: "thirds",
      features,
      targets: { kind: "classes", classes, names: LABELS },
      preprocessing,
    };
    const parameters = network.layers.map(({ units }, l) => ({
      weight: new Float64Array(units * (l === 0 ? 2 : 8)).fill(0.3),
      bias: new Float64Array(units),
    }));
    const scored = ofTask(await evaluate({ definition: network, parameters }, data), "labels");
    expect(scored).not.toHaveProperty("confusion");
    expect(scored.labels.counts.map((of) => of.truePositives + of.falseNegatives)).toEqual([10, 10, 10]);
    // What learns from classes knows that just one of them is true.
    const { model } = await fit(network, data, { epochs: 1, validation: 0.2 });
    expect(model.definition.exclusive).toBe(true);
    const [answer] = interpretOutputs(model.definition, await predict(model, [0, 0]));
    expect(answer.task).toBe("classes");
    expect(ofTask(await evaluate(model, data), "classes").confusion).toHaveLength(3);
  });

  test("whose targets are shares are scored as numbers", async () => {
    const { model, history } = await fit(network, points(40, 0.1), { epochs: 2, validation: 0.2 });
    expect(history).toHaveLength(2);
    expect(ofTask(await evaluate(model, points(40, 0.1)), "values").values).toHaveLength(3);
  });
});
