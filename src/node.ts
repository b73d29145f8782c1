/**
 * @file What `import … from "akari/node"` gives: everything that reads or writes files.
 */

export { loadIdxFolder, type TrainAndTest } from "./data/idx-folder.node.js";
export { mnist } from "./data/mnist.node.js";
export { loadModel, loadParameters, saveModel } from "./formats/model-file.node.js";
