/**
 * @file Tiny data of a person's own for the command's tests: a table, pictures and recordings in folders.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PNG } from "pngjs";
import wavefile from "wavefile";

/** `rooms,city,price`: a room costs 10, Kyoto 5 more. */
export function writePrices(path: string, rows = 60): void {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [rooms, city] = [1 + (i % 7), i % 3 === 0 ? "Kyoto" : "Nara"];
    return `${rooms},${city},${10 * rooms + (city === "Kyoto" ? 5 : 0)}`;
  });
  writeFileSync(path, `rooms,city,price\n${lines.join("\n")}\n`);
}

/** `width,kind`: the wide ones are called so. */
export function writeKinds(path: string, rows = 60): void {
  const lines = Array.from({ length: rows }, (_, i) => `${i},${i < rows / 2 ? "narrow" : "wide"}`);
  writeFileSync(path, `width,kind\n${lines.join("\n")}\n`);
}

/** Two classes of pictures, bright on the left or on the right. */
export function writePictures(folder: string, side: number, count = 20): void {
  for (const [c, name] of ["left", "right"].entries()) {
    for (let i = 0; i < count; i++) {
      const png = new PNG({ width: side, height: side });
      for (let p = 0; p < side * side; p++) {
        const level = p % side < side / 2 === (c === 0) ? 200 + i : i;
        png.data.set([level, level, level, 255], 4 * p);
      }
      put(join(folder, name, `${i}.png`), PNG.sync.write(png));
    }
  }
}

/** Two classes of recordings, a low tone and a high one. */
export function writeTones(folder: string, count = 20): void {
  for (const [name, hertz] of [
    ["low", 300],
    ["high", 1800],
  ] as const) {
    for (let i = 0; i < count; i++) {
      const samples = Float64Array.from({ length: 1600 + 40 * i }, (_, t) =>
        Math.round(9000 * Math.sin((2 * Math.PI * hertz * t) / 8000)),
      );
      const wav = new wavefile.WaveFile();
      wav.fromScratch(1, 8000, "16", samples);
      put(join(folder, name, `${i}.wav`), wav.toBuffer());
    }
  }
}

function put(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
