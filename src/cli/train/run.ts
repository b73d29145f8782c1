/**
 * @file Trains a job and tests what came of it. All that happens is an event: this knows no terminal and no file.
 */

import type { ModelScores } from "../../insight/metrics/score-model.js";
import {
  type CheckpointOptions,
  DivergedError,
  type TrainingEvent,
  type TrainingResult,
} from "../../training/run.js";
import type { TrainJob } from "./job.js";

/** What happens to a job: the events of training, and then how it ended. */
export type JobEvent =
  | TrainingEvent
  /** The last step is done. */
  | { readonly type: "trained" }
  | TestedEvent
  | { readonly type: "diverged"; readonly error: DivergedError };

/** The model is there, with its scores on the test part where there is one. */
export interface TestedEvent {
  readonly type: "tested";
  readonly result: TrainingResult;
  readonly scores: ModelScores | undefined;
}

/** @param signal stops training before its next step; what there is by then is tested all the same */
export async function* run(
  { data, model, fit: options }: TrainJob,
  checkpoint: CheckpointOptions | undefined,
  signal: AbortSignal,
): AsyncGenerator<JobEvent, void, undefined> {
  const { fit } = await import("../../training/fit.js");
  let result: TrainingResult;
  try {
    const training = fit(model.start, data.train, {
      ...options,
      signal,
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
    yield* training;
    result = await training;
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    yield { type: "diverged", error };
    return;
  }
  yield { type: "trained" };
  const [{ scoreModel }, { engineFor }] = await Promise.all([
    import("../../insight/metrics/score-model.js"),
    import("../../training/configuration.js"),
  ]);
  const scores =
    data.test === undefined
      ? undefined
      : await scoreModel(result.model, data.test, {
          engine: engineFor(options.optimizer, options.engine, result.choice?.engine),
        });
  yield { type: "tested", result, scores };
}
