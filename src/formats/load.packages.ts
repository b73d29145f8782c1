/**
 * @file The same door for files of any format.
 */

import { decodeModel } from "./codecs.packages.js";
import { compileStored, type LoadedModel, type LoadOptions } from "./load.js";
import { type ModelSource, readSource } from "./model-source.js";

/**
 * Loads a model of any format and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer
 * needed.
 *
 * It opens Akari's own file, ONNX files, any safetensors file of dense layers, and Keras 3's `.keras` files of dense layers.
 * What a file does not say can be given as options, or is assumed and said in `assumed`.
 *
 * @param source its address, its bytes, a `Blob` or a `Response`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 * @example
 * ```ts
 * const model = await load(file, { divideBy: 255 });
 * ```
 */
export async function load(
  source: ModelSource,
  { engine, ...hints }: LoadOptions = {},
): Promise<LoadedModel> {
  const { bytes, name } = await readSource(source);
  return compileStored(await decodeModel(bytes, { ...hints, name }), engine);
}
