import { expect, test } from "vitest";
import { addL1 } from "./penalty.js";

test("L1 adds λ sign(w), which is 0 at 0", () => {
  const gradient = Float64Array.of(1, 1, 1, 1);
  addL1(0.25, Float64Array.of(3, -0.001, 0, -0), gradient);
  expect([...gradient]).toEqual([1.25, 0.75, 1, 1]);
});
