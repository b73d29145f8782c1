/**
 * @file The hashes of a network's parameters, by which two runs are compared, and of a file's content.
 *
 * The latter is the hash by which a file tells whether what it says and holds is what Akari wrote: one byte that a disk or a
 * line has changed would else be a network that answers wrongly without a word. It guards against accidents. Whoever
 * changes a file on purpose can make its hash anew.
 *
 * A file of Akari's has it in its metadata under `akari.content`, a safetensors file as an ONNX file:
 *
 * ```
 * "sha256:" and SHA-256, in hexadecimal digits, of the JSON text [[name, hash], …], which has no spaces and is sorted
 * by the names' UTF-16; hash is SHA-256 of what has the name:
 *
 * "metadata <key>"                  the text, in UTF-8: under `akari`, and under each key that begins with "akari.";
 *                                   of ONNX those under `labels` and `targets`, too
 * "tensor <dtype> <shape> <name>"   of safetensors the bytes, such as "tensor F32 [16,784] 0.weight"
 * "graph"                           of ONNX the GraphProto
 * "opset <domain>"                  of ONNX the version, in decimal digits
 * ```
 *
 * So it is of what the file holds, in whatever order and with whatever spaces: a program that only writes the file anew
 * leaves it true.
 *
 * SHA-256 is computed at once: files are read and written in one go, and browsers' own is only to be had later, and not in
 * every page. Source: FIPS 180-4, sections 4 to 6.
 */

import { nativeSha256 } from "#platform/system";
import type { Bytes } from "../../bytes.js";
import { AkariError } from "../../error.js";
import type { LayerParameters } from "../../model/model.js";
import { writeNumbers } from "./numbers.js";

/** The metadata key under which the hash stands. */
export const CONTENT_KEY = "akari.content";

/** Something that a file says or holds, by its name. */
export type ContentPart = readonly [name: string, content: Uint8Array | string];

/** The hash as it stands in a file. */
export function hashContent(parts: readonly ContentPart[]): string {
  const encoder = new TextEncoder();
  const hashed = parts
    .map(([name, content]) => {
      const bytes = typeof content === "string" ? encoder.encode(content) : content;
      return [name, sha256(bytes)] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `sha256:${sha256(encoder.encode(JSON.stringify(hashed)))}`;
}

/** Those entries of the metadata that are Akari's own, and that are asked for; but for the hash itself. */
export const metadataParts = (
  metadata: Iterable<readonly [key: string, text: string]>,
  also: readonly string[] = [],
): ContentPart[] =>
  [...metadata]
    .filter(([key]) => key !== CONTENT_KEY && (/^akari(\.|$)/.test(key) || also.includes(key)))
    .map(([key, text]) => [`metadata ${key}`, text]);

/**
 * @param name what to call the file
 * @param what it holds, such as "tensors"
 * @param remedy how a file that was changed on purpose is read
 */
export const contentDiffers = (name: string, what: string, remedy: string): AkariError =>
  new AkariError(
    "invalid-file",
    `${name} is damaged, or was changed after Akari wrote it: its description and ${what} are not those that its hash ` +
      `was made of. Get it again; where it was changed on purpose, ${remedy}.`,
  );

/**
 * Weight, bias, weight, bias, … in the order of the layers: each `[units, inputs]` or `[units]` row by row, as
 * little-endian float32 or float64 after the array's own type.
 */
export function parameterBytes(parameters: readonly LayerParameters[]): Bytes {
  const arrays = parameters.flatMap(({ weight, bias }) => [weight, bias]);
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let offset = 0;
  for (const numbers of arrays) offset = writeNumbers(bytes, offset, numbers);
  return bytes;
}

/**
 * SHA-256 of the parameters' bytes, as 64 hexadecimal digits: equal for two networks exactly where all their
 * parameters are equal, bit for bit.
 * @example
 * ```ts
 * const isSame = (await hashParameters(one.parameters)) === (await hashParameters(other.parameters));
 * ```
 */
export async function hashParameters(parameters: readonly LayerParameters[]): Promise<string> {
  return sha256(parameterBytes(parameters));
}

/** The hash of bytes, as 64 hexadecimal digits. Where the platform has its own, it is asked: Node's is some ten times as fast. */
export function sha256(bytes: Uint8Array): string {
  return (nativeSha256 ?? portableSha256)(bytes);
}

const BLOCK = 64;

/** The same, wherever there is JavaScript. */
export function portableSha256(bytes: Uint8Array): string {
  const hash = Int32Array.from(START);
  const rest = bytes.length % BLOCK;
  const whole = bytes.length - rest;
  for (let at = 0; at < whole; at += BLOCK) addBlock(hash, bytes, at);
  // A bit of 1, zeros, and the length in bits, so that the last block is full.
  const tail = new Uint8Array(rest < BLOCK - 8 ? BLOCK : 2 * BLOCK);
  tail.set(bytes.subarray(whole));
  tail[rest] = 0x80;
  const end = new DataView(tail.buffer, tail.length - 8);
  end.setUint32(0, Math.floor(bytes.length / 2 ** 29));
  end.setUint32(4, (bytes.length * 8) % 2 ** 32);
  for (let at = 0; at < tail.length; at += BLOCK) addBlock(hash, tail, at);
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The first 64 primes. */
const PRIMES: number[] = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);

// The first 32 bits of the fractions of roots. None is so near to a whole number that rounding could tell.
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => (Math.sqrt(prime) % 1) * 2 ** 32);
const ROUNDS = Int32Array.from(PRIMES, (prime) => (Math.cbrt(prime) % 1) * 2 ** 32);

const WORDS = new Int32Array(64);

function addBlock(hash: Int32Array, bytes: Uint8Array, start: number): void {
  for (let i = 0, at = start; i < 16; i++, at += 4) {
    WORDS[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = WORDS[i - 15];
    const y = WORDS[i - 2];
    const near = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const far = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    WORDS[i] = WORDS[i - 16] + WORDS[i - 7] + near + far;
  }
  let a = hash[0];
  let b = hash[1];
  let c = hash[2];
  let d = hash[3];
  let e = hash[4];
  let f = hash[5];
  let g = hash[6];
  let h = hash[7];
  for (let i = 0; i < 64; i++) {
    const eTurned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = g ^ (e & (f ^ g));
    const first = (h + eTurned + choice + ROUNDS[i] + WORDS[i]) | 0;
    const aTurned = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) | (c & (a | b));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + aTurned + majority) | 0;
  }
  hash[0] += a;
  hash[1] += b;
  hash[2] += c;
  hash[3] += d;
  hash[4] += e;
  hash[5] += f;
  hash[6] += g;
  hash[7] += h;
}
