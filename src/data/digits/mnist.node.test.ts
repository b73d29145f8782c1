import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadIdxFolder, mnist } from "./mnist.node.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "akari-idx-"));
});
afterEach(() => rm(folder, { recursive: true }));

const IMAGES = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6]);
const LABELS = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 2, 0]);
const FEWER_CLASSES = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 1, 0]);

const put = (file: string, bytes: Uint8Array) => writeFile(join(folder, file), bytes);

test("plain and compressed files, with hyphen or dot, are found", async () => {
  await put("train-images-idx3-ubyte.gz", gzipSync(IMAGES));
  await put("train-labels.idx1-ubyte", LABELS);
  await put("t10k-images.idx3-ubyte.gz", gzipSync(IMAGES));
  await put("t10k-labels-idx1-ubyte", FEWER_CLASSES);
  const { train, test: held } = await loadIdxFolder(folder);
  expect([...train.features.data]).toEqual([5, 6]);
  expect(train.targets).toMatchObject({ names: ["0", "1", "2"] });
  expect(held.targets).toMatchObject({ names: ["0", "1", "2"] });
});

test("what is missing or damaged is named", async () => {
  await expect(loadIdxFolder(join(folder, "none"))).rejects.toThrow("There is no folder");
  await expect(loadIdxFolder(folder)).rejects.toThrow("has no train-images-idx3-ubyte");
  await put("train-images-idx3-ubyte.gz", gzipSync(IMAGES).subarray(0, 20));
  await put("train-labels-idx1-ubyte", LABELS);
  await put("t10k-images-idx3-ubyte", IMAGES);
  await put("t10k-labels-idx1-ubyte", LABELS);
  await expect(loadIdxFolder(folder)).rejects.toThrow("train-images-idx3-ubyte.gz cannot be unpacked");
  await expect(loadIdxFolder(join(folder, "t10k-labels-idx1-ubyte"))).rejects.toThrow("is a file");
});

test("MNIST is whole", async () => {
  const { train, test: held } = await mnist();
  expect(train.features).toMatchObject({ rows: 60000, columns: 784 });
  expect(held.features).toMatchObject({ rows: 10000, columns: 784 });
  expect(held.targets).toMatchObject({ names: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] });
});
