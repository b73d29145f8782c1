/**
 * @file The same for files of any format.
 */

import { saveFile } from "#platform/files";
import type { EngineOptions } from "../engine/engine.js";
import type { Model } from "../model/model.js";
import { decodeModel, type EncodeOptions, encodeModel } from "./codecs.packages.js";
import type { ImportHints } from "./foreign/import-hints.js";
import { compileStored, type LoadedModel } from "./load-save.js";
import { type ModelSource, readSource } from "./model-source.js";
import { formatOfName } from "./table.js";

/** Which engine computes, and what to know of a network whose file does not say it. */
export interface LoadOptions extends EngineOptions, ImportHints {}

/**
 * Loads a model of any format and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer
 * needed.
 *
 * It opens Akari's own file, ONNX files, any safetensors file of dense layers, and Keras 3's `.keras` files of dense layers.
 * What a file does not say can be given as options, or is assumed and said in `assumed`.
 *
 * @param source its address, in Node, Deno and Bun also its path; its bytes, a `Blob` or a `Response`
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

/**
 * Saves a model in any format that is written, and beside it the files that it needs.
 *
 * @param place a path, where what is there is replaced in one step; in a page the name of a download
 * @param options how, as for `encodeModel`. The format is that of the name's ending where it is left out, and Akari's own
 * where that is of none
 * @returns the places of all its files, `place` the first
 * @throws AkariError for what `encodeModel` refuses, `not-found` where the folder does not exist, `invalid-argument`
 * where it cannot be written to
 * @example
 * ```ts
 * await save(model, "net.safetensors");
 * await save(model, "net.onnx");
 * ```
 */
export async function save(
  model: Model,
  place: string,
  options: Omit<EncodeOptions, "name"> = {},
): Promise<readonly string[]> {
  const name = place.split(/[\\/]/).at(-1) ?? "";
  const folder = place.slice(0, place.length - name.length);
  const { format = formatOfName(place) } = options;
  const { bytes, beside } = await encodeModel(model, { ...options, format, name });
  const files = [
    { place, bytes },
    ...beside.map((file) => ({ place: folder + file.name, bytes: file.bytes })),
  ];
  for (const file of files) await saveFile(file.place, file.bytes);
  return files.map((file) => file.place);
}
