import { expect, test } from "vitest";
import { linesChart } from "./lines.js";

const chart = (values: readonly (number | null)[], mark?: { epoch: number; text: string }): string =>
  linesChart({
    title: "Loss <by> epoch",
    xName: "epoch",
    yName: "loss",
    lines: [{ style: "first", values }],
    ...(mark === undefined ? {} : { mark }),
  }).text;

test("a line from the first epoch at the left to the last at the right", () => {
  const drawn = chart([1, 0.5, 0.25]);
  expect(drawn).toContain("<title>Loss &lt;by&gt; epoch</title>");
  expect(drawn).toMatch(/class="line first" d="M58 12L233 124L408 180"/);
});

test("it breaks where a number is lacking", () => {
  expect(chart([1, null, 0.5, 0.3])).toMatch(/d="M58 12M[\d.]+ 124L/);
});

test("one epoch is a dot", () => {
  expect(chart([0.7])).toContain('<circle class="dot first"');
});

test("thousands of epochs are thinned, to the last one", () => {
  const values = Array.from({ length: 4999 }, (_, i) => 1 / (i + 1));
  const drawn = chart(values);
  expect(drawn.length).toBeLessThan(12_000);
  expect(drawn).toMatch(/L408 236"/);
});

test("the epoch that was kept is marked", () => {
  expect(chart([3, 2, 1, 2], { epoch: 3, text: "kept" })).toContain(">kept</text>");
});
