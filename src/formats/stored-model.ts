/**
 * @file What is read out of a model's file, of whatever format.
 */

import type { Model } from "../model/model.js";
import type { TrainingRecord } from "./training-record.js";

/** What a file holds. */
export interface StoredModel {
  readonly model: Model;
  /** How it was trained; absent where the file does not say. */
  readonly record?: TrainingRecord;
  /** What a file of another program does not say and was taken to be so: sentences to show. Absent where it says all. */
  readonly assumed?: readonly string[];
}
