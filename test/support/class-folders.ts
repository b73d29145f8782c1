/**
 * @file Folders with a sub-folder a class, for tests: coloured pictures, and tones.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";

const SIDE = 8;

/** Pictures of 8×8 pixels in two classes: more red, or more blue. The last one of the second is a copy of its first. */
export function writePictures(folder: string, each = 12): void {
  for (const [c, name] of ["red", "blue"].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < each; i++) {
      const png = new PNG({ width: SIDE, height: SIDE });
      const shade = c === 1 && i === each - 1 ? 0 : i;
      for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
        const level = 120 + ((pixel * (shade + 3)) % 130);
        png.data.set(c === 0 ? [level, 20, 30, 255] : [30, 20, level, 255], 4 * pixel);
      }
      writeFileSync(join(folder, name, `${i}.png`), PNG.sync.write(png));
    }
  }
}

const RATE = 8000;

/** Recordings of a quarter of a second in two classes: a low tone or a high one. */
export function writeTones(folder: string, each = 12): void {
  for (const [name, frequency] of [
    ["low", 300],
    ["high", 1500],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < each; i++) writeFileSync(join(folder, name, `${i}.wav`), wav(frequency + 10 * i));
  }
}

function wav(frequency: number): Buffer {
  const samples = RATE / 4;
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  for (const [at, value] of [
    [16, 16],
    [24, RATE],
    [28, 2 * RATE],
    [40, 2 * samples],
  ]) {
    bytes.writeUInt32LE(value, at);
  }
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ]) {
    bytes.writeUInt16LE(value, at);
  }
  bytes.write("data", 36);
  for (let i = 0; i < samples; i++) {
    bytes.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * frequency * i) / RATE)), 44 + 2 * i);
  }
  return bytes;
}
