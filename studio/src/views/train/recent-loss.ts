/**
 * @file The loss of the newest steps. An event of a run tells the mean over its epoch so far, which lags behind.
 */

import type { ProgressEvent } from "akari";

/** What is known of the run. */
export interface Course {
  /** The event before. */
  readonly last: ProgressEvent | undefined;
  readonly stepsPerEpoch: number;
  readonly trainingExamples: number;
  /** Examples in a step. */
  readonly batch: number;
}

/** Mean loss of the steps since the last event. */
export function recentLoss(
  { last, stepsPerEpoch, trainingExamples, batch }: Course,
  { step, epoch, loss }: ProgressEvent,
): number {
  const examples = (at: number): number =>
    Math.min((at - (epoch - 1) * stepsPerEpoch) * batch, trainingExamples);
  const before =
    last?.epoch === epoch ? { examples: examples(last.step), loss: last.loss } : { examples: 0, loss: 0 };
  return (loss * examples(step) - before.loss * before.examples) / (examples(step) - before.examples);
}
