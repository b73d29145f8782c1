/**
 * @file What this folder offers to programs that run anywhere; files on disk are in `model-file.node.ts`.
 */

export { hashParameters, parameterBytes } from "./bytes/hashes.js";
export type { TensorNames } from "./description/model-description.js";
export type { TrainingRecord } from "./description/training-record.js";
export { type Curve, type TrainingHistory, trainingHistory } from "./description/training-record.js";
export type { UndescribedOptions } from "./foreign/import-hints.js";
export { decodeOnnx } from "./onnx/decode.js";
export { encodeOnnx, type OnnxOptions } from "./onnx/encode.js";
export { exportPytorch, type PytorchExport } from "./pytorch/encode.js";
export {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type StoredCheckpoint,
} from "./safetensors/checkpoint-file.js";
export {
  decodeModel,
  encodeModel,
  type ModelFileOptions,
  readParameters,
} from "./safetensors/model-file.js";
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsFile,
  type Tensor,
} from "./safetensors/safetensors.js";
export type { Assumption, StoredModel, StoredParameters } from "./stored-model.js";
export { exportTypescript } from "./typescript/encode.js";
