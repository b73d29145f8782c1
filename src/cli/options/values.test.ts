import { describe, expect, test } from "vitest";
import { defineSchedule } from "../../model/schedules.js";
import { augmentation, augmentationText, schedule, scheduleText, warmUpText } from "./values.js";

describe("a schedule as one types it", () => {
  test.each(["constant", "cosine", "one-cycle", "step:5:0.5"])("%s, there and back", (text) => {
    expect(scheduleText(schedule(text, "--schedule"))).toBe(text);
  });

  test("a warm-up", () => {
    expect([warmUpText({ steps: 500 }), warmUpText({ epochs: 2 })]).toEqual(["500", "2epochs"]);
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

test("amounts of distortion are read and written", () => {
  const amounts = augmentation("rotation=8, elastic=2.5,normalize", "--augment");
  expect(amounts).toMatchObject({ rotation: 8, elastic: 2.5, shear: 0, normalize: true });
  expect(augmentationText(amounts)).toBe("rotation=8,elastic=2.5,normalize");
  expect(augmentation(augmentationText(amounts), "--augment")).toEqual(amounts);
  expect(augmentation("standard", "--augment").rotation).toBeGreaterThan(0);
});

test.each([
  ["rotatoin=8", 'does not know "rotatoin=8". Did you mean rotation?'],
  ["rotation", '--augment rotation must be a number of 0 or more, not "".'],
  ["rotation=90", "must be a number from 0 to 45, not 90"],
  ["normalize=2", '--augment normalize must be true or false, not "2".'],
])("%s gets a sentence", (text, sentence) => {
  expect(() => augmentation(text, "--augment")).toThrow(sentence);
});
