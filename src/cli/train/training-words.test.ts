import { expect, test } from "vitest";
import { defineOptimizer } from "../../model/optimizers.js";
import { defineSchedule } from "../../model/schedules.js";
import { describeSchedule, optimizerText } from "./training-words.js";

test("for a person", () => {
  expect(describeSchedule(defineSchedule("step", { every: 1, warmUp: { epochs: 2 } }))).toBe(
    "step, times 0.1 after every epoch, warm-up of 2 epochs",
  );
  expect(describeSchedule(defineSchedule("one_cycle"))).toBe("one-cycle");
});

test.each([
  [{}, "sgd, learning rate 0.1"],
  [{ freeze: 1 }, "sgd, learning rate 0.1, layer 1 frozen"],
  [{ freeze: 3 }, "sgd, learning rate 0.1, layers 1 to 3 frozen"],
  [{ freeze: [2] }, "sgd, learning rate 0.1, layer 2 frozen"],
  [
    { freeze: [1, 3], layerRates: [0.5, 1], layerWeightDecay: [0, 0.01] },
    "sgd, learning rate 0.1, learning rate times by layer 0.5 and 1, weight decay by layer 0 and 0.01, layers 1 and 3 frozen",
  ],
])("an optimizer whose layers are trained by %o", (layers, words) => {
  expect(optimizerText(defineOptimizer("sgd", { learningRate: 0.1 }), layers)).toBe(words);
});
