/**
 * @file Goes back to a step of a run: from the nearest weights that were kept it is trained on to there once more, to the same
 * bits.
 */

import { type Dataset, type FitOptions, fit, type ModelDefinition } from "akari";
import type { History } from "./history";
import type { Weights } from "./messages";

/** What is gone through again. */
export interface Replayed {
  readonly definition: ModelDefinition;
  readonly data: Dataset;
  readonly options: FitOptions;
  readonly history: History;
}

/** The weights before a step and after it. */
export interface StepWeights {
  /** Absent of step 0. */
  readonly before?: Weights;
  readonly after: Weights;
}

/**
 * @param step one that the run has behind it
 * @returns `undefined` where the signal ended it
 */
export async function replayTo(
  { definition, data, options, history }: Replayed,
  step: number,
  signal: AbortSignal,
): Promise<StepWeights | undefined> {
  const [kept, keptBefore] = [history.weights(step), history.weights(step - 1)];
  if (step === 0) return { after: history.initial };
  if (kept !== undefined && keptBefore !== undefined) return { before: keptBefore, after: kept };
  const resume = history.before(step - 1);
  let done = resume?.step ?? 0;
  let before = resume?.model.parameters ?? history.initial.parameters;
  const training = fit(definition, data, {
    ...options,
    ...(resume === undefined ? {} : { resume }),
    ...{ threads: 1, steps: step, signal },
    stepsPerEvent: () => Math.max(1, step - 1 - done),
  });
  for await (const event of training) {
    if (event.type !== "progress") continue;
    done = event.step;
    if (done === step - 1) before = (await training.snapshot())?.parameters ?? before;
  }
  const { model, steps } = await training;
  if (steps < step) return undefined;
  return { before: { step: step - 1, parameters: before }, after: { step, parameters: model.parameters } };
}
