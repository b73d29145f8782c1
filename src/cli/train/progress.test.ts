import { expect, test } from "vitest";
import type { TrainingEvent } from "../../training/run.js";
import { CLEAR_LINE } from "../terminal/progress.js";
import { progress } from "./progress.js";

const EVENTS: TrainingEvent[] = [
  { type: "start", trainingExamples: 900, validationExamples: 100, epochs: 2, steps: 20, step: 0 },
  { type: "progress", epoch: 1, step: 5, steps: 20, loss: 2, losses: [], samplesPerSecond: 1000 },
  {
    type: "epoch",
    epoch: 1,
    step: 10,
    loss: 1.5,
    validationLoss: 1.25,
    validationAccuracy: 0.5,
    seconds: 1,
    samplesPerSecond: 1234.5,
  },
  { type: "progress", epoch: 2, step: 15, steps: 20, loss: 1, losses: [], samplesPerSecond: 1000 },
];

function shown(isTTY: boolean, columns?: number): string {
  let written = "";
  let now = 0;
  const stderr = {
    isTTY,
    write: (text: string) => (written += text),
    ...(columns === undefined ? {} : { columns }),
  };
  const told = progress({ stderr, env: { NO_COLOR: "1", TERM: "xterm" } }, () => now);
  for (const event of EVENTS) {
    told.show(event);
    now += 1000;
  }
  told.end();
  return written;
}

test("without a terminal: a line an epoch and nothing else", () => {
  expect(shown(false)).toBe("epoch 1/2  loss 1.5000  validation 50.00%      1,235 samples/s\n");
});

test("in a terminal: a live line that is cleared again", () => {
  const lines = shown(true, 120).split(CLEAR_LINE);
  // After one second 5 of 20 steps are done; the loss is this epoch's, the validation the last one's.
  expect(lines[1]).toMatch(/^epoch 1\/2 {2}loss 2\.0000 {6}1,000 samples\/s {3}3 s left {2}━{40}$/);
  expect(lines[2]).toBe("epoch 1/2  loss 1.5000  validation 50.00%      1,235 samples/s\n");
  expect(lines[3]).toMatch(
    /^epoch 2\/2 {2}loss 1\.0000 {2}validation 50\.00% {6}1,000 samples\/s {3}1 s left/,
  );
  expect(lines.at(-1)).toBe("\n");
});

test.each([20, 60, 80])("the live line stays within %d columns", (columns) => {
  for (const line of shown(true, columns).split(CLEAR_LINE)) {
    if (!line.endsWith("\n")) expect(line.length).toBeLessThan(columns);
  }
});

test("of many epochs only some are told of, and the first and the last", () => {
  let written = "";
  const stderr = { isTTY: false, write: (text: string) => (written += text) };
  const told = progress({ stderr, env: {} });
  const epochs = 130;
  told.show({ type: "start", trainingExamples: 9, validationExamples: 0, epochs, steps: epochs, step: 0 });
  for (let epoch = 1; epoch <= epochs; epoch++) {
    told.show({ type: "epoch", epoch, step: epoch, loss: 1, seconds: 1, samplesPerSecond: 1 });
  }
  const lines = written.trimEnd().split("\n");
  expect(lines).toHaveLength(45);
  expect(lines.slice(0, 2).join()).toMatch(/epoch {3}1\/130 .*epoch {3}3\/130 /);
  expect(lines.at(-1)).toContain("epoch 130/130");
});
