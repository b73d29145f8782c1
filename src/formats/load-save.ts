/**
 * @file Akari's own files: from wherever one is to something that answers, and from a model to a file. Other formats have
 * the same in `load-save.packages.ts`.
 */

import { saveFile } from "#platform/files";
import type { EngineOptions } from "../engine/engine.js";
import { AkariError } from "../error.js";
import { type CompiledModel, compile } from "../insight/compile.js";
import type { Model } from "../model/model.js";
import type { TrainingRecord } from "./description/training-record.js";
import { type ModelSource, readSource } from "./model-source.js";
import { decodeOwnModel, encodeSafetensorsModel } from "./safetensors/model-file.js";
import type { StoredModel } from "./stored-model.js";
import { FORMATS, recognizeFormat } from "./table.js";

/** A model that was loaded, compiled: its `predict` and `trace` may be called as often as one likes. */
export interface LoadedModel extends CompiledModel, StoredModel {}

/**
 * Loads a model from Akari's own file and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer
 * needed.
 *
 * @param source its address, in Node, Deno and Bun also its path; its bytes, a `Blob` or a `Response`. Files of other
 * programs are opened by the `load` of `akari/formats`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 * @example
 * ```ts
 * const model = await load("net.safetensors");
 * model.predict(pixels);
 * ```
 */
export async function load(source: ModelSource, { engine }: EngineOptions = {}): Promise<LoadedModel> {
  const { bytes, name } = await readSource(source);
  const format = recognizeFormat(bytes, name);
  const stored = format === "safetensors" ? decodeOwnModel(bytes, name) : undefined;
  if (stored !== undefined) return compileStored(stored, engine);
  const what =
    format === "safetensors"
      ? "was not written by Akari"
      : `is no safetensors file but ${FORMATS[format].title}`;
  throw new AkariError(
    "invalid-file",
    `${name} ${what}. Files of other programs are opened by the load of "akari/formats".`,
  );
}

/** What is saved beside the model. */
export interface SaveOptions {
  /** How it was trained, for the file to say. */
  readonly record?: TrainingRecord | undefined;
}

/**
 * Saves a model as Akari's own file, from which {@link load} makes the same model. For other formats there is the `save` of
 * `akari/formats`.
 *
 * @param place a path, where what is there is replaced in one step; in a page the name of a download
 * @throws AkariError `invalid-model` where the parameters do not fit the definition, `diverged` where one is NaN or
 * infinite, `not-found` where the folder does not exist, `invalid-argument` where it cannot be written to
 * @example
 * ```ts
 * await save(model, "net.safetensors");
 * ```
 */
export async function save(model: Model, place: string, { record }: SaveOptions = {}): Promise<void> {
  const ending = FORMATS.safetensors.extension;
  if (!place.toLowerCase().endsWith(ending)) {
    throw new AkariError(
      "invalid-argument",
      `${place} should end with ${ending}. Other formats are saved by save of "akari/formats".`,
    );
  }
  await saveFile(place, encodeSafetensorsModel(model, record));
}

/** A stored model, compiled. */
export async function compileStored(
  stored: StoredModel,
  engine: EngineOptions["engine"],
): Promise<LoadedModel> {
  const compiled = await compile(stored.model, engine === undefined ? {} : { engine });
  return Object.assign(compiled, stored);
}
