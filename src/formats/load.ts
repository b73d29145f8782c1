/**
 * @file The door to a trained model: from wherever it is to something that answers.
 */

import type { EngineOptions } from "../engine/engine.js";
import { AkariError } from "../error.js";
import { type CompiledModel, compile } from "../insight/compile.js";
import type { ImportHints } from "./foreign/import-hints.js";
import { type ModelSource, readSource } from "./model-source.js";
import { decodeSafetensorsModel } from "./safetensors/model-file.js";
import type { StoredModel } from "./stored-model.js";
import { explained, FORMATS, recognizeFormat } from "./table.js";

/** Which engine computes, and what to know of weights that say nothing of their network. */
export interface LoadOptions extends EngineOptions, ImportHints {}

/** A model that was loaded, compiled: its `predict` and `trace` may be called as often as one likes. */
export interface LoadedModel extends CompiledModel, StoredModel {}

/**
 * Loads a model and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer needed.
 *
 * It opens Akari's own file and any safetensors file of dense layers: what such a file does not say can be given as
 * options, or is assumed and said in `assumed`.
 *
 * @param source its address, its bytes, a `Blob` or a `Response`. For files of other formats there is the `load` of
 * `akari/formats`, and for paths that of `akari/node`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 * @example
 * ```ts
 * const model = await load(new URL("./net.safetensors", import.meta.url));
 * model.predict(pixels);
 * ```
 */
export async function load(
  source: ModelSource,
  { engine, ...hints }: LoadOptions = {},
): Promise<LoadedModel> {
  const { bytes, name } = await readSource(source);
  const read = () => {
    requireOwnFormat(bytes, name);
    return decodeSafetensorsModel(bytes, name, hints);
  };
  return compileStored(await explained(bytes, name, read), engine);
}

/** What reads the others is large, or needs packages, and is not loaded with this. */
function requireOwnFormat(bytes: Uint8Array, name: string): void {
  const format = recognizeFormat(bytes, name);
  if (format === "safetensors") return;
  throw new AkariError(
    "invalid-file",
    `${name} is no safetensors file. ${FORMATS[format].title} files are opened by load of "akari/formats", or of "akari/node".`,
  );
}

/** A stored model, compiled. */
export async function compileStored(
  stored: StoredModel,
  engine: EngineOptions["engine"],
): Promise<LoadedModel> {
  const compiled = await compile(stored.model, engine === undefined ? {} : { engine });
  return Object.assign(compiled, stored);
}
