/**
 * @file The door to a trained model: from wherever it is to something that answers.
 */

import type { EngineOptions } from "../engine/engine.js";
import { type CompiledModel, compile } from "../insight/compile.js";
import { explained } from "./foreign/explained.js";
import type { UndescribedOptions } from "./foreign/import-hints.js";
import { type ModelSource, readSource } from "./model-source.js";
import { decodeModel } from "./safetensors/model-file.js";
import type { StoredModel } from "./stored-model.js";

/** Which engine computes, and what to know of weights that say nothing of their network. */
export interface LoadOptions extends EngineOptions, UndescribedOptions {}

/** A model that was loaded, compiled: its `predict` and `trace` may be called as often as one likes. */
export interface LoadedModel extends CompiledModel, StoredModel {}

/**
 * Loads a model and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer needed.
 *
 * It opens Akari's own file, ONNX files and any safetensors file of dense layers: what such a file does not say can be given as
 * options, or is assumed and said in `assumed`.
 *
 * @param source its address, its bytes, a `Blob` or a `Response`. For paths and for Keras's files there is the `load`
 * of `akari/node`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 */
export async function load(source: ModelSource, options: LoadOptions = {}): Promise<LoadedModel> {
  const { bytes, name } = await readSource(source);
  return makeReady(await explained(bytes, name, () => decodeModel(bytes, name, options)), options);
}

/** A stored model, compiled. */
export async function makeReady(stored: StoredModel, { engine }: EngineOptions): Promise<LoadedModel> {
  const compiled = await compile(stored.model, engine === undefined ? {} : { engine });
  return Object.assign(compiled, stored);
}
