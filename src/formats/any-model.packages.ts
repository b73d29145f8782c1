/**
 * @file Reads a model out of the bytes of any format that Akari reads. It runs in Node and in browsers; what a format
 * needs beyond Akari's own, packages above all, is loaded when a file of that format is opened.
 */

import { AkariError } from "../error.js";
import { explained } from "./foreign/explained.js";
import { describeInputs, type UndescribedOptions } from "./foreign/import-hints.js";
import { isZip } from "./keras/is-zip.js";
import { isOnnx } from "./onnx/is-onnx.js";
import { decodeSafetensorsModel } from "./safetensors/model-file.js";
import type { StoredModel } from "./stored-model.js";

/**
 * Reads a model: Akari's own file, an ONNX file, weights of PyTorch's in safetensors, or Keras 3's `.keras` file. What it
 * is is told by its content, an ONNX file also by its name.
 *
 * @param name what to call the file in messages
 * @param undescribed what to know of a network whose file does not say it, its logits and the scale of its pixels among
 * it; the rest is assumed and said in `assumed`
 * @throws AkariError `invalid-file` where it is not a sound model, naming what it is where its contents tell it;
 * `invalid-argument` where the file says what the
 * options say, `not-found` where the reader of its format could not be loaded, as a page that is offline may find
 */
export async function decodeAnyModel(
  bytes: Uint8Array,
  name: string,
  undescribed: UndescribedOptions = {},
): Promise<StoredModel> {
  return explained(bytes, name, () => decode(bytes, name, undescribed));
}

async function decode(
  bytes: Uint8Array,
  name: string,
  undescribed: UndescribedOptions,
): Promise<StoredModel> {
  if (isZip(bytes)) {
    const { readKeras } = await reader("Keras", import("./keras/read-keras.packages.js"));
    const { model, assumed } = readKeras(bytes, name);
    const described = describeInputs(model, undescribed, name);
    const all = [...(assumed ?? []), ...(described.assumed ?? [])];
    return all.length === 0 ? described : { ...described, assumed: all };
  }
  if (isOnnx(bytes, name)) {
    const { decodeOnnx } = await reader("ONNX", import("./onnx/decode.js"));
    return decodeOnnx(bytes, name, undescribed);
  }
  return decodeSafetensorsModel(bytes, name, undescribed);
}

async function reader<Module>(format: string, loading: Promise<Module>): Promise<Module> {
  try {
    return await loading;
  } catch (cause) {
    throw new AkariError(
      "not-found",
      `The part of Akari that reads ${format} files could not be loaded. Check the connection and try again.`,
      { cause },
    );
  }
}
