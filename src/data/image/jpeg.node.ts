/**
 * @file JPEG images, by MozJPEG's decoder (the package @jsquash/jpeg), as pictures of eight bits a channel.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import createDecoder, { type MozJPEGModule } from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import { AkariError } from "../../error.js";
import { readJpegFrame } from "./jpeg-segments.js";
import type { Picture } from "./picture.js";

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

/**
 * Decodes a JPEG image: grey or colour, baseline or progressive, turned as its EXIF data say.
 *
 * @param name what to call it in messages
 * @throws AkariError `invalid-file` where it is damaged, cut short, of a rare kind or larger than 100 million pixels
 */
export async function decodeJpeg(bytes: Uint8Array, name: string): Promise<Picture> {
  readJpegFrame(bytes, name);
  started ??= await start();
  const decoder = started;
  decoder.complaints.length = 0;
  let picture: ImageData | null = null;
  try {
    picture = decoder.module.decode(bytes as Uint8Array<ArrayBuffer>, true);
  } catch (cause) {
    // After an error it would neither work nor give back what it holds.
    started = undefined;
    throw damaged(name, cause);
  }
  if (decoder.memory.buffer.byteLength > MOST_MEMORY) started = undefined;
  const guessed = decoder.complaints.find((line) => GUESSED.test(line) && !HARMLESS.test(line));
  if (picture === null || guessed !== undefined) throw damaged(name, guessed);
  return { width: picture.width, height: picture.height, data: picture.data };
}

async function start(): Promise<Decoder> {
  compiled ??= compile();
  const wasm = await compiled;
  const complaints: string[] = [];
  const say = (line: string): void => {
    complaints.push(line);
  };
  let memory: WebAssembly.Memory | undefined;
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

const damaged = (name: string, cause: unknown): AkariError =>
  new AkariError("invalid-file", `${name} is a damaged JPEG image: its pixels cannot be decoded.`, { cause });
