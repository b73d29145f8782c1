/**
 * @file Reads a model that Keras 3 saved, a `.keras` file: a zip of `config.json`, `metadata.json` and, in HDF5,
 * `model.weights.h5`.
 *
 * Source: `saving_lib.py` of Keras 3, https://github.com/keras-team/keras. It needs two packages, which
 * run in browsers too.
 */

import { unzipSync } from "fflate";
import { File } from "jsfive";
import { Allowance, unpackedLimit, unpackedTooLarge } from "../../bounds.js";
import { AkariError } from "../../error.js";
import { elementCount } from "../bytes/numbers.js";
import { describe, parseJsonObject, quote } from "../description/json.js";
import { describeInputs, type ImportHints, refuseHints } from "../foreign/import-hints.js";
import type { Tensor } from "../safetensors/safetensors.js";
import type { LayerChoice } from "../safetensors/torch-order.js";
import { type StoredModel, type StoredParameters, storedParameters } from "../stored-model.js";
import { readChain, refuse } from "./chain.js";
import { readNetwork } from "./network.js";
import type { ReadVariable } from "./state.js";

const CONFIG = "config.json";
const METADATA = "metadata.json";
const WEIGHTS = "model.weights.h5";

/**
 * Reads a Keras 3 file, trusting nothing in it.
 *
 * @param name what to call the file in messages
 * @param hints what the outputs are, and how pixels are scaled, where the model does not do it itself
 * @throws AkariError `invalid-file` where it is damaged, or naming the layer that Akari does not have; `invalid-argument`
 * where the file says what the hints say
 */
export function decodeKeras(bytes: Uint8Array, name: string, hints: ImportHints = {}): StoredModel {
  const { model, assumed } = readKeras(bytes, name);
  const described = describeInputs(model, hints, name);
  const all = [...(assumed ?? []), ...(described.assumed ?? [])];
  return all.length === 0 ? described : { ...described, assumed: all };
}

/**
 * The layers of the network that a Keras 3 file holds.
 *
 * @throws AkariError as {@link decodeKeras}; `invalid-argument` for a choice, which the file leaves nobody
 */
export function decodeKerasParameters(
  bytes: Uint8Array,
  name: string,
  choice: LayerChoice,
): StoredParameters {
  refuseHints(choice, name);
  return storedParameters(readKeras(bytes, name));
}

function readKeras(bytes: Uint8Array, name: string): StoredModel {
  const parts = unzip(bytes, name);
  if (Object.hasOwn(parts, METADATA)) requireVersion(new TextDecoder().decode(parts[METADATA]), name);
  const config = new TextDecoder().decode(requirePart(parts, CONFIG, name));
  const allowance = new Allowance(bytes.length, name);
  const chain = readChain(parseJsonObject(config, `The ${CONFIG} of ${name}`), name, allowance);
  const read = variableReader(requirePart(parts, WEIGHTS, name), name, allowance);
  return readNetwork(chain, read, name, allowance);
}

function unzip(bytes: Uint8Array, name: string): Record<string, Uint8Array> {
  let unpacked = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name: part, originalSize }) => {
        if (![CONFIG, METADATA, WEIGHTS].includes(part)) return false;
        // What the archive claims is allocated before it is unpacked.
        unpacked += originalSize;
        if (unpacked > unpackedLimit(bytes.length)) throw new RangeError(unpackedTooLarge(bytes.length));
        return true;
      },
    });
  } catch (cause) {
    throw new AkariError("invalid-file", `${name} is not a sound zip file: ${reason(cause)}.`, { cause });
  }
}

/** Keras 2.12 and later write files of the same name, with other weights in them. */
function requireVersion(text: string, name: string): void {
  const { keras_version: version } = parseJsonObject(text, `The ${METADATA} of ${name}`);
  if (typeof version !== "string" || !version.startsWith("2.")) return;
  throw new AkariError(
    "invalid-file",
    `${name} was saved by Keras ${version}, and files of Keras 3's can be read. Open it in Keras 3 and save it again.`,
  );
}

function requirePart(parts: Record<string, Uint8Array>, part: string, name: string): Uint8Array {
  if (Object.hasOwn(parts, part)) return parts[part];
  throw new AkariError(
    "invalid-file",
    `${name} is a zip file, but not a model of Keras 3's: there is no ${part} in it. Save it in Keras 3 with ` +
      `model.save("model.keras").`,
  );
}

function variableReader(weights: Uint8Array, name: string, allowance: Allowance): ReadVariable {
  const damaged = (what: string, cause?: unknown) =>
    new AkariError("invalid-file", `${name} is damaged: ${what}.`, { cause });
  let file: File;
  try {
    // A copy of its own, for the reader counts from the buffer's beginning.
    file = new File(weights.slice().buffer, WEIGHTS);
  } catch (cause) {
    throw damaged(`its ${WEIGHTS} is not sound HDF5 (${reason(cause)})`, cause);
  }
  return (path) => {
    const found = attempt(() => file.get(path));
    const [shape, dtype] = [attempt(() => found?.shape), attempt(() => found?.dtype)];
    if (!Array.isArray(shape) || !shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
      throw damaged(`its ${WEIGHTS} has no variable ${quote(path)}`);
    }
    const size = elementCount(shape);
    const [, bytes] = /^[<>]f([248])$/.exec(String(dtype)) ?? [];
    if (bytes === undefined) {
      throw refuse(
        name,
        `its variable ${quote(path)} is stored as ${describe(dtype)}, not as floating-point numbers`,
      );
    }
    // The file may say any size, and give one variable many names.
    allowance.take(size);
    const value = attempt(() => found?.value);
    if (!Array.isArray(value) || value.length !== size)
      throw damaged(`the numbers of ${quote(path)} are cut short`);
    if (!value.every(Number.isFinite)) {
      throw refuse(name, `its variable ${quote(path)} holds NaN or an infinite number`);
    }
    return {
      shape,
      data: bytes === "8" ? Float64Array.from(value) : Float32Array.from(value),
    } satisfies Tensor;
  };
}

/** The reader throws strings and errors of all kinds at what is damaged; what it could not read is undefined. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
