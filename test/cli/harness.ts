/**
 * @file Runs the command inside the test's own process, on small data sets in a folder that is thrown away.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import type { Interruption } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Watch {
  readonly env?: Record<string, string>;
  /** Called with each text written to standard error; `interrupt` does what Ctrl-C does. */
  readonly onProgress?: (text: string, interrupt: (reason: Interruption) => void) => void;
}

/** Runs `akari` with these arguments. */
export async function akari(args: readonly string[], { env = {}, onProgress }: Watch = {}): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  let handler: ((reason: Interruption) => void) | undefined;
  const code = await run(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: {
      write(text) {
        stderr += text;
        onProgress?.(text, (reason) => handler?.(reason));
      },
    },
    env,
    outliveOutput() {},
    onInterruption(added) {
      handler = added;
      return () => {
        handler = undefined;
      };
    },
    onHangUp: () => () => {},
  });
  return { code, stdout, stderr };
}

/** A new folder under the system's temporary one. */
export function makeFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "akari-cli-"));
  return { path: (name) => join(folder, name), remove: () => rmSync(folder, { recursive: true }) };
}

interface IdxOptions {
  readonly side?: number;
  readonly train?: number;
  readonly test?: number;
}

const CLASSES = 4;

/** Four IDX files: image `i` is of class `i mod 4`, a bright square in that quarter of the picture. */
export function writeIdxFolder(folder: string, { side = 28, train = 200, test = 40 }: IdxOptions = {}): void {
  mkdirSync(folder);
  for (const [part, count] of [
    ["train", train],
    ["t10k", test],
  ] as const) {
    const images = Buffer.concat([
      header(0x0803, count, side, side),
      ...Array.from({ length: count }, (_, i) => quarterPixels(i, side)),
    ]);
    const labels = Buffer.concat([
      header(0x0801, count),
      Uint8Array.from({ length: count }, (_, i) => i % CLASSES),
    ]);
    writeFileSync(join(folder, `${part}-images-idx3-ubyte`), images);
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), labels);
  }
}

function header(...words: number[]): Buffer {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, i) => {
    bytes.writeUInt32BE(word, 4 * i);
  });
  return bytes;
}

/** Pixels of 200 and a little more, so that no two images of a class are quite the same. */
function quarterPixels(index: number, side: number): Uint8Array {
  const half = side / 2;
  const [top, left] = [Math.floor((index % CLASSES) / 2) * half, (index % 2) * half];
  return Uint8Array.from({ length: side * side }, (_, pixel) => {
    const [y, x] = [Math.floor(pixel / side) - top, (pixel % side) - left];
    return y >= 0 && y < half && x >= 0 && x < half ? 200 + ((pixel * (index + 3)) % 50) : 0;
  });
}

/** A PNG with a black stroke on white, or with nothing on it. */
export function writePng(path: string, drawn: boolean): void {
  const png = new PNG({ width: 40, height: 60 });
  png.data.fill(255);
  for (let y = 10; drawn && y < 50; y++) {
    for (let x = 16; x < 24; x++) png.data.fill(0, 4 * (y * 40 + x), 4 * (y * 40 + x) + 3);
  }
  writeFileSync(path, PNG.sync.write(png));
}
