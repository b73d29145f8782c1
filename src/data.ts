/**
 * @file What `import … from "akari/data"` gives: sources of data that run in Node and in browsers alike, and what makes of them
 * what a network learns from.
 */

export type { Bytes } from "./bytes.js";
export { alignClasses } from "./data/align-classes.js";
export {
  bandCentre,
  findSound,
  type LogMelForm,
  previewSound,
  type SoundForm,
  type SoundPreview,
} from "./data/audio/encode.js";
export type { RecordingLength, SoundExamples, SoundFormOptions } from "./data/audio/examples.js";
export {
  type AudioBufferLike,
  encodeSounds,
  type LabelledSound,
  logMelSpectrogram,
  type SoundExamplesOptions,
  type SoundSource,
  soundExamples,
  toSound,
} from "./data/audio/sounds.js";
export { decodeWav, looksLikeWav, type Sound } from "./data/audio/wav.js";
export {
  AUGMENTATION_NAMES,
  type AugmentationDefinition,
  type AugmentationSettings,
  DEFAULT_AUGMENTATION,
  defineAugmentation,
} from "./data/augmentation.js";
export type {
  ChunkedDataset,
  ChunkedTotal,
  ClassTargets,
  DatasetShape,
  Features,
  Fingerprint,
  InputScale,
  NumberList,
  TargetList,
  Targets,
  ValueTargets,
} from "./data/dataset.js";
export { DIGIT_BOX, DIGIT_SIDE } from "./data/digits/digit.js";
export { fromPicture } from "./data/digits/from-picture.js";
export {
  type Drawing,
  fromStrokes,
  PEN_WIDTH,
  type Point,
  parseStrokes,
  placeStrokes,
  type Stroke,
  type StrokeBounds,
  type StrokeOptions,
  type StrokePlacement,
} from "./data/digits/from-strokes.js";
export { decodeIdx, decodeImages, type IdxArray, type NamedBytes } from "./data/digits/idx.js";
export { distortDigits } from "./data/distort.js";
export type { Examples, Task } from "./data/examples.js";
export { fingerprint } from "./data/fingerprint.js";
export { type DatasetOptions, dataset } from "./data/from-arrays.js";
export type { OriginalPicture, PictureExamples, PixelForm } from "./data/image/examples.js";
export type { PictureFormOptions } from "./data/image/form.js";
export type { Picture } from "./data/image/picture.js";
export {
  encodePictures,
  type LabelledPicture,
  type PictureExamplesOptions,
  type PictureInputs,
  pictureExamples,
} from "./data/image/pictures.js";
export {
  type CanvasLike,
  type DrawnPicture,
  type ImageBitmapLike,
  type ImageElementLike,
  type PictureSource,
  toPicture,
} from "./data/image/sources.js";
export { type PreparedParts, prepareParts, splitAndPrepare } from "./data/prepare.js";
export type { Preview, Spectrogram } from "./data/preview.js";
export { type GivenSplit, map, type RowRoles, type SplitData, split, subset } from "./data/rows.js";
export {
  type Divisible,
  type Fold,
  foldExamples,
  type PartName,
  type Parts,
  type SplitBy,
  type SplitOptions,
  splitExamples,
} from "./data/split.js";
export type { ColumnKind } from "./data/table/column-kind.js";
export type { TableExamples } from "./data/table/examples.js";
export { type InputCell, inputCells, inputNames, type TableInput, tableInputs } from "./data/table/inputs.js";
export type { TableOptions, TableScaling } from "./data/table/options.js";
export type { EncodedRows, EncodeRowsOptions, RowValue } from "./data/table/row-encoder.js";
export { encodeRows } from "./data/table/row-encoder.js";
export {
  type TableBytes,
  type TableBytesOptions,
  type TableColumns,
  type TableInMemory,
  type TableInMemoryOptions,
  type TableRow,
  table,
} from "./data/table/table.js";
export type { UnseenCategories } from "./data/table/unseen.js";
