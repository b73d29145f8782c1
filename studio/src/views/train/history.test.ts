import type { Checkpoint } from "akari/training";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CHECKPOINT_STEPS, DIARY_STEPS, History } from "./history";
import type { Weights } from "./messages";

const weights = (step: number, size = 1): Weights => ({
  step,
  parameters: [{ weight: new Float32Array(size), bias: new Float32Array(0) }],
});
const checkpoint = (step: number) => ({ step }) as Checkpoint;

test("the first steps are there one by one, as many as memory has room for", () => {
  const all = new History(weights(0));
  const few = new History(weights(0, 256), { diary: 10 * 1024, checkpoints: 0 });
  for (let step = 1; step <= DIARY_STEPS + 5; step++) {
    all.note(weights(step));
    few.note(weights(step, 256));
  }
  for (const step of [0, 1, 500, DIARY_STEPS]) expect(all.weights(step)?.step).toBe(step);
  expect(all.weights(DIARY_STEPS + 1)).toBeUndefined();
  expect(few.weights(9)?.step).toBe(9);
  expect(few.weights(10)).toBeUndefined();
});

test("checkpoints stay evenly over all of a run, however long it is", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 4, max: 20 }), (count, room) => {
      const history = new History(weights(0, 256), { diary: 0, checkpoints: room * 3 * 1024 });
      for (let n = 1; n <= count; n++) history.save(checkpoint(n * CHECKPOINT_STEPS));
      const kept = history.checkpoints.map(({ step }) => step);
      expect(kept.length).toBeLessThanOrEqual(room);
      const stride = kept[0];
      expect(kept).toEqual(kept.map((_, i) => (i + 1) * stride));
      // No step is farther from what was kept than two strides of the finest spacing that memory allows.
      expect(stride).toBeLessThanOrEqual(
        Math.max(CHECKPOINT_STEPS, ((2 * count) / room) * 2 * CHECKPOINT_STEPS),
      );
      expect(history.before(stride - 1)).toBeUndefined();
      expect(history.before(stride)?.step).toBe(stride);
    }),
  );
});
