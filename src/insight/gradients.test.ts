import { expect, test } from "vitest";
import { CLASSIFIER, clouds } from "../../test/support/tiny.js";
import { initializeParameters, type LayerParameters, type Model } from "../model/model.js";
import { defineOptimizer } from "../model/optimizers.js";
import { evaluate } from "../training/evaluate.js";
import { fit } from "../training/fit.js";
import { gradients } from "./gradients.js";

const STEP = 1e-5;
const model = (): Model => ({ definition: CLASSIFIER, parameters: initializeParameters(CLASSIFIER, 3) });
const data = clouds(12);
const every = Uint32Array.from({ length: 12 }, (_, row) => row);

test("every parameter's gradient agrees with central differences of the loss", async () => {
  const { loss, layers } = gradients(model(), data, every);
  const lossNow = async (changed: Model) => (await evaluate(changed, data, { engine: "reference" })).loss;
  expect(loss).toBeCloseTo(await lossNow(model()), 12);
  for (const [l, part] of CLASSIFIER.layers.flatMap((_, l) =>
    (["weight", "bias"] as const).map((p) => [l, p] as const),
  )) {
    for (let n = 0; n < layers[l][part].length; n++) {
      const moved = async (by: number) => {
        const changed = model();
        changed.parameters[l][part][n] += by;
        return lossNow(changed);
      };
      const slope = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
      expect(layers[l][part][n], `layer ${l + 1}, ${part} ${n}`).toBeCloseTo(slope, 7);
    }
  }
});

test("a step of plain SGD goes against them", async () => {
  const optimizer = defineOptimizer("sgd", { learningRate: 1 });
  const options = { optimizer, batch: 12, steps: 1, shuffle: false, engine: "reference" } as const;
  const { model: moved } = await fit(model(), data, options);
  const { layers } = gradients(model(), data, every);
  const closeTo = (actual: LayerParameters["weight"], expected: number[]) =>
    actual.forEach((value, n) => void expect(value).toBeCloseTo(expected[n], 12));
  model().parameters.forEach(({ weight, bias }, l) => {
    closeTo(
      moved.parameters[l].weight,
      Array.from(weight, (w, n) => w - layers[l].weight[n]),
    );
    closeTo(
      moved.parameters[l].bias,
      Array.from(bias, (b, n) => b - layers[l].bias[n]),
    );
  });
});

test("rows must be there", () => {
  expect(() => gradients(model(), data, new Uint32Array())).toThrow("at least one row");
  expect(() => gradients(model(), data, Uint32Array.of(12))).toThrow("there is no row 12");
});
