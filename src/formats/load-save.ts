/**
 * @file Akari's own files: from wherever one is, at hand, at an address, in a file that somebody chose, to something that
 * answers; and from a model to a file. Other formats have the same in `codecs.packages.ts`.
 */

import { readLocalFile } from "#platform/files";
import type { EngineOptions } from "../engine/engine.js";
import { AkariError, invalidArgument, requireOptions } from "../error.js";
import { type CompiledModel, compile } from "../insight/compile.js";
import type { Model } from "../model/model.js";
import { requireModel } from "../model/model.js";
import type { TrainingRecord } from "./description/training-record.js";
import { decodeOwnModel, encodeSafetensorsModel } from "./safetensors/model-file.js";
import { isStored, readStoredBytes, requirePlace, saveBytes } from "./stored.js";
import type { StoredModel } from "./stored-model.js";
import { FORMATS, recognizeFormat } from "./table.js";

const OTHER_PROGRAMS = ' Files of other programs are opened by the load of "akari/formats".';
const OTHER_FORMATS = ' Other formats are saved by save of "akari/formats".';

/** A model that was loaded, compiled: its `predict` and `trace` may be called as often as one likes. */
export interface LoadedModel extends CompiledModel, StoredModel {}

/**
 * Loads a model from Akari's own file and makes it ready to be asked: `predict`, `trace`, and `dispose` when it is no longer
 * needed.
 *
 * @param source its address, in Node, Deno and Bun also its path, in browsers also `indexeddb://NAME`; its bytes, a `Blob` or
 * a `Response`. Files of other programs are opened by the `load` of `akari/formats`
 * @throws AkariError `not-found` where there is nothing, `invalid-file` where it is not a sound model
 * @example
 * ```ts
 * const model = await load("net.safetensors");
 * model.predict(pixels);
 * ```
 */
export async function load(source: ModelSource, options: EngineOptions = {}): Promise<LoadedModel> {
  requireOptions(options, ["engine"], "Loading", OTHER_PROGRAMS);
  const { bytes, name } = await readSource(source);
  const format = recognizeFormat(bytes, name);
  const stored = format === "safetensors" ? decodeOwnModel(bytes, name) : undefined;
  if (stored !== undefined) return compileStored(stored, options.engine);
  const what =
    format === "safetensors"
      ? "was not written by Akari"
      : `is no safetensors file but ${FORMATS[format].title}`;
  throw new AkariError("invalid-file", `${name} ${what}.${OTHER_PROGRAMS}`);
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
 * @param place a path, where what is there is replaced in one step. In browsers `indexeddb://NAME`, which the browser keeps
 * for the site, or the name of a download
 * @throws AkariError `invalid-model` where the parameters do not fit the definition, `diverged` where one is NaN or
 * infinite, `not-found` where the folder does not exist, `invalid-argument` where it cannot be written to, `unsupported`
 * where the browser does not keep it
 * @example
 * ```ts
 * await save(model, "net.safetensors");
 * await save(model, "indexeddb://net"); // in a browser
 * ```
 */
export async function save(model: Model, place: string, options: SaveOptions = {}): Promise<void> {
  requireOptions(options, ["record"], "Saving", OTHER_FORMATS);
  requireModel(model);
  const ending = FORMATS.safetensors.extension;
  requirePlace(place);
  if (!isStored(place) && !place.toLowerCase().endsWith(ending)) {
    throw invalidArgument(
      `${place} should end with ${ending}, or in a browser begin with indexeddb://.${OTHER_FORMATS}`,
    );
  }
  await saveBytes(place, encodeSafetensorsModel(model, options.record));
}

/** A stored model, compiled. */
export async function compileStored(
  stored: StoredModel,
  engine: EngineOptions["engine"],
): Promise<LoadedModel> {
  const compiled = await compile(stored.model, engine === undefined ? {} : { engine });
  return Object.assign(compiled, stored);
}

/**
 * What a model is read from: its bytes, a `Response` or a `Blob` (a `File` that somebody chose is one), or its address.
 * A text is an address, in a page one from the page's own or `indexeddb://NAME`, and in Node, Deno and Bun also a path. A `URL` may be a `file:`
 * one, so that `new URL("./model.safetensors", import.meta.url)` works in bundles and everywhere else alike.
 */
export type ModelSource = URL | string | Uint8Array | ArrayBuffer | Blob | Response;

/** Bytes, and what to call them in messages. */
export interface NamedModel {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** What an address begins with; one letter before a colon is a drive of Windows. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * @throws AkariError `not-found` where there is nothing at the address, `invalid-argument` where it is no address
 */
export async function readSource(source: ModelSource): Promise<NamedModel> {
  if (source instanceof Uint8Array) return { bytes: source, name: "The model" };
  if (source instanceof ArrayBuffer) return { bytes: new Uint8Array(source), name: "The model" };
  if (source instanceof Blob) {
    const name = "name" in source ? String(source.name) : "The model";
    return { bytes: new Uint8Array(await source.arrayBuffer()), name };
  }
  if (source instanceof Response) return readResponse(source, source.url || "The model");
  if (typeof source === "string" && isStored(source)) {
    return { bytes: await readStoredBytes(source), name: source };
  }
  if (typeof source === "string" && readLocalFile !== undefined && !SCHEME.test(source)) {
    return { bytes: await readLocalFile(source), name: source };
  }
  if (source instanceof URL || typeof source === "string") return readAddress(addressOf(source));
  throw invalidArgument(
    "A model is loaded from its address, its bytes, a Blob or a Response; this is none of them.",
  );
}

function addressOf(source: URL | string): URL {
  const page = (globalThis as { location?: { href?: string } }).location?.href;
  if (URL.canParse(source, page)) return new URL(source, page);
  throw invalidArgument(`"${source}" is no address. Take new URL("${source}", import.meta.url).`);
}

async function readAddress(address: URL): Promise<NamedModel> {
  const name = readable(address.href);
  if (address.protocol === "file:") {
    const bytes = await readLocal(address);
    if (bytes !== undefined) return { bytes, name };
  }
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new AkariError("not-found", `${name} could not be fetched: ${reason(cause)}.`, { cause });
  }
  return readResponse(response, name);
}

async function readResponse(response: Response, name: string): Promise<NamedModel> {
  if (!response.ok) {
    throw new AkariError("not-found", `${name} could not be fetched: the server answers ${response.status}.`);
  }
  return { bytes: new Uint8Array(await response.arrayBuffer()), name };
}

/** A local file's bytes, where there are files: Node's `fetch` refuses `file:`. */
async function readLocal(address: URL): Promise<Uint8Array | undefined> {
  try {
    return await readLocalFile?.(address);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    const sentence = `There is no file that can be read at ${address.href}. A "%" in its name is "%25" in an address.`;
    throw new AkariError("not-found", sentence, { cause });
  }
}

/** An address as people write it; as it is where a "%" in it stands for itself. */
function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
