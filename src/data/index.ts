/**
 * @file What `import … from "akari/data"` gives: sources of data that run in Node and in browsers alike.
 */

export {
  AUGMENTATION_NAMES,
  type AugmentationDefinition,
  type AugmentationSettings,
  DEFAULT_AUGMENTATION,
  defineAugmentation,
} from "./augmentation.js";
export type { ClassTargets, Dataset, Features, Targets, ValueTargets } from "./dataset.js";
export { DIGIT_BOX, DIGIT_SIDE } from "./digits/digit.js";
export { fromPicture } from "./digits/from-picture.js";
export {
  type Drawing,
  fromStrokes,
  PEN_WIDTH,
  type Point,
  parseStrokes,
  placeStrokes,
  type Stroke,
  type StrokeOptions,
  type StrokePlacement,
} from "./digits/from-strokes.js";
export { decodeIdx, decodeImages, type IdxArray, type NamedBytes } from "./digits/idx.js";
export { distortDigits } from "./distort.js";
export type { Picture } from "./image/picture.js";
export { encodeRows } from "./table/encode-rows.js";
export { inputNames } from "./table/input-names.js";
export type { RowValue } from "./table/row-encoder.js";
