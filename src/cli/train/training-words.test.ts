import { expect, test } from "vitest";
import { defineSchedule } from "../../model/schedules.js";
import { describeSchedule } from "./training-words.js";

test("for a person", () => {
  expect(describeSchedule(defineSchedule("step", { every: 1, warmUp: { epochs: 2 } }))).toBe(
    "step, times 0.1 after every epoch, warm-up of 2 epochs",
  );
  expect(describeSchedule(defineSchedule("one_cycle"))).toBe("one-cycle");
});
