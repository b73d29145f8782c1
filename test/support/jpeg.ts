/**
 * @file Writes JPEG images, which the library itself only reads.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import createEncoder from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import { defaultOptions } from "@jsquash/jpeg/meta.js";
import type { Picture } from "../../src/data/image/picture.js";

/** An encoder of the best quality, with a full sample of colour for every pixel; or as cameras have it: less of both. */
export async function jpegEncoder(
  as: "best" | "photograph" = "best",
): Promise<(picture: Picture) => Uint8Array> {
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
        quality: as === "best" ? 100 : 75,
        auto_subsample: false,
        chroma_subsample: as === "best" ? 1 : 2,
      }),
    );
}

/**
 * A JPEG image with EXIF data that say how to turn it.
 *
 * @param orientation 1 to 8
 */
export function turned(jpeg: Uint8Array, orientation: number, order: "II" | "MM" = "II"): Uint8Array {
  const short = (n: number): number[] => (order === "II" ? [n & 255, n >> 8] : [n >> 8, n & 255]);
  const long = (n: number): number[] => (order === "II" ? [...short(n), 0, 0] : [0, 0, ...short(n)]);
  const entry = (tag: number, value: number): number[] => [
    ...short(tag),
    ...short(3),
    ...long(1),
    ...short(value),
    0,
    0,
  ];
  // The entry before it is the width.
  const entries = [...entry(0x0100, 5), ...entry(0x0112, orientation)];
  const tiff = [...Buffer.from(order), ...short(42), ...long(8), ...short(2), ...entries, ...long(0)];
  return withApp1(jpeg, Buffer.from([...Buffer.from("Exif\0\0"), ...tiff]));
}

/** A JPEG image with an APP1 segment before all others. */
export function withApp1(jpeg: Uint8Array, data: Uint8Array): Uint8Array {
  const length = data.length + 2;
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.of(0xff, 0xe1, length >> 8, length & 255),
    data,
    jpeg.subarray(2),
  ]);
}
