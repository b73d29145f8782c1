/**
 * @file What this folder offers to programs that run anywhere; files on disk are in `model-file.node.ts`.
 */

export {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type StoredCheckpoint,
} from "./checkpoint-file.js";
export { exportPytorch, type PytorchExport } from "./export-pytorch.js";
export { exportTypescript } from "./export-typescript.js";
export type { TensorNames } from "./model-description.js";
export {
  decodeModel,
  encodeModel,
  type ModelFileOptions,
  readParameters,
} from "./model-file.js";
export { decodeOnnx } from "./onnx/decode.js";
export { encodeOnnx, type OnnxOptions } from "./onnx/encode.js";
export { hashParameters, parameterBytes } from "./parameter-bytes.js";
export { decodeSafetensors, encodeSafetensors, type SafetensorsFile, type Tensor } from "./safetensors.js";
export type { Assumption, StoredModel, StoredParameters } from "./stored-model.js";
export { type Curve, type TrainingHistory, trainingHistory } from "./training-history.js";
export type { TrainingRecord } from "./training-record.js";
export type { UndescribedOptions } from "./undescribed.js";
