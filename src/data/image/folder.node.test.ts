import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { PNG } from "pngjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jpegEncoder, turned } from "../../../test/support/jpeg.js";
import { AkariError } from "../../error.js";
import { readDigits } from "../digits/read-digits.node.js";
import { readPictureFolder, readPictures } from "./folder.node.js";
import { chooseSize } from "./form.js";
import type { Picture } from "./picture.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-pictures-"));
});
afterEach(() => rm(folder, { recursive: true }));

let toJpeg: (picture: Picture) => Uint8Array;
beforeAll(async () => {
  toJpeg = await jpegEncoder();
});

async function put(path: string, bytes: Uint8Array | string): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
  return join(folder, path);
}

/** A picture of one colour. */
function plain(width: number, height: number, [red, green, blue]: readonly number[]): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < data.length; i += 4) data.set([red, green, blue, 255], i);
  return { width, height, data };
}

function toPng({ width, height, data }: Picture): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  return PNG.sync.write(png);
}

const grey = (level: number, width = 3, height = 2): Uint8Array =>
  toPng(plain(width, height, [level, level, level]));

const every = (rows: number): Uint32Array => Uint32Array.from({ length: rows }, (_, row) => row);

describe("a folder of pictures", () => {
  test("has a class for each sub-folder, in natural order, and keeps the pictures' own size", async () => {
    await put("10/a.png", grey(10));
    await put("9/b.png", grey(90));
    await put("9/a10.png", grey(92));
    await put("9/a9.png", grey(91));
    const examples = await readPictureFolder(folder);
    expect(examples.task).toEqual({
      kind: "classes",
      names: ["9", "10"],
      classes: Uint32Array.of(0, 0, 0, 1),
    });
    expect(examples.notes).toEqual([]);
    expect(examples.rowName(1)).toBe(join(folder, "9", "a10.png"));
    const preprocessing = examples.prepare(every(4));
    expect(preprocessing).toEqual({ divideBy: 255, image: [2, 3] });
    const data = examples.encode(Uint32Array.of(3, 0), preprocessing, "some");
    expect(data.features).toEqual({
      rows: 2,
      columns: 6,
      data: Uint8Array.of(10, 10, 10, 10, 10, 10, 91, 91, 91, 91, 91, 91),
    });
    expect(data.targets).toMatchObject({ classes: Uint32Array.of(1, 0) });
  });

  test("becomes coloured at its first coloured picture, and grey where that is asked for", async () => {
    await put("a/1.png", grey(7, 1, 1));
    await put("b/1.png", toPng(plain(1, 1, [255, 0, 0])));
    const colored = await readPictureFolder(folder);
    const preprocessing = colored.prepare(every(2));
    expect(preprocessing).toEqual({ divideBy: 255, image: [1, 1], channels: 3 });
    expect([...colored.encode(every(2), preprocessing, "all").features.data]).toEqual([7, 7, 7, 255, 0, 0]);
    const inGrey = await readPictureFolder(folder, { channels: 1 });
    expect([...inGrey.encode(every(2), inGrey.prepare(every(2)), "all").features.data]).toEqual([7, 76]);
    expect(() => inGrey.encode(every(2), preprocessing, "all")).toThrow(
      "1×1 grey pixels, but 1×1 coloured pixels are wanted",
    );
  });

  test("brings pictures of several sizes to one, by area, and says so", async () => {
    await put("a/1.png", grey(200, 4, 4));
    const half = plain(8, 4, [0, 0, 0]);
    for (let i = 0; i < 32; i++) if (i % 8 < 4) half.data.set([255, 255, 255], 4 * i);
    await put("b/1.png", toPng(half));
    const examples = await readPictureFolder(folder, { size: [1, 2] });
    expect([...examples.encode(every(2), examples.prepare(every(2)), "all").features.data]).toEqual([
      200, 200, 255, 0,
    ]);
    const chosen = await readPictureFolder(folder);
    expect(chosen.prepare(every(2)).image).toEqual([8, 8]);
    expect(chosen.notes).toEqual([
      "The pictures are 4 pixels high and 4 to 8 wide; all are brought to 8×8. Choose another size where details matter.",
    ]);
  });

  test("is of digits where they are taken for such: each centred and scaled, as one digit alone is", async () => {
    const digit = plain(60, 40, [255, 255, 255]);
    for (let y = 5; y < 20; y++) digit.data.set([0, 0, 0, 255], 4 * (y * 60 + 8));
    const one = await put("1/one.png", toPng(digit));
    await put("0/zero.png", toPng(digit));
    const examples = await readPictureFolder(folder, { asDigits: true });
    expect(examples.form).toEqual({ height: 28, width: 28, channels: 1 });
    const [{ pixels }] = await readDigits(one);
    expect(examples.pixels.slice(784)).toEqual(pixels);
    const blank = await put("1/blank.png", toPng(plain(9, 9, [255, 255, 255])));
    await expect(readPictureFolder(folder, { asDigits: true })).rejects.toThrow(blank);
  });

  test("takes PNG and JPEG by what they are, whatever they are called", async () => {
    await put("a/1.jpg", grey(50, 8, 8));
    await put("b/1", toJpeg(plain(8, 8, [150, 150, 150])));
    const examples = await readPictureFolder(folder);
    const { data } = examples.encode(every(2), examples.prepare(every(2)), "all").features;
    expect(Math.abs(data[0] - 50)).toBe(0);
    expect(Math.abs(data[64] - 150)).toBeLessThanOrEqual(1);
  });

  test("keeps the size of pictures that their EXIF data turn", async () => {
    const half = plain(24, 40, [0, 0, 0]);
    // White above: turned by a quarter, on the right.
    half.data.fill(255, 0, half.data.length / 2);
    await put("a/1.jpg", turned(toJpeg(half), 6));
    await put("b/1.jpg", turned(toJpeg(half), 6, "MM"));
    const examples = await readPictureFolder(folder);
    const preprocessing = examples.prepare(every(2));
    expect(preprocessing.image).toEqual([24, 40]);
    expect(examples.notes).toEqual([]);
    const { data } = examples.encode(every(1), preprocessing, "first").features;
    const row = [...data.subarray(0, 40)].map((level) => Math.round(level / 255));
    expect(row).toEqual([...Array(20).fill(0), ...Array(20).fill(1)]);
  });

  test("leaves out what is no picture, and says so where somebody might miss it", async () => {
    for (const path of ["a/1.png", "b/1.png", "b/deeper/1.png", ".hidden/1.png", "a/.1.png"]) {
      await put(path, grey(1));
    }
    await put("a/Thumbs.db", "x");
    await put("a/notes.txt", "two pictures");
    await put("c/readme", "none yet");
    await put("license.txt", "");
    const { rows, notes, task } = await readPictureFolder(folder);
    expect(rows).toBe(2);
    expect(task.names).toEqual(["a", "b"]);
    expect(notes).toEqual([
      "Sub-folders without pictures are no classes: c.",
      `2 files that hold no pictures left out, such as ${join("a", "notes.txt")}.`,
      "1 folder inside the classes left out.",
      "1 file beside the sub-folders left out.",
    ]);
  });

  test("names the picture that cannot be read, or leaves such out and counts them", async () => {
    await put("a/1.png", grey(1));
    await put("b/1.png", grey(2));
    await put("b/2.png", grey(3).subarray(0, 40));
    await put("b/3.gif", "GIF89a");
    const at = join(folder, "b", "2.png");
    await expect(readPictureFolder(folder)).rejects.toThrow(`${at} is cut short`);
    const examples = await readPictureFolder(folder, { skipBad: true });
    expect(examples.rows).toBe(2);
    expect(examples.notes[0]).toContain(`2 of 4 pictures left out. ${at} is cut short`);
  });

  test.each([
    ["is not there", async () => {}, "There is no folder"],
    ["has no sub-folders", () => put("gone/1.png", grey(1)), "has no sub-folders"],
    ["has one class", () => put("gone/a/1.png", grey(1)), "has only one sub-folder with pictures, a"],
    [
      "has its classes deeper",
      () => put("gone/train/a/1.png", grey(1)),
      "hold no pictures. There are folders in them",
    ],
    [
      "has a class without a sound picture",
      () => Promise.all([put("gone/a/1.png", grey(1)), put("gone/b/1.png", "")]),
      "no picture that can be read in its sub-folder b",
    ],
  ])("that %s gets a sentence", async (_what, make, sentence) => {
    await make();
    await expect(readPictureFolder(join(folder, "gone"), { skipBad: true })).rejects.toThrow(sentence);
  });

  test.each([
    [{ size: [0, 5] as const }, "from 1 to 4096 pixels, not 0×5"],
    [{ channels: 2 as 1 }, "1 channel or 3, not 2"],
  ])("an impossible option: %j", async (options, sentence) => {
    await put("a/1.png", grey(1));
    await put("b/1.png", grey(1));
    await expect(readPictureFolder(folder, options)).rejects.toThrow(sentence);
  });

  test("what was written is read, as PNG exactly and as JPEG nearly", async () => {
    const pictures = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          levels: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(pictures, async ({ width, height, levels }) => {
        const data = Uint8Array.from({ length: 4 * levels.length }, (_, i) =>
          i % 4 === 3 ? 255 : levels[i >> 2],
        );
        await put("a/1", toPng({ width, height, data }));
        await put("b/1", toJpeg({ width, height, data }));
        const preprocessing = { divideBy: 255, image: [height, width] as const };
        const { features } = await readPictures([join(folder, "a"), join(folder, "b", "1")], preprocessing);
        expect(features.data.subarray(0, levels.length)).toEqual(levels);
        levels.forEach((level, i) => {
          expect(Math.abs(features.data[levels.length + i] - level)).toBeLessThanOrEqual(8);
        });
      }),
      { numRuns: 30 },
    );
  });
});

test("single pictures are labelled by their folder where it is one of the model's classes", async () => {
  await put("3/1.png", grey(9, 2, 2));
  const loose = await put("other/1.png", grey(8, 2, 2));
  const rows = await readPictures([folder, loose], { divideBy: 255, image: [1, 1] }, ["3", "4"]);
  expect(rows.labels).toEqual(["3", undefined, undefined]);
  expect([...rows.features.data]).toEqual([9, 8, 8]);
  expect(rows.names[2]).toBe(loose);
  await expect(readPictures([folder], { divideBy: 1 })).rejects.toThrow(AkariError);
  await expect(readPictures([join(folder, "none.png")], rowsOf(1))).rejects.toThrow("There is no file");
});

const rowsOf = (side: number) => ({ divideBy: 255, image: [side, side] as const });

test("large pictures get a modest size", () => {
  expect(chooseSize([[300, 400]])).toEqual([24, 32]);
  expect(chooseSize([[64, 64]])).toEqual([64, 64]);
  expect(
    chooseSize([
      [300, 400],
      [20, 10],
      [10, 10],
    ]),
  ).toEqual([20, 20]);
});
