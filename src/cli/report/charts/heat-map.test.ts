import { expect, test } from "vitest";
import { heatMap } from "./heat-map.js";

test("the largest number has the strongest colour; below 0 there is none", () => {
  const { text } = heatMap({
    title: "t",
    rows: 1,
    columns: 3,
    values: [0.2, -0.1, 0.1],
    text: String,
    describe: (cell) => `cell <${cell}>`,
  });
  expect([...text.matchAll(/fill-opacity="([\d.]+)"/g)].map(([, share]) => share)).toEqual([
    "0.750",
    "0.000",
    "0.375",
  ]);
  expect(text).toContain("cell &lt;1&gt;");
});

test("numbers that are all 0", () => {
  const { text } = heatMap({ title: "t", rows: 1, columns: 1, values: [0], text: String, describe: String });
  expect(text).toContain('fill-opacity="0.000"');
});
