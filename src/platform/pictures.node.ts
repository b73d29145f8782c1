/**
 * @file Pictures in Node, Bun and Deno: JPEG images, by MozJPEG's decoder (the package @jsquash/jpeg), which is loaded for
 * the first of them.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { MozJPEGModule } from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import type { DecodeJpeg, DecodeOther, DrawPicture } from "./platform.js";

export const decodeOther: DecodeOther = undefined;
export const drawPicture: DrawPicture = undefined;

/** A started decoder, and what it has complained of since it was last asked. */
interface Decoder {
  readonly module: MozJPEGModule;
  readonly memory: WebAssembly.Memory;
  readonly complaints: string[];
}

/** A decoder that has grown beyond this is started anew: WebAssembly never gives memory back. */
const MOST_MEMORY = 256 * 1024 * 1024;

/** What the decoder says where it had to guess pixels. It also speaks of bytes too many, which do no harm. */
const GUESSED = /premature end|bad huffman|corrupt/i;
const HARMLESS = /extraneous bytes/i;

/** Compiled once for the whole process. */
let compiled: Promise<WebAssembly.Module> | undefined;
let started: Decoder | undefined;

export const decodeJpeg: DecodeJpeg = async (bytes) => {
  started ??= await start();
  const decoder = started;
  decoder.complaints.length = 0;
  let picture: ImageData | null = null;
  try {
    picture = decoder.module.decode(bytes, false);
  } catch (cause) {
    // After an error it would neither work nor give back what it holds.
    started = undefined;
    throw cause;
  }
  if (decoder.memory.buffer.byteLength > MOST_MEMORY) started = undefined;
  const guessed = decoder.complaints.find((line) => GUESSED.test(line) && !HARMLESS.test(line));
  if (picture === null || guessed !== undefined) throw new Error(guessed);
  return picture;
};

async function start(): Promise<Decoder> {
  compiled ??= compile();
  const wasm = await compiled;
  const complaints: string[] = [];
  const say = (line: string): void => {
    complaints.push(line);
  };
  let memory: WebAssembly.Memory | undefined;
  const { default: createDecoder } = await import("@jsquash/jpeg/codec/dec/mozjpeg_dec.js");
  const module = await createDecoder({
    noInitialRun: true,
    print: say,
    printErr: say,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(wasm, imports);
      memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
      done(instance);
      return instance.exports;
    },
  });
  if (memory === undefined) throw new Error("The JPEG decoder exports no memory.");
  return { module, memory, complaints };
}

async function compile(): Promise<WebAssembly.Module> {
  const path = fileURLToPath(import.meta.resolve("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"));
  return WebAssembly.compile(await readFile(path));
}
