/**
 * @file What `import … from "akari/node"` gives: everything that reads or writes files.
 */

export { type DigitInput, readDigits } from "./data/digit-input.node.js";
export { loadIdxFolder, type TrainAndTest } from "./data/idx-folder.node.js";
export { mnist } from "./data/mnist.node.js";
export type { NamedRows } from "./data/named-rows.js";
export type { Picture } from "./data/picture.js";
export {
  type PictureFolderOptions,
  readPictureFolder,
  readPictures,
} from "./data/pictures/picture-folder.node.js";
export { readPng } from "./data/png.node.js";
export { readSoundFolder, readSounds, type SoundFolderOptions } from "./data/sound/sound-folder.node.js";
export type { ColumnKind } from "./data/table/column-kind.js";
export type { TableOptions, TableScaling } from "./data/table/options.js";
export { type ReadTableOptions, readTable } from "./data/table/read-table.node.js";
export { type ReadTableForOptions, readTableFor } from "./data/table/read-table-for.node.js";
export type { TableProgress } from "./data/table/records.node.js";
export type { TableExamples } from "./data/table/table-examples.js";
export type { EncodedTable } from "./data/table/table-for-model.js";
export { load } from "./formats/load.node.js";
export {
  loadCheckpoint,
  loadParameters,
  saveCheckpoint,
  saveModel,
} from "./formats/model-file.node.js";
