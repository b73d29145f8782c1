/**
 * @file What `import … from "akari/node"` gives: data and checkpoints in files.
 */

export type { SoundForm } from "./data/audio/encode.js";
export type { SoundExamples } from "./data/audio/examples.js";
export { readSoundFolder, readSounds, type SoundFolderOptions } from "./data/audio/folder.node.js";
export type { NamedRows } from "./data/class-folder.node.js";
export { loadIdxFolder, mnist, type TrainAndTest } from "./data/digits/mnist.node.js";
export { type DigitInput, readDigits } from "./data/digits/read-digits.node.js";
export type { OriginalPicture, PictureExamples, PixelForm } from "./data/image/examples.js";
export { type PictureFolderOptions, readPictureFolder, readPictures } from "./data/image/folder.node.js";
export type { Picture } from "./data/image/picture.js";
export { readPng } from "./data/image/png.node.js";
export type { ColumnKind, InputColumn } from "./data/table/column-kind.js";
export type { TableExamples } from "./data/table/examples.js";
export type { PreprocessingOptions } from "./data/table/fit-preprocessing.js";
export type { Decimal } from "./data/table/number-text.js";
export type { TableOptions, TableScaling } from "./data/table/options.js";
export type { ReadTableOptions } from "./data/table/read-table.js";
export { readTable } from "./data/table/read-table.node.js";
export {
  type EncodedTable,
  type ReadTableForOptions,
  readTableFor,
} from "./data/table/read-table-for.node.js";
export type { TableProgress } from "./data/table/records.js";
export type { LeftOutColumn, TableWriting } from "./data/table/schema.js";
export type { ColumnCells, TableRows } from "./data/table/table-rows.js";
export type { BytesRead } from "./data/table/text-chunks.js";
export { loadCheckpoint, saveCheckpoint } from "./formats/checkpoints.js";
export { loadParameters } from "./formats/files.node.js";
