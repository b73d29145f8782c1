/**
 * @file What `import … from "akari/training"` gives: the words in which a run of training is told, and its parts.
 */

export type { CrossValidationOptions, FoldResult } from "./training/cross-validate.js";
export { type TrainingDefaults, trainingDefaults } from "./training/defaults.js";
export type { CheckpointOptions, EpochEvent, ProgressEvent, StartEvent } from "./training/events.js";
export { stepRows, validationRows } from "./training/rows.js";
