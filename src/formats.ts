/**
 * @file What `import … from "akari/formats"` gives: models from the bytes of any file that Akari reads and to those of any
 * that it writes, in Node and in browsers alike. What reads or writes a format, packages among it, is loaded with the first
 * file that asks for it.
 */

export {
  type DecodeOptions,
  decodeModel,
  decodeParameters,
  type EncodedModel,
  type EncodeOptions,
  encodeModel,
  type FileOptions,
  type NamedFile,
} from "./formats/codecs.packages.js";
export { load } from "./formats/load.packages.js";
export {
  type CheckpointFileOptions,
  decodeCheckpoint,
  encodeCheckpoint,
  type StoredCheckpoint,
} from "./formats/safetensors/checkpoint-file.js";
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsFile,
  type Tensor,
} from "./formats/safetensors/safetensors.js";
export {
  FORMATS,
  type FormatName,
  MODEL_EXTENSIONS,
  type ReadFormat,
  type WrittenFormat,
} from "./formats/table.js";
export {
  type Argument,
  type Expression,
  formulaText,
  NEGATED,
  type Operation,
  type OperationName,
  PRODUCT,
  SUM,
  type Syntax,
  simplified,
  type Variable,
  WHOLE,
  written,
} from "./model/expressions.js";
export {
  ACTIVATION_FORMULAS,
  type ActivationFormula,
  LOSS_FORMULAS,
  type OnnxOperator,
} from "./model/formulas.js";
