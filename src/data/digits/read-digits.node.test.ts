import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AkariError } from "../../error.js";
import { fromStrokes } from "./from-strokes.js";
import { readDigits } from "./read-digits.node.js";

const SLASH = '{"label": 1, "strokes": [[[0, 9], [3, 0]]]}';
const SLASH_PIXELS = fromStrokes([
  [
    [0, 9],
    [3, 0],
  ],
]);
const TEXT = `${SLASH}\n\n{"strokes": [[[0, 0], [9, 0]]]}\n`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-digits-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, contents: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
}

/** An upright line on white; as white as the paper at a level of 255. */
function bar(level: number): Buffer {
  const png = new PNG({ width: 40, height: 40 });
  png.data.fill(255);
  for (let y = 8; y < 32; y++) {
    for (let x = 18; x < 21; x++) png.data.fill(level, (y * 40 + x) * 4, (y * 40 + x) * 4 + 3);
  }
  return PNG.sync.write(png);
}

test("a PNG image is one digit", async () => {
  const path = await put("One.PNG", bar(0));
  const [digit, ...others] = await readDigits(path);
  expect(others).toEqual([]);
  expect(digit.name).toBe(path);
  expect(digit.pixels).toHaveLength(784);
  expect(digit.pixels[14 * 28 + 14]).toBe(255);
});

test("strokes are a digit a line, packed or not", async () => {
  for (const path of [await put("drawn.jsonl", TEXT), await put("drawn.jsonl.gz", gzipSync(TEXT))]) {
    const digits = await readDigits(path);
    expect(digits.map(({ name }) => name)).toEqual([`${path}:1`, `${path}:3`]);
    expect(digits.map(({ label }) => label)).toEqual(["1", undefined]);
    expect(digits[0].pixels).toEqual(SLASH_PIXELS);
  }
});

describe("what holds no digit gets a sentence that names it", () => {
  test.each<[string, string | Uint8Array, string, string]>([
    ["scan.pdf", "", "invalid-argument", "Give a PNG or JPEG image (.png, .jpg) or drawn strokes (.jsonl"],
    ["photo.jpg", "", "invalid-file", "is empty"],
    ["blank.png", bar(255), "invalid-data", "nothing is drawn"],
    ["fake.png", "no picture", "invalid-file", "is no picture, or a damaged one"],
    ["empty.jsonl", "", "invalid-file", "holds no drawings"],
    ["far.jsonl", `${SLASH}\n{"strokes": [[[-1.7e308, 0], [1.7e308, 0]]]}`, "invalid-data", "far.jsonl:2: "],
    ["none.jsonl", '{"strokes": []}', "invalid-file", "none.jsonl, line 1: nothing is drawn"],
    ["plain.jsonl.gz", TEXT, "invalid-file", "cannot be unpacked"],
    ["cut.jsonl.gz", gzipSync(TEXT).subarray(0, 40), "invalid-file", "cannot be unpacked"],
  ])("%s", async (name, contents, code, sentence) => {
    const path = await put(name, contents);
    const error: unknown = await readDigits(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AkariError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect((error as AkariError).message).toContain(name);
  });

  test("a missing file", async () => {
    await expect(readDigits(join(folder, "gone.jsonl"))).rejects.toMatchObject({ code: "not-found" });
  });
});
