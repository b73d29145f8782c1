import { describe, expect, test } from "vitest";
import { defineSchedule } from "../../model/schedules.js";
import { schedule } from "../options/values.js";
import { describeSchedule, scheduleText, warmUpText } from "./training-words.js";

describe("as one types it", () => {
  test.each(["constant", "cosine", "one-cycle", "step:5:0.5"])("%s, there and back", (text) => {
    expect(scheduleText(schedule(text, "--schedule"))).toBe(text);
  });

  test("what is left out, and other spellings", () => {
    expect(schedule("step", "--schedule")).toEqual(defineSchedule("step"));
    expect(schedule("step:3", "--schedule")).toEqual({ name: "step", every: 3, factor: 0.1 });
    expect(schedule("One_Cycle", "--schedule")).toEqual({ name: "one_cycle" });
  });

  test.each([
    ["cosin", '--schedule does not know "cosin". Did you mean cosine?'],
    ["cosine:5", "--schedule takes a name, or step with its epochs and its factor"],
    ["step:x", 'The epochs of --schedule step must be a whole number of 1 or more, not "x"'],
    ["step:5:y", 'The factor of --schedule step must be a number of 0 or more, not "y"'],
    ["step:5:2", "must be above 0 and at most 1, not 2"],
    ["step:5:0.1:9", "--schedule takes a name"],
  ])("%s", (text, sentence) => expect(() => schedule(text, "--schedule")).toThrow(sentence));
});

test("for a person", () => {
  expect(describeSchedule(defineSchedule("step", { every: 1, warmUp: { epochs: 2 } }))).toBe(
    "step, times 0.1 after every epoch, warm-up of 2 epochs",
  );
  expect(describeSchedule(defineSchedule("one_cycle"))).toBe("one-cycle");
  expect([warmUpText({ steps: 500 }), warmUpText({ epochs: 2 })]).toEqual(["500", "2epochs"]);
});
