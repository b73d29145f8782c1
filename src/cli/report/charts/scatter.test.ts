import { expect, test } from "vitest";
import { scatterChart } from "./scatter.js";

const OPTIONS = { title: "t", xName: "actual", yName: "predicted", xs: [0, 10], ys: [2, 10] };

test("a point each, and the line of what is right", () => {
  const { text } = scatterChart({ ...OPTIONS, ideal: "equal" });
  expect(text).toContain('class="ideal" d="M58 236L408 12"');
  expect(text).toContain('class="points" d="M58 191.2h0M408 12h0"');
});

test("residuals lie around 0", () => {
  const { text } = scatterChart({ ...OPTIONS, ys: [-1, 1], ideal: "zero" });
  expect(text).toContain('class="ideal" d="M58 124L408 124"');
});
