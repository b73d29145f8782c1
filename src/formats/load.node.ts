/**
 * @file The same door in Node, where models have paths and Keras's files can be read too.
 */

import { decodeAnyModel } from "./any-model.packages.js";
import { type LoadedModel, type LoadOptions, makeReady } from "./load.js";
import { loadModel } from "./model-file.node.js";
import { type ModelSource, readSource } from "./model-source.js";

/**
 * Loads a model and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer needed.
 *
 * It opens Akari's own file, ONNX files, any safetensors file of dense layers, and Keras 3's `.keras` files of dense layers. What a
 * file does not say can be given as options, or is assumed and said in `assumed`.
 *
 * @param source a path; or, as in `akari`, a `URL`, bytes, a `Blob` or a `Response`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 */
export async function load(source: ModelSource, options: LoadOptions = {}): Promise<LoadedModel> {
  if (typeof source === "string") return makeReady(await loadModel(source, options), options);
  const { bytes, name } = await readSource(source);
  return makeReady(await decodeAnyModel(bytes, name, options), options);
}
