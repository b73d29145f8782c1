import { ACTIVATION_NAMES, ACTIVATIONS, softmax } from "akari/model";
import { describe, expect, test } from "vitest";
import { curveThrough, place } from "./curve";

describe("a curve", () => {
  test.each(ACTIVATION_NAMES)("of %s holds the neuron's point, however far out", (name) => {
    for (const z of [-300, -6.1, 0, 2, 40]) {
      const layer = [z, 1, -2];
      const curve = curveThrough(name, layer, 0);
      const a = name === "softmax" ? softmax(layer)[0] : ACTIVATIONS[name].value(z);
      const [x, y] = place(curve, [z, a], 100, 50);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(100);
      expect(y).toBeGreaterThanOrEqual(-1e-9);
      expect(y).toBeLessThanOrEqual(50);
    }
  });

  test("stands still while the point moves within it", () => {
    expect(curveThrough("sigmoid", [1], 0).z).toEqual([-6, 6]);
    expect(curveThrough("sigmoid", [-5], 0).z).toEqual([-6, 6]);
    expect(curveThrough("sigmoid", [7], 0).z).toEqual([-12, 12]);
  });

  test("of softmax goes through the neuron's own probability", () => {
    const layer = [1, 3, -2];
    const { points, z } = curveThrough("softmax", layer, 1);
    const middle = Math.log(Math.exp(1) + Math.exp(-2));
    expect((z[0] + z[1]) / 2).toBeCloseTo(middle);
    const nearest = points.reduce((best, point) =>
      Math.abs(point[0] - 3) < Math.abs(best[0] - 3) ? point : best,
    );
    expect(nearest[1]).toBeCloseTo(softmax(layer)[1], 1);
  });
});
