/**
 * @file What the page and the Worker that trains on own images say to each other.
 */

import type { Dataset, Model, TrainingRecord } from "akari";
import type { Failure } from "../kit/failure";

export interface TrainRequest {
  readonly train: Dataset;
  readonly test: Dataset;
}

export type TrainMessage =
  | { readonly type: "progress"; readonly epoch: number; readonly epochs: number; readonly loss: number }
  | {
      readonly type: "done";
      readonly model: Model;
      readonly record: TrainingRecord;
      readonly accuracy: number;
    }
  | { readonly type: "failed"; readonly failure: Failure };
