/**
 * @file What `import … from "akari/node"` gives: everything that reads or writes files.
 */

export { type DigitInput, readDigits } from "./data/digit-input.node.js";
export { loadIdxFolder, type TrainAndTest } from "./data/idx-folder.node.js";
export { mnist } from "./data/mnist.node.js";
export type { Picture } from "./data/picture.js";
export { readPng } from "./data/png.node.js";
export {
  loadCheckpoint,
  loadParameters,
  saveCheckpoint,
  saveModel,
} from "./formats/model-file.node.js";
export { load } from "./loading/load.node.js";
