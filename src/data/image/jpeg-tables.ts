/**
 * @file Checks the tables that a JPEG file's pixels are coded with.
 *
 * Source: ITU-T Recommendation T.81 (1992), B.2.4.1, B.2.4.2 and annex C.
 */

import { AkariError } from "../../error.js";

/**
 * @param data of a DQT segment
 * @param known gets the numbers of its tables
 * @throws AkariError `invalid-file`
 */
export function readQuantization(data: Uint8Array, known: Set<number>, name: string): void {
  for (let at = 0; at < data.length; ) {
    const [bytes, number] = [(data[at] >> 4) + 1, data[at] & 15];
    at += 1 + 64 * bytes;
    if (bytes > 2 || number > 3 || at > data.length) throw damaged(name, "quantisation");
    known.add(number);
  }
}

/** Lengths of codes, from 1 bit. */
const LENGTHS = 16;

/**
 * @param data of a DHT segment
 * @param known gets its tables: a table's class times 16 plus its number
 * @throws AkariError `invalid-file`
 */
export function readHuffmanTables(data: Uint8Array, known: Set<number>, name: string): void {
  for (let at = 0; at < data.length; ) {
    const [kind, number] = [data[at] >> 4, data[at] & 15];
    const counts = data.subarray(at + 1, at + 1 + LENGTHS);
    const values = counts.reduce((sum, count) => sum + count, 0);
    const start = at + 1 + LENGTHS;
    at = start + values;
    if (kind > 1 || number > 3 || values > 256 || at > data.length || !areCodes(counts)) {
      throw damaged(name, "Huffman");
    }
    // A DC coefficient's difference has at most 15 bits here.
    if (kind === 0 && data.subarray(start, at).some((value) => value > 15)) throw damaged(name, "Huffman");
    known.add(16 * kind + number);
  }
}

/** Whether there are so many codes of each length, none the beginning of another, and none of ones only. */
function areCodes(counts: Uint8Array): boolean {
  let code = 0;
  return counts.every((count, i) => {
    code = 2 * code + count;
    return count === 0 || code <= 2 ** (i + 1) - 1;
  });
}

const damaged = (name: string, kind: string): AkariError =>
  new AkariError("invalid-file", `${name} is a damaged JPEG image: one of its ${kind} tables is impossible.`);
