import { expect, test } from "vitest";
import { reliabilityChart } from "./reliability.js";

test("a dot for each bin that has answers, at its confidence and accuracy", () => {
  const { text } = reliabilityChart({
    title: "t",
    xName: "confidence",
    yName: "right",
    bins: [
      { from: 0, to: 0.5, count: 0 },
      { from: 0.5, to: 1, count: 4, confidence: 0.8, accuracy: 0.5 },
    ],
    describe: ({ count }) => `${count} answers`,
  });
  expect(text.match(/<circle/g)).toHaveLength(1);
  expect(text).toContain('cx="338" cy="124"');
  expect(text).toContain("<title>4 answers</title>");
  expect(text.match(/class="count"/g)).toHaveLength(1);
});
