/**
 * @file What `import … from "akari/formats"` gives: models from the bytes of any file that Akari reads and to those of any
 * that it writes, in Node and in browsers alike. What reads or writes a format, packages among it, is loaded with the first
 * file that asks for it.
 */

export type { RowSketch } from "./data/fingerprint.js";
export { hashParameters } from "./formats/bytes/hashes.js";
export type { Floats, WrittenNumbers } from "./formats/bytes/numbers.js";
export { loadCheckpoint, saveCheckpoint } from "./formats/checkpoints.js";
export {
  type DecodeOptions,
  decodeModel,
  decodeParameters,
  type EncodedModel,
  type EncodeOptions,
  encodeModel,
  type FileOptions,
  type LoadOptions,
  load,
  type NamedFile,
  save,
} from "./formats/codecs.packages.js";
export type { TensorNames } from "./formats/description/model-description.js";
export {
  type Curve,
  type SearchRecord,
  type SplitRecord,
  type TrainingHistory,
  type TrainingRecord,
  trainingHistory,
} from "./formats/description/training-record.js";
export type { DeclaredOutput, ImportHints } from "./formats/foreign/import-hints.js";
export type { PixelOptions } from "./formats/foreign/pixel-scale.js";
export type { ModelSource, SaveOptions } from "./formats/load-save.js";
export {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type RunFiles,
  type StoredCheckpoint,
} from "./formats/safetensors/checkpoint-file.js";
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsFile,
  type Tensor,
  type WrittenTensor,
} from "./formats/safetensors/safetensors.js";
export type { LayerChoice } from "./formats/safetensors/torch-order.js";
export { listStored, removeStored } from "./formats/stored.js";
export type { Assumption, StoredModel, StoredParameters } from "./formats/stored-model.js";
export {
  FORMATS,
  type FormatName,
  MODEL_EXTENSIONS,
  type ReadFormat,
  type WrittenFormat,
} from "./formats/table.js";
