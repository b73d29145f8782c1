import { describe, expect, it } from "vitest";
import { ValueErrors } from "./value-scores.js";

function scores(targets: number[], outputs: number[], scaling?: { shift: number; scale: number }) {
  const errors = new ValueErrors(1, scaling === undefined ? undefined : [{ name: "price", ...scaling }]);
  for (let i = 0; i < targets.length; i++) errors.add(targets, i, outputs, i);
  return errors.scores()[0];
}

describe("value scores", () => {
  it("agree with scikit-learn's example of r2_score, and with the errors by hand", () => {
    const { r2, rmse, mae } = scores([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    expect(r2).toBeCloseTo(0.9486081370449679, 12);
    expect(rmse).toBeCloseTo(Math.sqrt(1.5 / 4), 12);
    expect(mae).toBeCloseTo(0.5, 12);
  });

  it("are in the target's own unit", () => {
    const { name, r2, rmse, mae } = scores([0, 1, 2], [0, 1, 1], { shift: 100, scale: 10 });
    expect(name).toBe("price");
    expect(mae).toBeCloseTo(10 / 3, 12);
    expect(rmse).toBeCloseTo(10 / Math.sqrt(3), 12);
    expect(r2).toBeCloseTo(0.5, 12);
  });

  it("have a meaning where all targets are the same", () => {
    expect(scores([4, 4], [4, 4]).r2).toBe(1);
    expect(scores([4, 4], [4, 5]).r2).toBe(0);
  });

  it("lose nothing to a large mean", () => {
    expect(scores([1e9, 1e9 + 1, 1e9 + 2], [1e9, 1e9 + 1, 1e9 + 1]).r2).toBeCloseTo(0.5, 6);
  });

  it("stand for each output", () => {
    const errors = new ValueErrors(2, undefined);
    errors.add([0, 1, 5, 5], 2, [9, 5, 4], 1);
    errors.add([0, 1, 5, 5], 0, [1, 1], 0);
    expect(errors.scores().map(({ name, mae }) => [name, mae])).toEqual([
      ["output 1", 0.5],
      ["output 2", 0.5],
    ]);
  });
});
