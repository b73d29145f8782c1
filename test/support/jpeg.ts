/**
 * @file Writes JPEG images, which the library itself only reads.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import createEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultOptions } from "@jsquash/jpeg/meta.js";
import type { Picture } from "../../src/data/picture.js";

/** An encoder of the best quality, with a full sample of colour for every pixel. */
export async function jpegEncoder(): Promise<(picture: Picture) => Uint8Array> {
  const path = fileURLToPath(import.meta.resolve("@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm"));
  const wasm = new WebAssembly.Module(await readFile(path));
  const encoder = await createEncoder({
    noInitialRun: true,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(wasm, imports);
      done(instance);
      return instance.exports;
    },
  });
  return ({ data, width, height }) =>
    Uint8Array.from(
      encoder.encode(Uint8Array.from(data), width, height, {
        ...defaultOptions,
        quality: 100,
        auto_subsample: false,
        chroma_subsample: 1,
      }),
    );
}
