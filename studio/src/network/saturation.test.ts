import { ACTIVATION_NAMES } from "akari/model";
import { expect, test } from "vitest";
import { canSaturate, isFlat } from "./saturation";

test("sigmoid and tanh are flat in the last fiftieth at either end, and nowhere else", () => {
  expect(ACTIVATION_NAMES.filter(canSaturate)).toEqual(["sigmoid", "tanh"]);
  for (const activation of ["sigmoid", "tanh"] as const) {
    const least = activation === "tanh" ? -1 : 0;
    const at = (part: number): boolean => isFlat(activation, least + part * (1 - least));
    expect([0, 0.02, 0.98, 1].map(at)).toEqual([true, true, true, true]);
    expect([0.021, 0.5, 0.979].map(at)).toEqual([false, false, false]);
  }
});
